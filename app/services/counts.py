"""The numbers of a list, and whether the data knows all that they depend on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ClauseElement, ColumnElement, and_, case, func, literal, select

from app import models as m
from app.dates import Span, parse_interval
from app.query.parsed_query import ParsedQuery
from app.query.reference_data import Coverage, Missing, ReferenceData
from app.query.shape import QueryShape
from app.query.sql import filter_conditions, select_records
from app.query.statements import kept_by_shape
from app.resources import BY_NAME, Resource
from app.services.assigned import assigned_hints
from app.services.snapshot import Completeness, Counts, Snapshot
from app.services.unmatched import unmatched_hints

NONE_MISSING = Missing()


@dataclass(frozen=True)
class ListCounts:
    """The numbers of a list, which all pages of a filter share, and its limits."""

    snapshot: Snapshot
    resource: Resource
    query: ParsedQuery

    async def meta(self, returned: int, text: str) -> dict[str, Any]:
        """Returns `meta` of a page of the list, whose query reads as `text`."""
        counts = await self._counts()
        gaps = [*self._gaps_of_records(), *self._gaps_of_fields(counts)]
        arguments = (self.snapshot, self.resource, self.query)
        unmatched = await unmatched_hints(*arguments, counts.total)
        hints = [*unmatched, *self._defaults(counts), *gaps]
        if not counts.total:
            hints += await assigned_hints(*arguments)
        coverage = self._coverage if self.resource.grows else None
        return self.snapshot.meta(
            total=counts.total,
            returned=returned,
            query=text,
            completeness=Completeness(
                complete=not gaps, complete_to=coverage and coverage.complete_to
            ),
            hints=hints,
        )

    async def _counts(self) -> Counts:
        fields = self._open_fields
        key = f"{self.query.canonical_filters()} {','.join(fields)}"
        counts = self.snapshot.counts.get((self.resource.name, key))
        if counts is None:
            counts = await self._read_counts(fields)
            self.snapshot.counts[self.resource.name, key] = counts
        return counts

    async def _read_counts(self, fields: tuple[str, ...]) -> Counts:
        data, query = self.snapshot.reference_data, self.query
        applies = not query.noted
        conditions = [*query.defaults, *query.noted]
        selection = select_records(
            data, self.resource, replace(query, defaults=conditions)
        )
        statement = _statement(
            self.resource.name, selection.shape, fields, applies=applies
        )
        rows = await self.snapshot.reader.rows(statement, selection.values)
        fits, others, *unknown = rows[0]
        return Counts(fits if applies else fits + others, others, tuple(unknown))

    @property
    def _open_fields(self) -> tuple[str, ...]:
        """The fields of the query that are not known of all records."""
        query, missing = self.query, self.snapshot.reference_data.missing
        names = [
            *(condition.field for condition in query.conditions),
            *(key.name for key in query.sort),
            *query.facets,
        ]
        keys = ((self.resource.name, name) for name in dict.fromkeys(names))
        return tuple(key[1] for key in keys if key in missing and missing[key].unknown)

    @property
    def _coverage(self) -> Coverage | None:
        """What the data has of the records that the query can match."""
        kinds = {
            kind
            for condition in self.query.conditions
            if condition.field == "kind" and condition.is_equality
            for kind in condition.values
        }
        return self.snapshot.reference_data.coverage_of(self.resource.name, kinds)

    def _defaults(self, counts: Counts) -> Iterator[str]:
        """Yields how many records the defaults of the list leave out, or include."""
        for condition in [*self.query.defaults, *self.query.noted]:
            default = self.resource.filters[condition.field].default
            if default and counts.others:
                yield default.hint.format(count=counts.others)

    def _gaps_of_records(self) -> Iterator[str]:
        """Yields why records that match may be missing from the data."""
        coverage = self._coverage
        if coverage is None or any(
            condition.field == "id" for condition in self.query.conditions
        ):
            return
        end = coverage.complete_to
        if end is None:
            yield f"Not all {self.resource.name} are in this data. {coverage.note}"
        elif self.resource.grows and self._last_second > parse_interval(end).latest:
            yield f"The data is complete to {end}; later records may be missing."

    @property
    def _last_second(self) -> int:
        """The last second that the dates of the query reach."""
        spans = (
            value
            for condition in self.query.conditions
            for value in condition.values
            if isinstance(value, Span)
        )
        return max((span.latest for span in spans), default=0)

    def _gaps_of_fields(self, counts: Counts) -> Iterator[str]:
        """Yields of how many records the fields of the query are not known."""
        for name, count in zip(self._open_fields, counts.unknown, strict=True):
            if count:
                records = f"{count} of the records that match otherwise"
                yield _gap(self.snapshot.reference_data, self.resource, name, records)


def _gap(data: ReferenceData, resource: Resource, name: str, records: str) -> str:
    """Returns that a field is not known for some records, with what is known of it."""
    note = data.partial_note(resource.name, resource.body_field(name))
    part = ", or not in full," if note else ""
    return f"{name} is not known{part} for {records}. {note}".strip()


def gaps_of_filters(
    data: ReferenceData, resource: Resource, names: Iterable[str]
) -> list[str]:
    """Returns for how many records of a resource each of some filters is not known."""
    unknown = {
        name: data.missing.get((resource.name, name), NONE_MISSING) for name in names
    }
    return [
        _gap(data, resource, name, f"{missing.unknown} of all {resource.name} entries")
        for name, missing in unknown.items()
        if missing.unknown
    ]


@kept_by_shape
def _statement(
    name: str, shape: QueryShape, fields: tuple[str, ...], *, applies: bool
) -> ClauseElement:
    """Returns the statement for the columns of `Counts`.

    Records that fit match all conditions; others match all but the defaults. Without
    `applies` the list has both.
    """
    resource = BY_NAME[name]
    conditions = filter_conditions(resource, shape)
    end = len(shape.conditions)
    defaults = conditions[end - shape.defaults : end]
    del conditions[end - shape.defaults : end]
    total: ColumnElement[int] = func.count()
    fits = func.count(case((and_(*defaults), 1))) if defaults else total
    others = total - fits if defaults else literal(0)
    listed = [*conditions, *(defaults if applies else ())]
    unknown = (_unknown(resource, shape, field, listed) for field in fields)
    counts = select(fits, others, *unknown).select_from(resource.model)
    return counts.where(*conditions)


def _unknown(
    resource: Resource,
    shape: QueryShape,
    field: str,
    conditions: list[ColumnElement[bool]],
) -> ColumnElement[int]:
    """Returns the number of records that fit otherwise and whose field is not known."""
    table, record_id = m.MissingValue, resource.model.id
    is_of_field = [condition.field == field for condition in shape.conditions]
    others = [
        condition
        for number, condition in enumerate(conditions)
        if number >= len(is_of_field) or not is_of_field[number]
    ]
    ids = select(table.record_id).where(
        table.resource == resource.name, table.field == field, table.reason != "none"
    )
    records = select(func.count()).select_from(resource.model)
    records = records.where(*others, record_id.in_(ids))
    return records.correlate(None).scalar_subquery()
