"""`/compare`: two to four records of one type, fact by fact."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

from app.query.synonyms import suggest
from app.resources import BY_NAME
from app.text import fold
from app.web.facts import Fact, crew_of, fact_groups
from app.web.headings import title_of
from app.web.layout_types import Layout
from app.web.layouts import LAYOUTS
from app.web.special.plans import Pairs, Plan, check_names, reject
from app.web.statements import claims_by_field, disputes
from app.web.wording import label

PARAMETERS = ("records", "type")
TYPES = ("people", "missions", "stations", "countries", "spacecraft")
MAX_RECORDS = 4
EXAMPLES = (
    "people/valentina-tereshkova,people/sally-ride",
    "people/yuri-gagarin,people/alan-shepard",
    "missions/soyuz-28,missions/soyuz-31",
    "stations/salyut-6,stations/skylab",
    "countries/soviet-union,countries/united-states",
    "spacecraft/soyuz-t,spacecraft/apollo-csm",
)
_LAYOUTS = {layout.name: layout for layout in LAYOUTS}
_LEFT_OUT = frozenset(
    ("aliases", "checked", "changed_in", "external_ids", "gcat_id", "native_name")
)
"""Facts that only identify a record, or say how it was checked."""
_FLIGHTS = (
    "/v1/crew?person={ids}&sort=launched&limit=100"
    "&fields=person,mission,launched,duration_seconds,duration_text"
)


class Row(NamedTuple):
    """A fact of each record, in the order of the records."""

    name: str
    label: str
    facts: list[Fact | None]
    disputed: list[int]
    """The number of claims that disagree with the fact, for each record."""

    @property
    def differs(self) -> bool:
        """Whether the values are not all the same."""
        texts = {
            tuple(piece.text for piece in fact.pieces) if fact else ()
            for fact in self.facts
        }
        return len(texts) > 1


def plan(pairs: Pairs) -> Plan:
    """Returns the requests for the records; none for the form of the page.

    A form sends `records` several times, with ids or names. A single record is that of
    the first field of the form.
    """
    check_names(pairs, PARAMETERS, repeatable=("records",))
    given = [
        part.strip()
        for name, value in pairs
        if name == "records"
        for part in value.split(",")
        if part.strip()
    ]
    chosen = dict(pairs).get("type", TYPES[0])
    _check_chosen(chosen)
    if not given:
        return Plan(query="")
    resource = _type_of(given, chosen)
    ids = [_id_of(text, resource) for text in given]
    query = "records=" + ",".join(f"{resource}/{quote(name, '')}" for name in ids)
    if len(ids) == 1:
        return Plan(query=query, values={"resource": resource, "ids": ids})
    _check_number(ids, given)
    joined = ",".join(f"{resource}/{name}" for name in ids)
    if [*pairs] != [("records", joined)]:
        return Plan(query=query, is_redirect=True)
    return _comparison(resource, ids, query)


def _comparison(resource: str, ids: list[str], query: str) -> Plan:
    joined = ",".join(quote(name, "") for name in ids)
    claims = "&include=claims" if BY_NAME[resource].has_claims else ""
    requests = {"flights": _FLIGHTS.format(ids=joined)} if resource == "people" else {}
    return Plan(
        f"/v1/{resource}?id={joined}&limit={MAX_RECORDS}{claims}",
        requests,
        {"resource": resource, "ids": ids},
        query,
        parameter="records",
        folder=f"{resource}/",
    )


def _check_chosen(chosen: str) -> None:
    """Raises InvalidQuery if records of a type cannot be compared."""
    if chosen not in TYPES:
        detail = (
            f"`type` cannot be {chosen[:40]!r}; it must be one of {', '.join(TYPES)}"
        )
        near = suggest(chosen, list(TYPES))
        reject("type", chosen[:100], detail, near=near, allowed=list(TYPES))


def _type_of(given: list[str], chosen: str) -> str:
    """Returns the type that all records have. Raises InvalidQuery for several."""
    named = dict.fromkeys(text.partition("/")[0] for text in given if "/" in text)
    types = [*named] or [chosen]
    if len(types) > 1:
        detail = f"`records` has records of several types, {' and '.join(types)}; a"
        reject("records", None, f"{detail} comparison is of one type")
    if types[0] not in TYPES:
        detail = f"{types[0][:40]!r} cannot be compared; write {', '.join(TYPES)}, a"
        reject(
            "records",
            given[0][:100],
            f"{detail} slash and an id, as in {EXAMPLES[0].partition(',')[0]}",
            allowed=list(TYPES),
        )
    return types[0]


def _id_of(text: str, resource: str) -> str:
    """Returns the id that a reader wrote, or the one that a name most likely has."""
    if "/" in text:
        return text.removeprefix(f"{resource}/")
    return fold(text).replace(" ", "-") or text


def _check_number(ids: list[str], given: list[str]) -> None:
    if len({*ids}) < len(ids):
        reject("records", given[-1][:100], "`records` names a record twice")
    if len(ids) > MAX_RECORDS:
        detail = f"`records` names {len(ids)} records; a comparison takes two to"
        detail = f"{detail} {MAX_RECORDS}, joined by commas"
        reject("records", ",".join(given)[:100], detail)


def names_in_form(answer: Any, values: dict[str, Any]) -> list[str]:
    """Returns the first two names for the form; an id if its name leads elsewhere."""
    ids = [*values.get("ids", ()), "", ""][:2]
    names = {}
    for record in in_order(answer["data"], ids) if answer else ():
        name = title_of(record)
        if _id_of(name, values["resource"]) == record["id"]:
            names[record["id"]] = name
    return [names.get(record_id, record_id) for record_id in ids]


def in_order(records: list[dict[str, Any]], ids: list[str]) -> list[dict[str, Any]]:
    """Returns the records in the order of the address.

    An id of another catalogue is not that of its record, so such records come last.
    Raises InvalidQuery if two ids are those of one record.
    """
    if len(records) < len(ids):
        reject("records", ids[-1][:100], "`records` names a record twice")
    order = {name: place for place, name in enumerate(ids)}
    return sorted(records, key=lambda record: order.get(record["id"], len(ids)))


def rows(records: list[dict[str, Any]], resource: str) -> list[Row]:
    """Returns the facts of records side by side, in the order of their pages."""
    layout = _LAYOUTS[resource]
    columns = [dict(_facts(record, layout)) for record in records]
    claims = [claims_by_field(record) for record in records]
    names = dict.fromkeys(name for column in columns for name in column)
    return [
        Row(
            name,
            next(column[name].label for column in columns if name in column),
            [column.get(name) for column in columns],
            [len(disputes(fields.get(name, ()))) for fields in claims],
        )
        for name in names
        if name not in _LEFT_OUT
    ]


def _facts(record: dict[str, Any], layout: Layout) -> Iterator[tuple[str, Fact]]:
    """Yields the facts of a record by name; the crew of a mission comes first."""
    crew = crew_of(record)
    if crew:
        yield "crew", Fact("crew", label("crew"), crew)
    for group in fact_groups(record, layout):
        yield from ((fact.name, fact) for fact in group.facts)


def flights_of(answer: dict[str, Any], person: str) -> list[dict[str, Any]]:
    """Returns the flights of a person among those of all."""
    return [row for row in answer["data"] if row["person"]["id"] == person]


def title(records: list[dict[str, Any]], ids: list[str]) -> str:
    """Returns the names of the records, in the order of the address."""
    names = [title_of(record) for record in in_order(records, ids)]
    return f"{', '.join(names[:-1])} and {names[-1]}"
