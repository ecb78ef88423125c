"""Statements of sources: those entered from documents, and one for each filled cell.

The source of a row states its cells. `attributions.csv` names another source for a
single field, and gives the value of the row's source where that one is wrong.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple, get_args, get_origin

from app.ingest.catalogue import RECORDS, Catalogue
from app.ingest.claims.nested_lists import LISTS, PLACES
from app.ingest.files import provenance
from app.ingest.files.cell_types import Participant
from app.ingest.files.row import Row
from app.ingest.files.tables import FILES, references_of
from app.resources import BY_NAME
from app.schemas import Locator
from app.schemas.fields import date_fields
from app.schemas.vocabularies import Origin

SUMMARY = "summary"
NON_FACTS = {"line", "id", "source", "locator", SUMMARY, "note"}
"""Columns that describe the row, or are our own words."""
UNSERVED = {"stations": {"gcat_name"}}
"""Columns that the API does not serve."""


@dataclass(frozen=True)
class SourceStatement:
    """What a source states, not yet compared with our data.

    Our value is the `field` of `record`, or the value at `pointer` in the response to
    the path `query`; without either there is nothing to compare.
    """

    id: str
    source: str
    locator: Locator
    summary: str
    record: str | None = None
    field: str | None = None
    query: str | None = None
    pointer: str | None = None
    compare: str | None = None
    stated_value: str | None = None
    compared_value: str | None = None
    note: str | None = None
    origin: Origin = "independent"
    tolerance: float | None = None

    @property
    def value(self) -> str | None:
        """What is compared: the words of the source, or the value that they mean."""
        return self.compared_value or self.stated_value


class Fact(NamedTuple):
    """A value that a source gives for a field of a record."""

    record: str
    """Type and id, as in `missions/soyuz-28`."""
    field: str
    rule: str
    value: str


def all_statements(catalogue: Catalogue) -> Iterator[SourceStatement]:
    """Yields the statements of documents and of rows."""
    yield from _document_statements(catalogue)
    yield from _row_statements(catalogue)
    yield from _entry_statements(catalogue)
    yield from _joining_statements(catalogue)


def served_fields(resource: str) -> list[str]:
    """Returns the columns of a record's seed file that are facts in the API."""
    hidden = NON_FACTS | UNSERVED.get(resource, set())
    columns = FILES[resource].row_type.model_fields
    return [name for name in columns if name not in hidden]


def comparable_fields(resource: str) -> list[str]:
    """Returns the facts of a record, and those in the entries of its lists, dotted."""
    in_lists = [
        f"{nested.field}.{column}"
        for nested in LISTS
        if nested.resource == resource
        for column in nested.columns
    ]
    return served_fields(resource) + in_lists


def rule_of(resource: str, field: str) -> str:
    """Returns the rule by which values of a field are compared, from its type.

    A field inside a list may be given with its position, as in `dockings.0.docked`.
    """
    path = ".".join(part for part in field.split(".") if not part.isdigit())
    if path in date_fields(BY_NAME[resource].schema):
        return "date"
    row_type, column = _column_of(resource, path)
    annotation = row_type.model_fields[column].annotation
    if get_origin(annotation) is list:
        return "set"
    if column in references_of(row_type) or column in PLACES:
        return "name"
    types = get_args(annotation) or (annotation,)
    return "number" if int in types or float in types else "text"


def _column_of(resource: str, path: str) -> tuple[type[Row], str]:
    """Returns the row type and the column that hold a dotted field."""
    head, _, column = path.partition(".")
    for nested in LISTS:
        if (nested.resource, nested.field) == (resource, head):
            return FILES[nested.file].row_type, column
    return FILES[resource].row_type, path


def _attributions(
    catalogue: Catalogue, record: str, field: str
) -> list[provenance.Attribution]:
    """Returns the attributions of a field of a record."""
    rows = catalogue.rows_by("attributions", "record").get(record)
    return [row for row in rows if row.field == field]


def _document_statements(catalogue: Catalogue) -> Iterator[SourceStatement]:
    for row in catalogue.seed.tables["claims"]:
        locator = Locator(
            place=None,
            paragraph=row.paragraph,
            start=row.start,
            end=row.end,
            sha256=row.sha256,
        )
        cells = row.model_dump(exclude={"paragraph", "start", "end", "sha256"})
        yield SourceStatement(**cells, locator=locator)


def _row_statements(catalogue: Catalogue) -> Iterator[SourceStatement]:
    """Yields the facts of every record, and the sources of its summary."""
    for resource in RECORDS:
        rules = {name: rule_of(resource, name) for name in served_fields(resource)}
        for row in catalogue.rows[resource].values():
            record = f"{resource}/{row.id}"
            for name, rule in rules.items():
                value = _source_value(catalogue, resource, name, getattr(row, name))
                if value is not None:
                    fact = Fact(record, name, rule, value)
                    yield from _field_statements(catalogue, row, fact)
            for attribution in _attributions(catalogue, record, SUMMARY):
                yield _summary_statement(catalogue, attribution)


def _entry_statements(catalogue: Catalogue) -> Iterator[SourceStatement]:
    """Yields the facts of list entries; the field has the position in the list."""
    for nested in LISTS:
        entries = catalogue.rows_by(nested.file, nested.owner)
        for owner in entries.keys():  # noqa: SIM118 - it is no dictionary
            record = f"{nested.resource}/{owner}"
            for position, row in enumerate(entries.get(owner)):
                path = nested.path(position)
                for name in nested.columns:
                    field, cell = f"{path}.{name}", getattr(row, name)
                    if name in PLACES:
                        value: str | None = catalogue.name_of(*cell.split("/"))
                    else:
                        value = _source_value(catalogue, nested.file, name, cell)
                    if value is not None:
                        rule = rule_of(nested.resource, field)
                        fact = Fact(record, field, rule, value)
                        yield from _field_statements(catalogue, row, fact)


def _joining_statements(catalogue: Catalogue) -> Iterator[SourceStatement]:
    """Yields what a row states of the records that it joins.

    A record belongs to a list of another one, or is one of another catalogue; a mission
    docked with a station.
    """
    for row in catalogue.seed.tables["external_ids"]:
        fact = Fact(row.record, f"external_ids.{row.scheme}", "text", row.value)
        yield _fact_statement(catalogue, row, fact)
    for row in catalogue.seed.tables["successions"]:
        name = catalogue.name_of("countries", row.successor)
        fact = Fact(f"countries/{row.predecessor}", "successors", "member", name)
        yield _fact_statement(catalogue, row, fact, id_part=row.successor)
    for row in catalogue.seed.tables["assignments"]:
        name = catalogue.name_of("people", row.person)
        fact = Fact(f"missions/{row.mission}", "assigned.person", "member", name)
        yield _fact_statement(catalogue, row, fact, id_part=row.person)
    for mission, docked in groupby(
        catalogue.seed.tables["dockings"], attrgetter("mission")
    ):
        at_stations = [row for row in docked if row.is_at_station]
        for docking in sorted(at_stations, key=attrgetter("sequence"))[:1]:
            name = catalogue.name_of(*docking.target.split("/"))
            fact = Fact(f"missions/{mission}", "station", "name", name)
            yield _fact_statement(catalogue, docking, fact)


def _field_statements(
    catalogue: Catalogue, row: Any, fact: Fact
) -> Iterator[SourceStatement]:
    """Yields a fact as its sources state it: the attributed ones, or that of the row.

    The first one is the origin of our value. Where the source of the row has another
    value, that is stated too.
    """
    attributed = _attributions(catalogue, fact.record, fact.field)
    origin, *others = attributed or [row]
    yield _fact_statement(catalogue, origin, fact)
    for attribution in others:
        statement = _fact_statement(catalogue, attribution, fact)
        yield replace(statement, origin="independent")
    for attribution in attributed:
        if attribution.otherwise:
            other = fact._replace(value=attribution.otherwise)
            id_part = "row" if row.source == attribution.source else ""
            statement = _fact_statement(catalogue, row, other, id_part=id_part)
            yield replace(statement, note=attribution.note, origin="independent")


def _fact_statement(
    catalogue: Catalogue, row: Any, fact: Fact, *, id_part: str = ""
) -> SourceStatement:
    """Returns the statement of a fact by the source of a row, its origin."""
    parts = [*fact.record.split("/"), fact.field, id_part, row.source]
    return SourceStatement(
        id=".".join(filter(None, parts)),
        source=row.source,
        locator=place_locator(row.locator),
        record=fact.record,
        field=fact.field,
        compare=fact.rule,
        stated_value=fact.value,
        summary=summary_of(catalogue, fact),
        origin="derived",
    )


def summary_of(catalogue: Catalogue, fact: Fact) -> str:
    """Returns a fact as a line of text."""
    name = catalogue.name_of(*fact.record.split("/"))
    return f"{name}, {fact.field.replace('_', ' ')}: {fact.value}"


def _summary_statement(
    catalogue: Catalogue, row: provenance.Attribution
) -> SourceStatement:
    """Returns that a summary rests on a source; our own sentences have no value."""
    resource, record_id = row.record.split("/")
    name = catalogue.name_of(resource, record_id)
    return SourceStatement(
        id=f"{resource}.{record_id}.{SUMMARY}.{row.source}",
        source=row.source,
        locator=place_locator(row.locator),
        record=row.record,
        field=SUMMARY,
        summary=f"What the summary of {name} tells",
        note=row.note,
        origin="derived",
    )


def place_locator(place: str) -> Locator:
    return Locator(place=place, paragraph=None, start=None, end=None, sha256=None)


def _source_value(
    catalogue: Catalogue, file: str, column: str, value: Any
) -> str | None:
    """Returns a cell as a source would write it, with names in place of ids."""
    if value in (None, []):
        return None
    target = references_of(FILES[file].row_type).get(column)
    if not isinstance(value, list):
        return catalogue.name_of(target, value) if target else _plain_text(value)
    ids = [item.id if isinstance(item, Participant) else item for item in value]
    names = [catalogue.name_of(target, name) if target else str(name) for name in ids]
    return ";".join(names)


def _plain_text(value: Any) -> str:
    """Returns a value as its cell has it: a whole number has no decimal point."""
    is_whole = isinstance(value, float) and value.is_integer()
    return str(int(value)) if is_whole else str(value)
