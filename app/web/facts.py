"""The facts of a record beside the claims about them, and other parts of pages."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from app.web.layout_types import Layout
from app.web.wording import (
    COORDINATES,
    Piece,
    format_date,
    format_duration,
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
_IDENTIFIERS = (
    "aliases",
    "iso_alpha2",
    "iso_alpha3",
    "iso_alpha4",
    "iso_numeric",
    "gcat_code",
    "gcat_id",
    "external_ids",
    "checked",
)
"""Facts that only identify a record; they come last."""
_WITH_PARTS = ("landing_place", "external_ids")
"""Facts of several parts, of which sources state some."""
_WITH_TIME = frozenset(("at", "docked", "undocked", "began", "ended", "aboard_since"))
"""Dates that a table shows with the time; of others it shows the day."""
_NUMBERS = frozenset(
    ("flights", "citizens_flown", "guest_flights", "crew_capacity")
) | {"score.claims", "score.disagrees"}
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")
_VOWEL = re.compile("[aeiouy]")
_SMALL_WORDS = frozenset(("and", "at", "for", "in", "of", "on", "the", "to"))
_ORDER = {"disagrees": 0, "agrees": 1, "less-precise": 2, "not-comparable": 3}


class Table(NamedTuple):
    """A table inside a record."""

    field: str
    title: str
    columns: tuple[str, ...]


TABLES = (
    Table("crew", "Crew", ("person", "role", "role_title", "countries", "landed_on")),
    Table("assigned", "Also assigned", ("person", "kind", "role")),
    Table("stays", "Where the person was", ("aboard", "began", "ended", "note")),
    Table("dockings", "Dockings", ("target", "docked", "undocked", "outcome", "note")),
)


def tables(record: Json) -> list[Table]:
    """Returns the tables inside a record.

    A crew whose entries are references, as that of an expedition, is a fact instead.
    """
    return [
        table
        for table in TABLES
        if any(table.columns[0] in row for row in record.get(table.field) or ())
    ]


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


def claims_by_field(record: Json) -> dict[str, list[Json]]:
    """Returns the claims about each field, disagreements first.

    Claims about the record as a whole are under the empty name.
    """
    claims = sorted(
        record.get("claims") or [], key=lambda claim: _ORDER[claim["agreement"]]
    )
    fields: dict[str, list[Json]] = {}
    for claim in claims:
        name = (claim["field"] or "").partition(".")[0]
        fields.setdefault(name, []).append(claim)
    return fields


def facts(record: Json, layout: Layout) -> list[Fact]:
    """Returns the known facts of a record; the layout says which come first."""
    claims = claims_by_field(record)
    elsewhere = _ELSEWHERE | {table.field for table in tables(record)}
    known = [
        Fact(name, label(name), words, claims.get(name, []))
        for name, value in record.items()
        if name not in elsewhere
        and name not in layout.hidden_fields
        and (words := list(pieces(name, value)))
    ]
    first = layout.first_fields
    order = {name: place for place, name in enumerate(first, -len(first))}
    order |= {name: place for place, name in enumerate(_IDENTIFIERS, 1)}
    return sorted(known, key=lambda fact: order.get(fact.name, 0))


def unknown(record: Json) -> list[str]:
    """Returns the labels of the fields of a record that have no value."""
    return [name for name, value in _labelled(record) if value is None]


def none(record: Json) -> list[str]:
    """Returns the labels of the lists of a record of which there are no entries."""
    return [name for name, value in _labelled(record) if value == []]


def _labelled(record: Json) -> Iterator[tuple[str, Any]]:
    """Yields the label and the value of each field that is a fact, in any part."""
    for name, value in record.items():
        if name not in _ELSEWHERE and name != "aliases":
            yield lower_first(label(name)), value


def part(claim: Json) -> str:
    """Returns the label of the part of a fact that a claim states; empty for others."""
    field, _, inner = (claim["field"] or "").partition(".")
    return label(claim["field"]) if field in _WITH_PARTS and inner else ""


def cell(row: Json, column: str) -> list[Piece]:
    """Returns a cell of a table. The name of a record links to its page."""
    value: Any = row
    for part in column.split("."):
        value = (value or {}).get(part)
    title_columns = ("summary",) if "stated_value" in row else ("name", "title")
    if "target" in row:
        title_columns = ("method",)
    if column in title_columns and value and "url" in row:
        return [Piece(prose(value), link=page_path(row["url"]))]
    if column == "stated_value":
        return source_value(row)
    if column == "our_value":
        return our_value(row)
    return [_shorten(column, piece, value) for piece in pieces(column, value)]


def _shorten(column: str, piece: Piece, value: Any) -> Piece:
    """Returns a date or a duration in the precision that a table needs."""
    if piece.date:
        edtf = to_minute(piece.date)
        text = format_date(edtf if column in _WITH_TIME else edtf.partition("T")[0])
    elif column.endswith("_seconds"):
        text = format_duration(value, 2)
    else:
        return piece
    full_text = None if text == piece.text else piece.text
    return piece._replace(text=text, full_text=full_text)


def is_number(column: str) -> bool:
    """Returns whether a column holds counts, which are aligned to the right."""
    return column in _NUMBERS or column.endswith("_count")


def source_value(claim: Json) -> list[Piece]:
    """Returns the value that a source states, in the words of its field."""
    name, value = _field(claim), claim["stated_value"]
    if claim["compared_value"]:
        return [Piece(value)]
    if claim["compare"] == "set" and value:
        value = value.replace(";", ", ")
    has_unit = name.endswith("_seconds") or name.rpartition(".")[2] in COORDINATES
    is_measure = has_unit and _DECIMAL.fullmatch(value or "")
    words = list(pieces(name, float(value) if is_measure else value))
    if (
        claim["compare"] in ("name", "set")
        and len(words) == 1
        and _ID.fullmatch(words[0].text)
    ):
        return [Piece(words[0].text.replace("-", " ").title())]
    return words


def our_value(claim: Json) -> list[Piece]:
    """Returns our value of the fact that a claim is about."""
    return list(pieces(_field(claim), claim["our_value"]))


def _field(claim: Json) -> str:
    return claim["field"] or ("date" if claim["compare"] == "date" else "")


def disputes(claims: Iterable[Json]) -> list[Json]:
    """Returns the claims that disagree with our data."""
    return [claim for claim in claims if claim["agreement"] == "disagrees"]


def title_of(record: Json) -> str:
    """Returns the title of the page of a record."""
    if "mission" in record and "target" in record:
        return _docking_title(record)
    if "person" in record and "mission" in record:
        return f"{record['person']['name']} on {record['mission']['name']}"
    # Claims and errata are named by what the source states
    fields = ("summary",) if "stated_value" in record else ("name", "title")
    title = next((prose(record[name]) for name in fields if record.get(name)), "")
    subject = filter(None, [record.get("record"), record.get("field")])
    return str(title or ", ".join(subject) or record["id"])


def _docking_title(docking: Json) -> str:
    """Returns the two sides of a docking and its day, if that is known."""
    title = f"{docking['mission']['name']} with {docking['target']['name']}"
    day = (docking["docked"] or "").partition("T")[0]
    return f"{title}, {format_date(day)}" if day else title


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
        f"Rendezvous ({dataset['version'][:4]}) “{title}”, Rendezvous: an open mission"
        f" database of human spaceflight, data {dataset['version']}, revision"
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


def first_claim_of_each_record(claims: Iterable[Json]) -> list[Json]:
    """Returns the first claim about each record that states the value of a field."""
    records: dict[str, Json] = {}
    for claim in claims:
        if claim["field"] and claim["stated_value"]:
            records.setdefault(claim["record"], claim)
    return list(records.values())


def name_from_id(record: str) -> str:
    """Returns the id of `resource/id` as words. Words without vowels are capitals."""
    words = record.partition("/")[2].split("-")
    return " ".join(
        word
        if word in _SMALL_WORDS
        else word.title()
        if _VOWEL.search(word)
        else word.upper()
        for word in words
    )
