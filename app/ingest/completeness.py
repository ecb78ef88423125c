"""Which empty fields mean none and which are not known, as `coverage.csv` states."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel
from sqlalchemy import Connection, Select, bindparam, case, func, insert, select

from app import models as m
from app.dates import FIRST_SECOND, LAST_SECOND, Span, parse_date
from app.ingest.catalogue import Catalogue
from app.ingest.files.provenance import Coverage
from app.ingest.scratch import batches
from app.query.comparisons import Target, is_filled
from app.resources import RESOURCES, Resource

NONE, UNKNOWN, PARTIAL = "none", "unknown", "partial"
"""Why a value is missing: there is none, it is not known, or it may lack some."""
Body = TypeVar("Body", bound=BaseModel)
_WITHOUT_GAPS = ("claims", "errata", "changes")
"""Resources that describe our own work, in which an empty field means none."""
_NEVER_EMPTY = ("boolean", "since", "name", "part")
_TOGETHER = 2000
"""Records of which one statement asks; it is too slow for few."""
_FILLED = ("id", "checked")
"""Filters whose field every record has."""


def with_unknowns(catalogue: Catalogue, resource: str, row: Any, body: Body) -> Body:
    """Returns a body with `None` for empty lists and counts that do not mean none."""
    unknown = {
        name: None
        for name in _nullable_lists_and_counts(type(body))
        if not getattr(body, name) and reason_of(catalogue, resource, name, row) != NONE
    }
    return body.model_copy(update=unknown) if unknown else body


@cache
def _nullable_lists_and_counts(schema: type[BaseModel]) -> tuple[str, ...]:
    """Returns the fields of a schema that are a list or a count, or `None`."""
    kinds = {
        name: get_args(field.annotation) for name, field in schema.model_fields.items()
    }
    return tuple(
        name
        for name, types in kinds.items()
        if type(None) in types
        and (name.endswith("_count") or any(get_origin(kind) is list for kind in types))
    )


def reason_of(catalogue: Catalogue, resource: str, field: str, row: Any) -> str:
    """Returns what an empty value of a field means in a record."""
    reasons = {
        NONE if coverage.complete_to else PARTIAL
        for coverage in catalogue.coverage.get((resource, field), ())
        if _is_about(coverage, catalogue, resource, row)
    }
    return next((why for why in (PARTIAL, NONE) if why in reasons), UNKNOWN)


def _is_about(
    coverage: Coverage, catalogue: Catalogue, resource: str, row: Any
) -> bool:
    """Returns whether a record is of the kinds and of the time of a coverage."""
    kinds = _kinds_of(catalogue, resource, row)
    if coverage.kinds and kinds.isdisjoint(coverage.kinds):
        return False
    begin, end = coverage.complete_from, coverage.complete_to
    first = parse_date(begin).earliest if begin else FIRST_SECOND
    last = parse_date(end).latest if end else LAST_SECOND
    span = _time_of(catalogue, resource, row)
    return span is None or (first <= span.earliest and span.latest <= last)


def _kinds_of(catalogue: Catalogue, resource: str, row: Any) -> set[str]:
    """Returns the words of `kinds` that a record fits."""
    if resource == "people":
        return {"flown" if row.id in catalogue.flights_of else "not-flown"}
    if resource == "crew":
        row = catalogue.rows["missions"][row.mission]
    kinds = (getattr(row, name, None) for name in ("kind", "status", "spacecraft"))
    not_counted = set() if getattr(row, "counted", True) else {"not-counted"}
    return set(filter(None, kinds)) | not_counted


def _time_of(catalogue: Catalogue, resource: str, row: Any) -> Span | None:
    """Returns the time of a record: of a mission its launch, of people their landings.

    `None` if it has none, or if that is not known.
    """
    if resource == "people":
        landings = [
            flight.row.landed for flight in catalogue.flights_of.get(row.id, [])
        ]
        if None in landings:
            return Span(LAST_SECOND, LAST_SECOND, "")
        return parse_date(landings[-1]) if landings else None
    if resource == "crew":
        row = catalogue.rows["missions"][row.mission]
    date = getattr(row, "launched", None) or getattr(row, "at", None)
    return parse_date(date) if date else None


def missing_values(
    connection: Connection, catalogue: Catalogue
) -> Iterator[dict[str, str]]:
    """Yields every record without a value of a filter, or with some missing."""
    for resource in RESOURCES:
        empty_in = {name: _empty(resource, name) for name in _with_gaps(resource)}
        for rows in batches(_rows_of(catalogue, resource), _TOGETHER):
            ids = {"ids": json.dumps([record_id for record_id, _ in rows])}
            for name, statement in empty_in.items():
                empty = set(connection.scalars(statement, ids))
                field = resource.body_field(name)
                for record_id, row in rows:
                    reason = reason_of(catalogue, resource.name, field, row)
                    if record_id in empty or reason == PARTIAL:
                        yield {
                            "resource": resource.name,
                            "field": name,
                            "record_id": record_id,
                            "reason": reason,
                        }


def count_missing_values(connection: Connection) -> None:
    """Inserts the numbers of missing values, which serving keeps in memory."""
    table = m.MissingValue
    key = (table.resource, table.field)
    none = func.count(case((table.reason == NONE, 1)))
    counts = select(*key, none, func.count() - none).group_by(*key)
    columns = [column.key for column in m.MissingCount.__table__.columns]
    connection.execute(insert(m.MissingCount).from_select(columns, counts))


def _with_gaps(resource: Resource) -> Iterator[str]:
    """Yields the filters of a resource whose field may be empty."""
    for name, declared in resource.filters.items():
        if name not in _FILLED and declared.kind not in _NEVER_EMPTY:
            yield name


def _rows_of(catalogue: Catalogue, resource: Resource) -> Iterator[tuple[str, Any]]:
    """Yields the ids of a resource with their rows; sources have none."""
    if resource.name in _WITHOUT_GAPS:
        return iter(())
    if resource.name == "sources":
        return ((source, None) for source in catalogue.sources)
    return ((row.id, row) for row in catalogue.seed.tables[resource.name])


def _empty(resource: Resource, name: str) -> Select[Any]:
    """Returns a statement for the records of a list that have no value of a filter."""
    record_id = resource.model.id
    ids = func.json_each(bindparam("ids")).table_valued("value")
    target = Target(resource.filters[name], record_id, possible=False)
    is_empty = is_filled(target, (False,))
    return select(record_id).where(record_id.in_(select(ids.c.value)), is_empty)
