"""`/superlatives`: each category in words, and the ranking that its list gives."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from app.resources import BY_NAME
from app.resources.definitions import BOUNDARIES, DEFAULT_BOUNDARY
from app.web.special.plans import Pairs, Plan


class Category(NamedTuple):
    """A category for readers, and the list whose order is its ranking."""

    title: str
    definition: str
    ranking: str
    """The list without the filters of the reader."""
    columns: tuple[str, ...]
    needs_all_flights: bool = False
    """Whether the ranking, which has flights above 80 km, is another above 100 km."""

    @property
    def resource(self) -> str:
        """The name of the list of the ranking."""
        return self.ranking.removeprefix("/v1/").partition("?")[0]


_ALL = "80km"
"""The boundary of space above which all flights are."""
_AGE = "The age on the day of the launch; the ranking has whole years."
_FLIGHT = "The length of a flight is the time from the launch of a person to the"
_AGES = ("person", "mission", "countries", "boundary", "age_at_launch")
_LENGTHS = ("person", "mission", "launched", "boundary", "duration_seconds")
_TOTALS = ("name", "countries", "first_flight")
CATEGORIES = {
    "longest-flight": Category(
        "Longest single flight",
        f"{_FLIGHT} landing, also if the person landed in another craft.",
        "/v1/crew?sort=-duration_seconds",
        _LENGTHS,
    ),
    "most-time-in-space": Category(
        "Most time in space",
        "The lengths of all flights of a person, added up.",
        "/v1/people?flown=true&sort=-time_in_space_seconds",
        (*_TOTALS, "flights_count", "time_in_space_seconds"),
    ),
    "most-flights": Category(
        "Most flights",
        "The number of launches of a person into space.",
        "/v1/people?flown=true&sort=-flights_count,first_flight.launched",
        (*_TOTALS, "time_in_space_seconds", "flights_count"),
        needs_all_flights=True,
    ),
    "most-spacewalks": Category(
        "Most spacewalks",
        "Exits into open space. People who only assisted from the hatch do not count.",
        "/v1/people?flown=true&spacewalks_count__gte=1"
        "&sort=-spacewalks_count,-spacewalk_time_seconds",
        (*_TOTALS, "spacewalk_time_seconds", "spacewalks_count"),
    ),
    "oldest": Category(
        "Oldest person at launch",
        _AGE,
        "/v1/crew?sort=-age_at_launch",
        _AGES,
    ),
    "youngest": Category(
        "Youngest person at launch",
        _AGE,
        "/v1/crew?sort=age_at_launch",
        _AGES,
    ),
    "shortest-flight": Category(
        "Shortest flight",
        f"{_FLIGHT} landing, for flights whose landing is known.",
        "/v1/crew?sort=duration_seconds",
        _LENGTHS,
        needs_all_flights=True,
    ),
}
_OWN = ("category", "boundary", "as_of", "fields", "format", "bom")
"""Parameters of superlatives that are not filters of a list."""
SPACE = {**BOUNDARIES}
"""Where space begins, in words."""
SPACE_BEGINS = DEFAULT_BOUNDARY
IN_FORM = ("category", "countries", "sex", "stations", "boundary", "as_of")
"""Parameters that the form of the page has a field for."""
ROWS = 25
"""Rows of a ranking."""
SHOWN = 6
"""Holders of a superlative that are named before the rest is counted."""


def plan(pairs: Pairs) -> Plan:
    """Returns the request for the ranking of the category, if a list can give it."""
    values = dict(pairs)
    category = CATEGORIES.get(values.get("category", ""))
    if category is None or not _has_ranking(category, values):
        return Plan()
    filters = [pair for pair in pairs if pair[0] not in _OWN]
    known = {*BY_NAME[category.resource].filters, "lineage", "date_match"}
    if any(name.partition("__")[0] not in known for name, _ in filters):
        return Plan()
    query = "".join(f"&{urlencode([pair], safe=':/,')}" for pair in filters)
    return Plan(requests={"ranking": f"{category.ranking}{query}&limit={ROWS}"})


def _has_ranking(category: Category, values: Mapping[str, str]) -> bool:
    """Whether a list has the order of a superlative, as no list ends at a date."""
    boundary = values.get("boundary", DEFAULT_BOUNDARY)
    listed = (_ALL,) if category.needs_all_flights else (_ALL, DEFAULT_BOUNDARY)
    return "as_of" not in values and boundary in listed


def caveats(hints: list[str]) -> list[tuple[str, str]]:
    """Returns each hint of an answer with the title of its category, if it has one."""
    parts = (hint.partition(": ") for hint in hints)
    return [
        (CATEGORIES[name].title, text)
        if name in CATEGORIES
        else ("", name + colon + text)
        for name, colon, text in parts
    ]


def in_order(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Returns the superlatives in the order of the page."""
    order = {name: place for place, name in enumerate(CATEGORIES)}
    return sorted(answers, key=lambda answer: order[answer["category"]])


def address(parameters: Mapping[str, str], category: str = "") -> str:
    """Returns the address of a category, or of all, under the same filters."""
    kept = {name: text for name, text in parameters.items() if name != "category"}
    query = urlencode(
        {**({"category": category} if category else {}), **kept}, safe=":/,"
    )
    return f"/superlatives?{query}" if query else "/superlatives"
