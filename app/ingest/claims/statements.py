"""Every fact as the statement of a source: those of the documents, entered one by one,
and one for each filled cell of each row, whose source the row names.

A field that rests on another source than its row, or that its row's source has wrong,
is told by `attributions.csv`.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from app.ingest.catalogue import RECORDS, Catalogue
from app.ingest.files import provenance
from app.ingest.files.cell_types import Part
from app.ingest.files.tables import FILES, refers_to
from app.schemas import Locator

SUMMARY = "summary"
# What a row says of itself rather than of the world
NOT_FACTS = {"line", "id", "source", "locator", SUMMARY, "note"}
NOT_SERVED = {"stations": {"gcat_name"}}


Attributions = dict[tuple[str, str], list[provenance.Attribution]]


@dataclass(frozen=True)
class Statement:
    """A question to the API with a source's answer, not yet judged."""

    id: str
    source: str
    locator: Locator
    record: str | None
    field: str | None
    asks: str | None
    pointer: str | None
    compare: str | None
    stated: str | None
    says: str
    note: str | None


def all_statements(catalogue: Catalogue) -> list[Statement]:
    """Statements of documents and of catalogue rows, by id."""
    others = _attributions(catalogue)
    found = [
        *_documents(catalogue),
        *_rows(catalogue, others),
        *_entries(catalogue, others),
        *_joining_rows(catalogue),
    ]
    return sorted(found, key=lambda statement: statement.id)


def served_fields(resource: str) -> list[str]:
    """The columns of a record's seed file that are facts which the API serves."""
    hidden = NOT_FACTS | NOT_SERVED.get(resource, set())
    return [name for name in FILES[resource].shape.model_fields if name not in hidden]


def _documents(catalogue: Catalogue) -> Iterator[Statement]:
    for row in catalogue.seed.tables["claims"]:
        locator = Locator(
            place=None,
            paragraph=row.paragraph,
            start=row.start,
            end=row.end,
            sha256=row.sha256,
        )
        given = row.model_dump(exclude={"paragraph", "start", "end", "sha256"})
        yield Statement(**given, locator=locator)


def _rows(catalogue: Catalogue, others: Attributions) -> Iterator[Statement]:
    for resource in RECORDS:
        fields = served_fields(resource)
        rules = {name: rule_of(resource, name) for name in fields}
        for row in catalogue.rows[resource].values():
            for name in fields:
                stated = _stated(catalogue, resource, name, getattr(row, name))
                if stated is not None:
                    about = (f"{resource}/{row.id}", name, rules[name], stated)
                    yield from _about(catalogue, row, about, others)
            for other in others.get((f"{resource}/{row.id}", SUMMARY), []):
                yield _supporting(catalogue, other)


def _about(
    catalogue: Catalogue,
    row: Any,
    about: tuple[str, str, str, str],
    others: Attributions,
) -> Iterator[Statement]:
    record, field, rule, stated = about
    attributions = others.get((record, field), [])
    for other in attributions:
        yield _made(catalogue, other, (record, field, rule, stated), None)
    if not attributions:
        yield _made(catalogue, row, (record, field, rule, stated), None)
    for other in attributions:
        if other.otherwise:
            said = (record, field, rule, other.otherwise)
            same = "row" if row.source == other.source else ""
            yield _made(catalogue, row, said, other.note, also=same)


def _supporting(catalogue: Catalogue, row: provenance.Attribution) -> Statement:
    """That a summary rests on a source; sentences are ours, so nothing is compared."""
    record = row.record
    name = catalogue.name_of(*record.split("/"))
    return Statement(
        id=".".join([*record.split("/"), SUMMARY, row.source]),
        source=row.source,
        locator=_place(row.locator),
        record=record,
        field=SUMMARY,
        asks=None,
        pointer=None,
        compare=None,
        stated=None,
        says=f"What the summary of {name} tells",
        note=row.note,
    )


def _place(words: str) -> Locator:
    return Locator(place=words, paragraph=None, start=None, end=None, sha256=None)


@dataclass(frozen=True)
class NestedList:
    """A file whose rows are entries of a list in a record, with their facts' rules."""

    file: str
    owner: str
    resource: str
    field: str
    facts: dict[str, str]


LISTS = (
    NestedList(
        "dockings",
        "mission",
        "missions",
        "dockings",
        {"target": "name", "docked": "date", "undocked": "date", "outcome": "text"},
    ),
    NestedList(
        "assignments",
        "mission",
        "missions",
        "assigned",
        {"kind": "text", "role": "text"},
    ),
    NestedList(
        "successions",
        "predecessor",
        "countries",
        "successors",
        {"date": "date", "kind": "text"},
    ),
    NestedList(
        "successions",
        "successor",
        "countries",
        "predecessors",
        {"date": "date", "kind": "text"},
    ),
)


def _entries(catalogue: Catalogue, others: Attributions) -> Iterator[Statement]:
    """Facts of the entries of lists, by their place in the list."""
    for listed in LISTS:
        for owner, rows in catalogue.rows_by(listed.file, listed.owner).items():
            for place, row in enumerate(rows):
                for name, rule in listed.facts.items():
                    stated = getattr(row, name)
                    if name == "target":
                        stated = catalogue.name_of(*stated.split("/"))
                    if stated:
                        field = f"{listed.field}.{place}.{name}"
                        about = (f"{listed.resource}/{owner}", field, rule, stated)
                        yield from _about(catalogue, row, about, others)


def docking_fields(catalogue: Catalogue, mission: str) -> dict[str, bool]:
    """The dotted fields of a mission's dockings, and whether each is filled."""
    rows = catalogue.rows_by("dockings", "mission").get(mission, [])
    names = ("target", "docked", "undocked", "outcome")
    return {
        f"dockings.{place}.{name}": getattr(row, name) is not None
        for place, row in enumerate(rows)
        for name in names
    }


def _joining_rows(catalogue: Catalogue) -> Iterator[Statement]:
    """Facts that stand in files which join two records."""
    for row in catalogue.seed.tables["successions"]:
        name = catalogue.name_of("countries", row.successor)
        about = (f"countries/{row.predecessor}", "successors", "member", name)
        yield _made(catalogue, row, about, None, also=row.successor)
    for row in catalogue.seed.tables["assignments"]:
        name = catalogue.name_of("people", row.person)
        about = (f"missions/{row.mission}", "assigned.person", "member", name)
        yield _made(catalogue, row, about, None, also=row.person)


def _made(
    catalogue: Catalogue,
    row: Any,
    about: tuple[str, str, str, str],
    note: str | None,
    *,
    also: str = "",
) -> Statement:
    record, field, rule, stated = about
    parts = [*record.split("/"), field, also, row.source]
    name = catalogue.name_of(*record.split("/"))
    return Statement(
        id=".".join(filter(None, parts)),
        source=row.source,
        locator=_place(row.locator),
        record=record,
        field=field,
        asks=None,
        pointer=None,
        compare=rule,
        stated=stated,
        says=f"{name}, {field.replace('_', ' ')}: {stated}",
        note=note,
    )


def _attributions(catalogue: Catalogue) -> Attributions:
    found: Attributions = defaultdict(list)
    for row in catalogue.seed.tables["attributions"]:
        found[row.record, row.field].append(row)
    return found


def rule_of(resource: str, field: str) -> str:
    """The rule by which values of a column are compared, from the column's type."""
    shape = FILES[resource].shape
    kind = shape.model_fields[field].annotation
    if field in refers_to(shape):
        return "set" if _is_list(kind) else "name"
    if _is_list(kind):
        return "set"
    options = get_args(kind) or (kind,)
    if int in options or float in options:
        return "number"
    return "date" if field in DATES else "text"


def _is_list(kind: Any) -> bool:
    return getattr(kind, "__origin__", None) is list


DATES = {"began", "ended", "founded", "dissolved", "first_flight", "launched", "landed"}
DATES |= {"born", "died", "at"}


def _stated(catalogue: Catalogue, resource: str, field: str, value: Any) -> str | None:
    """The cell as a source would say it: names in place of ids."""
    if value in (None, []):
        return None
    target = refers_to(FILES[resource].shape).get(field)
    if not isinstance(value, list):
        return catalogue.name_of(target, value) if target else _plain(value)
    ids = [item.id if isinstance(item, Part) else item for item in value]
    return ";".join(catalogue.name_of(target, one) if target else one for one in ids)


def _plain(value: Any) -> str:
    """A value as its cell has it: a whole number without a point."""
    whole = isinstance(value, float) and value.is_integer()
    return str(int(value)) if whole else str(value)
