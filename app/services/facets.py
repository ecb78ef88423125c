"""Counts of values: of one field (a facet), or of two fields together (a table)."""

from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, case, func, select

from app.dates import Span
from app.problems import InvalidQuery
from app.query.bind_parameters import parameter
from app.query.limits import MAX_GROUPS
from app.query.operators import EXISTS
from app.query.parsed_query import ParsedQuery
from app.query.reference_data import Missing, ReferenceData
from app.query.shape import QueryShape
from app.query.sql import filter_conditions, select_records
from app.query.statements import kept_by_shape
from app.resources import BY_NAME, Resource
from app.resources.filters import Filter, filter_name
from app.services.narrowing import narrowed_url
from app.services.snapshot import Snapshot

Json = dict[str, Any]
Labels = dict[tuple[str, str | None], str]
"""Labels by the counted filter and its value."""


class Group(NamedTuple):
    """Records that have the same values of some fields; `None` is no value."""

    values: tuple[str | None, ...]
    records: int


class Groups(NamedTuple):
    """The groups of a list, most frequent first, records without a value last."""

    names: tuple[str, ...]
    """The counted filters."""
    groups: list[Group]
    is_cut: bool
    """Whether there are more groups than are listed."""


async def facets(
    snapshot: Snapshot, resource: Resource, query: ParsedQuery
) -> tuple[dict[str, list[Json]], list[str]]:
    """Returns the buckets of each facet, and hints on those that are not listed."""
    buckets, hints = {}, []
    for given in query.facets:
        counted = await _count(snapshot, resource, query, (given,))
        labels = await _labels(snapshot, resource, counted)
        data = snapshot.reference_data
        buckets[given] = _buckets(data, resource, query, counted, labels)
        hints += _cut_hints(given, counted)
    return buckets, hints


async def table(
    snapshot: Snapshot, resource: Resource, query: ParsedQuery
) -> tuple[list[Json], list[str]]:
    """Returns the groups of several fields in the order of their values, and hints."""
    counted = await _count(snapshot, resource, query, tuple(query.groups))
    labels = await _labels(snapshot, resource, counted)
    data = snapshot.reference_data
    rows = [
        {
            "values": dict(zip(query.groups, group.values, strict=True)),
            "labels": {
                given: labels[name, value]
                for given, name, value in zip(
                    query.groups, counted.names, group.values, strict=True
                )
            },
            "count": group.records,
            "url": _url(data, resource, query, counted.names, group),
        }
        for group in sorted(counted.groups, key=_in_order)
    ]
    return rows, _cut_hints(",".join(query.groups), counted)


async def group_rows(
    snapshot: Snapshot, resource: Resource, query: ParsedQuery
) -> list[dict[str, str | int | None]]:
    """Returns the groups as rows of a table: values, names of ids, and the count.

    Raises InvalidQuery if there are more than are listed, because rows have no hints.
    """
    given = tuple(query.groups or query.facets)
    counted = await _count(snapshot, resource, query, given)
    if counted.is_cut:
        detail = f"`group_by` returns more than {MAX_GROUPS:,} groups; add a filter"
        query.add_fault("group_by", ",".join(given), detail)
        raise InvalidQuery(f"{detail}.", query.faults)
    labels = await _labels(snapshot, resource, counted)
    rows = []
    for group in sorted(counted.groups, key=_in_order):
        row: dict[str, str | int | None] = {}
        for name, known, value in zip(given, counted.names, group.values, strict=True):
            row[name] = value
            if _target(resource.filters[known]):
                row[f"{name}.label"] = value and labels[known, value]
        rows.append(row | {"count": group.records})
    return rows


def _in_order(group: Group) -> list[tuple[bool, int, str]]:
    """Sorts by values: numbers by size, no value last."""
    return [
        (value is None, len(value or "") if _is_number(value) else 0, value or "")
        for value in group.values
    ]


def _is_number(value: str | None) -> bool:
    return value is not None and value.isdecimal()


async def _count(
    snapshot: Snapshot, resource: Resource, query: ParsedQuery, given: tuple[str, ...]
) -> Groups:
    names = tuple(filter_name(name, resource.filters) for name in given)
    selection = select_records(snapshot.reference_data, resource, query)
    statement = _counts(resource.name, names, selection.shape)
    values = {**selection.values, "limit": MAX_GROUPS + 1}
    rows = await snapshot.reader.long_rows(statement, values)
    groups = [
        Group(tuple(None if value is None else str(value) for value in values), count)
        for *values, count in rows[:MAX_GROUPS]
    ]
    groups.sort(key=lambda group: None in group.values)
    return Groups(names, groups, is_cut=len(rows) > MAX_GROUPS)


@kept_by_shape
def _counts(
    name: str, fields: tuple[str, ...], shape: QueryShape
) -> Select[*tuple[Any, ...]]:
    """Returns the statement for the values of fields, with the number of records.

    The value of records without any is NULL. `limit` is a parameter.
    """
    resource = BY_NAME[name]
    filters = [resource.filters[field] for field in fields]
    own = {
        f"value{number}": _value(declared).label(f"value{number}")
        for number, declared in enumerate(filters)
        if declared.through is None
    }
    conditions = filter_conditions(resource, shape)
    record_id = resource.model.id.label("record")
    matching = select(record_id, *own.values()).where(*conditions).cte("matching")
    source: Any = matching
    values = []
    for number, declared in enumerate(filters):
        if f"value{number}" in own:
            values.append(matching.c[f"value{number}"])
            continue
        pair = _pairs(declared, matching).subquery()
        source = source.outerjoin(pair, pair.c.record == matching.c.record)
        values.append(pair.c.value)
    count = func.count().label("count")
    groups = select(*values, count).select_from(source).group_by(*values)
    return groups.order_by(count.desc(), *values).limit(parameter("limit", Integer))


def _value(declared: Filter) -> Any:
    """Returns a value as a filter takes it; booleans are stored as counts."""
    if declared.kind != "boolean":
        return declared.column
    return case((declared.column > 0, "true"), else_="false")


def _pairs(declared: Filter, matching: Any) -> Any:
    """Returns the statement for matching records with each value from another table."""
    through: Any = declared.through
    owner = through.selected_columns[0]
    return (
        through.with_only_columns(
            owner.label("record"), _value(declared).label("value")
        )
        .where(owner.in_(select(matching.c.record)), declared.column.is_not(None))
        .distinct()
    )


def _buckets(
    data: ReferenceData,
    resource: Resource,
    query: ParsedQuery,
    counted: Groups,
    labels: Labels,
) -> list[Json]:
    [name] = counted.names
    chosen = _chosen(query, name)
    return [
        {
            "value": group.values[0],
            "label": labels[name, group.values[0]],
            "count": group.records,
            "url": _url(data, resource, query, counted.names, group),
            "selected": group.values[0] in chosen,
        }
        for group in counted.groups
    ]


def _chosen(query: ParsedQuery, name: str) -> set[str | None]:
    """Returns the values to which the query is narrowed."""
    chosen: set[str | None] = {
        _as_text(value)
        for condition in query.conditions
        if condition.field == name and condition.is_equality
        for value in condition.values
    }
    if query.parameters.get(name + EXISTS) == "false":
        chosen.add(None)
    return chosen


def _as_text(value: Any) -> str:
    """Returns a value of a condition as a group has it; counts are whole numbers."""
    if isinstance(value, Span):
        return value.text
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:.0f}" if isinstance(value, float) else str(value)


def _url(
    data: ReferenceData,
    resource: Resource,
    query: ParsedQuery,
    names: tuple[str, ...],
    group: Group,
) -> str:
    values = dict(zip(names, group.values, strict=True))
    return narrowed_url(data, resource, query, values)


async def _labels(snapshot: Snapshot, resource: Resource, counted: Groups) -> Labels:
    """Returns the label of each value: its name if it is an id, or the value itself.

    The label of no value is whether there is none or it is not known.
    """
    labels: Labels = {}
    for number, name in enumerate(counted.names):
        values = {group.values[number] for group in counted.groups}
        ids = [value for value in values if value is not None]
        target = _target(resource.filters[name])
        names = await snapshot.lookups.names(target, ids) if target else {}
        labels |= {(name, value): names.get(value, value) for value in ids}
        labels[name, None] = _label_of_none(snapshot.reference_data, resource, name)
    return labels


def _label_of_none(data: ReferenceData, resource: Resource, name: str) -> str:
    declared = resource.filters[name]
    missing = data.missing.get((resource.name, declared.whole or name), Missing())
    none = ["none"] * (missing.none > 0 or not (missing.unknown or declared.whole))
    unknown = missing.unknown > 0 or declared.kind == "part"
    return ", or ".join(none + ["not known"] * unknown)


def _target(declared: Filter) -> str:
    """Returns the resource whose ids are the values, empty if they are no ids."""
    return "countries" if declared.kind == "country" else declared.target


def _cut_hints(name: str, counted: Groups) -> list[str]:
    if not counted.is_cut:
        return []
    return [f"Only the {MAX_GROUPS:,} most frequent values of {name} are listed."]
