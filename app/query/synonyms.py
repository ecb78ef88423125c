"""Other words for parameters, fields and values, which suggestions know."""

import re
from collections.abc import Sequence

from app.text import closest

SYNONYMS: dict[str, str] = {
    # Pages, order and form of a list
    "cursor": "after next offset page page_number skip start",
    "limit": "count max max_results page_size per_page rows size take top",
    "sort": "order order_by ordering sort_by sorting",
    "q": "find keyword keywords query search term text",
    "fields": "attributes columns only props select",
    "include": "embed expand with",
    "group_by": "aggregate group groups",
    "by": "group group_by per",
    "format": "output",
    # Dates
    "launched": "date from launch launch_date liftoff since start_date to until year",
    "landed": "end_date landing landing_date return return_date splashdown",
    "born": "age birth birth_date birthdate birthday date_of_birth dob",
    "died": "date_of_death death death_date",
    "at": "date datetime instant moment on time timestamp when year",
    "as_of": "at date on until",
    "began": "founded from since start start_date year",
    "ended": "end end_date until",
    "issued": "date published year",
    "released": "date year",
    "changed_since": "changed_after modified_after modified_since since updated"
    " updated_after updated_since",
    # People, states and organisations
    "country": "citizen citizenship countries nation nationality state",
    "birth_country": "birth_place birthplace place_of_birth",
    "sex": "gender",
    "person": "astronaut cosmonaut crew people taikonaut who",
    "crew.person": "astronaut cosmonaut crew people person taikonaut who",
    "crew.country": "citizenship nationality",
    "organisation": "agency company operator organization",
    # Flights and craft
    "kind": "category type",
    "category": "kind record superlative type",
    "achievement": "event kind what",
    "outcome": "result status success",
    "flights_count": "flights",
    "first_launched": "first_flight first_launch",
    "launch_vehicle": "booster launcher rocket",
    "launch_site": "cosmodrome launchpad pad site spaceport",
    "spacecraft": "capsule craft ship vehicle",
    "station": "space_station",
    "programme": "project",
    "duration_seconds": "days duration hours length seconds",
    "mass_kg": "weight",
    # Lists
    "people": "astronaut astronauts cosmonauts crews human humans person persons",
    "missions": "flight flights launch launches",
    "events": "eva evas spacewalk spacewalks",
    "countries": "citizenship country nation nationality nationalities nations state"
    " states",
    "organisations": "agencies agency companies company operator",
    "programmes": "project projects",
    "stations": "space_station space_stations",
    "sources": "literature references",
    "superlatives": "record records superlative",
    # Parts of dates, by which records are counted
    **{
        f"{field}.{part}": f"{part} {part}s by_{part} per_{part} {field}_{part}"
        for part in ("year", "decade", "month")
        for field in ("launched", "at", "docked", "began", "issued", "released", "born")
    },
    # Values
    "female": "f girl w woman women",
    "male": "boy m man men",
    "true": "1 on t y yes",
    "false": "0 f n no off",
    "100km": "karman karman_line space",
    "80km": "50mi 50_miles",
    "orbit": "orbital",
    "failure": "fail failed unsuccessful",
    "success": "ok succeeded successful",
    "operational": "active current",
    "spacewalk": "eva spacewalks walk",
    "commander": "cdr",
}
"""What is meant, with the other words for it."""

_MEANINGS: dict[str, list[str]] = {}
for _meant, _words in SYNONYMS.items():
    for _word in _words.split():
        _MEANINGS.setdefault(_word, []).append(_meant)


def suggest(word: str, candidates: Sequence[str]) -> str | None:
    """Returns the candidate that a word most likely meant, if any is near.

    A synonym counts before a similar spelling.
    """
    known = set(candidates)
    for meant in _MEANINGS.get(_snake_case(word), ()):
        if meant in known:
            return meant
    return closest(word, candidates)


def _snake_case(word: str) -> str:
    """Returns `sortBy`, `sort-by` and `Sort by` as `sort_by`."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", word[:100])
    return re.sub(r"[^a-z0-9]+", "_", spaced.lower()).strip("_")
