"""Suggestions know other words for parameters, and do not reach too far."""

import pytest

from app.query.grammar import RESERVED
from app.query.synonyms import SYNONYMS, suggest
from app.resources import BY_NAME, RESOURCES
from app.resources.definitions import CHOICES
from app.resources.filters import singular


def parameters(name: str) -> list[str]:
    filters = BY_NAME[name].filters
    return [*filters, *RESERVED, *map(singular, filters)]


@pytest.mark.parametrize(
    ("resource", "word", "meant"),
    [
        ("people", "nationality", "country"),
        ("people", "citizenship", "country"),
        ("people", "gender", "sex"),
        ("people", "birthdate", "born"),
        ("people", "dob", "born"),
        ("people", "search", "q"),
        ("people", "query", "q"),
        ("missions", "page", "cursor"),
        ("missions", "offset", "cursor"),
        ("missions", "per_page", "limit"),
        ("missions", "pageSize", "limit"),
        ("missions", "sort_by", "sort"),
        ("missions", "sort-by", "sort"),
        ("missions", "page number", "cursor"),
        ("missions", "--Page Number?!", "cursor"),
        ("missions", "order", "sort"),
        ("missions", "year", "launched"),
        ("missions", "launch_date", "launched"),
        ("missions", "rocket", "launch_vehicle"),
        ("missions", "crew", "crew.person"),
        ("missions", "people", "crew.person"),
        ("events", "people", "person"),
        ("events", "astronaut", "person"),
        ("events", "year", "at"),
        ("events", "company", "organisation"),
        ("crew", "crew", "person"),
        ("people", "flights", "flights_count"),
        ("people", "first_flight", "first_flight.launched"),
        ("people", "spacewalk_count", "spacewalks_count"),
        ("spacecraft", "first_flight", "first_launched"),
        ("countries", "citizens_flown", "citizens_flown_count"),
        ("sources", "claims_count", "score.claims_count"),
        ("missions", "since", "launched"),
    ],
)
def test_other_word_for_a_parameter_is_known(
    resource: str, word: str, meant: str
) -> None:
    assert suggest(word, parameters(resource)) == meant


@pytest.mark.parametrize(
    ("word", "candidates"),
    [
        ("/nope", ["/docs", "/openapi.json", "/missions"]),
        ("narnia", ["armenia", "albania", "tanzania"]),
        ("boundary", ["bom", "q", "country"]),
        ("frobnicate", ["format", "fields"]),
        ("x", ["sex", "q"]),
        ("", ["q", "sort"]),
        ("of", ["as_of", "kind-of-blue"]),
    ],
)
def test_distant_word_has_no_suggestion(word: str, candidates: list[str]) -> None:
    assert suggest(word, candidates) is None


@pytest.mark.parametrize(
    ("word", "candidates", "near"),
    [
        ("gagarin", ["sigmund-jahn", "yuri-gagarin"], "yuri-gagarin"),
        ("Yuri Gagarin", ["sigmund-jahn", "yuri-gagarin"], "yuri-gagarin"),
        ("mission_id", ["mission", "station"], "mission"),
        ("nationality", ["countries", "sex"], "countries"),
        ("country", ["countries", "sex"], "countries"),
        ("person", ["people", "missions"], "people"),
        ("space_station", ["countries", "stations"], "stations"),
        ("astronaut", ["countries", "people"], "people"),
        ("records", ["firsts", "superlatives"], "superlatives"),
        ("record", ["category", "as_of"], "category"),
        ("karman", ["orbit", "100km", "80km"], "100km"),
        ("F", ["female", "male"], "female"),
        ("eva", ["flight", "spacewalk"], "spacewalk"),
        ("modified_since", ["sort", "changed_since"], "changed_since"),
        ("updatedSince", ["sort", "changed_since"], "changed_since"),
        ("since", ["sort", "changed_since"], "changed_since"),
        ("record", ["as_of", "category"], "category"),
        ("superlative", ["as_of", "category"], "category"),
        ("records", ["missions", "superlatives"], "superlatives"),
        ("year", ["country", "launched.decade", "launched.year"], "launched.year"),
        ("per_year", ["country", "at.year"], "at.year"),
        ("launched", ["country", "launched.year", "launched.decade"], "launched.year"),
        ("decades", ["born.year", "born.decade"], "born.decade"),
    ],
)
def test_part_of_a_name_has_a_suggestion(
    word: str, candidates: list[str], near: str
) -> None:
    assert suggest(word, candidates) == near


def test_every_meaning_is_a_parameter_or_a_value() -> None:
    names = {*RESERVED, "by", "at", "as_of", "category", *CHOICES}
    filters = {name for resource in RESOURCES for name in resource.filters}
    names |= filters | {singular(name) for name in filters}
    values = {value for values in CHOICES.values() for value in values}
    values |= {"female", "male", "true", "false", "commander"}
    values |= {"failure", "success", "operational"}
    lists = {resource.name for resource in RESOURCES} | {"superlatives"}
    names |= {"category", "changed_since"}
    names |= {
        f"{name}.{part}" for name in names for part in ("year", "decade", "month")
    }
    assert set(SYNONYMS) <= names | values | lists
