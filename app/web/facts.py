"""The facts of a record in groups, its tables, and other parts of its page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from app.durations import siblings, words_of_lengths
from app.web.fact_groups import COMMON_GROUPS, GROUPS
from app.web.layout_types import Layout, Part
from app.web.statements import claims_by_field, our_value, source_value
from app.web.wording import (
    Piece,
    format_date,
    label,
    lower_first,
    page_path,
    pieces,
    prose,
    to_minute,
)

Json = dict[str, Any]
_ELSEWHERE = frozenset(
    ("id", "url", "name", "title", "summary", "claims", "csl", "reference", "score")
)
"""Fields that another part of the page shows, beside those of `TABLES`."""
_WITH_TIME = frozenset(("at", "docked", "undocked", "aboard_since"))
"""Dates that a table shows with the time; of others it shows the day."""
_OF_STAYS = frozenset(("began", "ended"))
"""Dates that a table of stays shows with the time."""
_NUMBERS = frozenset(
    ("flights_count", "citizens_flown_count", "guest_flights_count", "crew_capacity")
) | {"score.claims_count", "score.disagreeing_count"}
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_WORDS_OF_LENGTH = 4
"""Words of a length of time in a table: two numbers with their units."""


class Table(NamedTuple):
    """A table inside a record."""

    field: str
    title: str
    columns: tuple[str, ...]
    part: Part


TABLES = (
    Table(
        "crew", "Crew", ("person", "role", "countries", "flight", "landed_on"), "people"
    ),
    Table("crew", "Crew", ("name", "role"), "people"),
    Table("people", "People", ("name", "role"), "people"),
    Table("assigned", "Also assigned", ("person", "kind", "role"), "people"),
    Table(
        "stays", "Where the person was", ("aboard", "began", "ended", "note"), "events"
    ),
    Table(
        "dockings",
        "Dockings",
        ("target", "docked", "undocked", "outcome", "note"),
        "events",
    ),
)


def tables(record: Json) -> list[Table]:
    """Returns the tables inside a record that have rows.

    The crew of a mission are flights of persons, that of an expedition are persons.
    """
    return [
        table
        for table in TABLES
        if any(table.columns[0] in row for row in record.get(table.field) or ())
    ]


def rows_of(table: Table, record: Json, people: Sequence[Json] = ()) -> list[Json]:
    """Returns the rows of a table inside a record.

    Crew members get the number of their flight, if `people` have their missions.
    """
    if "flight" not in table.columns:
        return list(record[table.field])
    missions = {
        person["id"]: [mission["id"] for mission in person["missions"]]
        for person in people
    }
    return [
        row
        | {
            "mission": {"id": record["id"]},
            "flight": _flight_number(missions.get(row["person"]["id"]), record["id"]),
        }
        for row in record[table.field]
    ]


def _flight_number(missions: list[str] | None, mission: str) -> str | None:
    """Returns which flight of a person a mission was: `2nd of 3`, `the only one`."""
    if not missions or mission not in missions:
        return None
    if len(missions) == 1:
        return "the only one"
    return f"{_ordinal(missions.index(mission) + 1)} of {len(missions)}"


def _ordinal(number: int) -> str:
    """Returns a number from 1 on as an ordinal: `1st`, `22nd`, `13th`."""
    is_teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if is_teen else _ENDINGS.get(number % 10, 'th')}"


def filled_columns(rows: Iterable[Json], columns: Iterable[str]) -> list[str]:
    """Returns the columns in which a row has a value; the first one always."""
    rows, [first, *others] = list(rows), columns
    return [first, *(name for name in others if any(cell(row, name) for row in rows))]


@dataclass(frozen=True)
class Fact:
    """A field of a record: its label, its value, and the claims about it."""

    name: str
    label: str
    pieces: list[Piece]
    claims: list[Json] = field(default_factory=list)

    @property
    def is_list(self) -> bool:
        """Whether each piece needs a line of its own."""
        return len(self.pieces) > 2 and any(piece.note for piece in self.pieces)


class FactGroup(NamedTuple):
    """Facts under one heading."""

    title: str
    facts: list[Fact]


def fact_groups(record: Json, layout: Layout) -> list[FactGroup]:
    """Returns the known facts of a record in groups; only those with a fact.

    Facts that no group names stand in the first one.
    """
    known = {fact.name: fact for fact in _facts(record, layout)}
    groups = (*GROUPS[layout.name], *COMMON_GROUPS)
    grouped = {name for group in groups for name in group.fields}
    others = [fact for name, fact in known.items() if name not in grouped]
    result = []
    for number, group in enumerate(groups):
        facts = [known[name] for name in group.fields if name in known]
        facts += others if number == 0 else []
        if facts:
            result.append(FactGroup(group.title, facts))
    return result


def _facts(record: Json, layout: Layout) -> Iterator[Fact]:
    """Yields the facts of a record that have a value; a count of zero has none."""
    claims = claims_by_field(record)
    if record.get("cospar") and record.get("external_ids"):
        # The COSPAR designation is a fact of its own
        record = record | {"external_ids": record["external_ids"] | {"cospar": None}}
    elsewhere = _ELSEWHERE | {table.field for table in tables(record)}
    for name, value in words_of_lengths(record):
        is_hidden = name in elsewhere or name in layout.hidden_fields
        if (
            is_hidden
            or _is_none(name, record[name])
            or (name, value) in (("counted", True), ("family", record.get("id")))
        ):
            continue
        is_record = name in ("old", "new") and isinstance(value, dict)
        if words := list(_facts_of(value) if is_record else pieces(name, value)):
            yield Fact(name, label(name), words, claims.get(name, []))


def _facts_of(record: Json) -> Iterator[Piece]:
    """Yields the facts of a record that was added or removed, with their names."""
    for name, value in record.items():
        for piece in pieces(name, value):
            yield piece._replace(note=lower_first(label(name)))


def _is_none(name: str, value: Any) -> bool:
    """Returns whether a value says that there are no entries: `[]`, or a count of 0."""
    return value == [] or (value == 0 and name.endswith(("_count", "_seconds")))


def unknown(record: Json, layout: Layout) -> list[str]:
    """Returns the labels of the facts of a record that have no value."""
    return [
        lower_first(label(name))
        for name in _fact_names(record, layout)
        if record[name] is None
    ]


def none(record: Json, layout: Layout) -> list[str]:
    """Returns the labels of the lists and counts of a record that have no entries."""
    return [
        lower_first(label(name))
        for name in _fact_names(record, layout)
        if _is_none(name, record[name]) and not name.endswith("_seconds")
    ]


def _fact_names(record: Json, layout: Layout) -> Iterator[str]:
    """Returns the names of the fields of a record that are facts."""
    hidden = {*_ELSEWHERE, *layout.hidden_fields, "aliases"}
    return (name for name, _ in words_of_lengths(record) if name not in hidden)


def cell(row: Json, column: str) -> list[Piece]:
    """Returns a cell of a table. The name of a record links to its page."""
    value: Any = row
    for part in column.split("."):
        value = (value or {}).get(part)
    title_columns = ("summary",) if "stated_value" in row else ("name", "title")
    if "target" in row:
        title_columns = ("method",)
    mission = row.get("mission") or {}
    if column == "landed_on" and value and value["id"] == mission.get("id"):
        return []
    if column in title_columns and value and "url" in row:
        return [Piece(prose(value), link=page_path(row["url"]))]
    if column == "stated_value":
        return source_value(row)
    if column == "our_value":
        return our_value(row)
    if names := siblings(column):
        value = row.get(names[-1])
    has_time = column in _WITH_TIME or (column in _OF_STAYS and "aboard" in row)
    return [
        _shorten(column, piece, has_time=has_time) for piece in pieces(column, value)
    ]


def _shorten(column: str, piece: Piece, *, has_time: bool) -> Piece:
    """Returns a date or a length of time in the precision that a table needs."""
    if piece.date:
        edtf = to_minute(piece.date)
        text = format_date(edtf if has_time else edtf.partition("T")[0])
    elif siblings(column):
        text = " ".join(piece.text.split()[:_WORDS_OF_LENGTH])
    else:
        return piece
    full_text = None if text == piece.text else piece.text
    return piece._replace(text=text, full_text=full_text)


def is_number(column: str) -> bool:
    """Returns whether a column holds counts, which are aligned to the right."""
    return column in _NUMBERS or column.endswith("_count")


def crew_of(row: Json) -> list[Piece]:
    """Returns the names of the crew of a mission or of an expedition."""
    members = (member.get("person", member) for member in row.get("crew") or [])
    return [Piece(member["name"], link=page_path(member["url"])) for member in members]


def citation(title: str, dataset: dict[str, str]) -> str:
    """Returns a reference to a page, with version and revision of the data.

    The address of the page is to follow.
    """
    revision = dataset["revision"].partition(":")[2][:12]
    return (
        f"Rendezvous ({dataset['version'][:4]}) “{title}”, Rendezvous: an open database"
        f" of human spaceflight missions, data {dataset['version']}, revision"
        f" {revision}, {dataset['license']}."
    )


def hints(answer: Json) -> list[str]:
    """Returns the hints of an answer that the links of its page do not replace.

    A page of firsts links to each definition that would change its answer, so it leaves
    out the hints that name such a definition by its parameter.
    """
    linked = {
        f"{name}={value}"
        for row in answer["data"]
        for other in row.get("sensitivity", ())
        for name, value in other["change"].items()
    }
    return [
        prose(hint)
        for hint in answer["meta"]["hints"]
        if not any(parameter in hint for parameter in linked)
    ]
