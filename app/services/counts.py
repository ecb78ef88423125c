"""The numbers of a list, and whether the data knows all that they depend on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from app.dates import Span, parse_interval
from app.query.counting import Counts, count_query
from app.query.parsed_query import ParsedQuery
from app.query.reference_data import Coverage, Missing, ReferenceData
from app.query.validation import has_defaults
from app.resources import Resource
from app.resources.filters import filter_name, singular
from app.services.assigned import assigned_hints
from app.services.snapshot import Completeness, Snapshot
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
        hints = [*unmatched, *self._unused(), *self._defaults(counts), *gaps]
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
        """Reads the numbers of a query; those that the data has are not counted."""
        data, name = self.snapshot.reference_data, self.resource.name
        known = self._known_unknown(fields)
        counted = tuple(field for field in fields if field not in known)
        whole = data.list_counts.get((name, ""))
        if whole and not self.query.canonical_filters():
            counts = Counts(whole.listed, whole.others)
        else:
            counting = count_query(data, self.resource, self.query, counted)
            rows = await self.snapshot.reader.rows(counting.statement, counting.values)
            counts = counting.read(rows)
        known |= dict(zip(counted, counts.unknown, strict=True))
        return counts._replace(unknown=tuple(known[field] for field in fields))

    def _known_unknown(self, fields: tuple[str, ...]) -> dict[str, int]:
        """Returns the numbers of unknown values that no other condition narrows."""
        query, data, name = self.query, self.snapshot.reference_data, self.resource.name
        narrowing = {
            self._base_field(condition.field) for condition in query.conditions
        }
        alone = [field for field in fields if not query.words and narrowing <= {field}]
        if query.defaults or query.noted or not has_defaults(name):
            keys = ((field, data.list_counts.get((name, field))) for field in alone)
            return {field: counts.listed for field, counts in keys if counts}
        return {field: data.missing[name, field].unknown for field in alone}

    @property
    def _open_fields(self) -> tuple[str, ...]:
        """The fields of the query that are not known of all records."""
        query, missing = self.query, self.snapshot.reference_data.missing
        names = [
            *(self._base_field(condition.field) for condition in query.conditions),
            *(key.name for key in query.sort),
            *map(self._base_field, (*query.facets, *query.groups)),
        ]
        keys = ((self.resource.name, name) for name in dict.fromkeys(names))
        return tuple(key[1] for key in keys if key in missing and missing[key].unknown)

    def _base_field(self, given: str) -> str:
        """Returns the filter that a name stands for: the date of a part of one."""
        name = filter_name(given, self.resource.filters)
        return self.resource.filters[name].whole or name

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

    def _unused(self) -> Iterator[str]:
        """Yields which parameters change nothing, because no filter depends on them."""
        query = self.query
        kinds = {self.resource.filters[each.field].kind for each in query.conditions}
        if query.lineage != "none" and "country" not in kinds:
            yield "`lineage` has no effect without a filter by country."
        if query.parameters.get("date_match") == "possible" and "date" not in kinds:
            yield "`date_match` has no effect without a filter by date."

    def _defaults(self, counts: Counts) -> Iterator[str]:
        """Yields how many records the defaults of the list leave out, or include."""
        for condition in [*self.query.defaults, *self.query.noted]:
            default = self.resource.filters[condition.field].default
            if default and counts.others:
                advice = default.advice(condition.field)
                yield f"{default.hint.format(count=counts.others)}{advice}"

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
    return f"{singular(name)} is not known{part} for {records}. {note}".strip()


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
