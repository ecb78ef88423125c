"""The statement that counts the records of a list, and those with unknown fields."""

from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select

from app import models as m
from app.query.parsed_query import ParsedQuery
from app.query.reference_data import ReferenceData
from app.query.shape import QueryShape
from app.query.sql import Selection, filter_conditions, select_records
from app.query.statements import kept_by_shape
from app.query.validation import add_defaults
from app.resources import BY_NAME, Resource


class Counts(NamedTuple):
    """Numbers of records: those in a list, and those that fail its defaults."""

    total: int
    others: int
    unknown: tuple[int, ...] = ()
    """Numbers of records whose value is not known, for each field of the query."""


class CountQuery(NamedTuple):
    """A statement whose only row has the numbers of a list, with its values."""

    statement: Select[*tuple[Any, ...]]
    values: dict[str, Any]
    applies: bool
    """Whether the list leaves out the records that fail its defaults."""

    def read(self, rows: list[tuple[Any, ...]]) -> Counts:
        [[fits, others, *unknown]] = rows
        return Counts(fits if self.applies else fits + others, others, tuple(unknown))


def count_query(
    data: ReferenceData, resource: Resource, query: ParsedQuery, fields: tuple[str, ...]
) -> CountQuery:
    """Returns the statement that counts the records of a query, and unknown fields."""
    selection, applies = _with_defaults(data, resource, query), not query.noted
    statement = count_statement(resource.name, selection.shape, fields, applies=applies)
    return CountQuery(statement, selection.values, applies)


def count_query_of_all(resource: Resource, fields: tuple[str, ...]) -> CountQuery:
    """Returns the statement that counts the records of a list without filters."""
    query = ParsedQuery()
    add_defaults(query, resource)
    return count_query(ReferenceData(), resource, query, fields)


def _with_defaults(
    data: ReferenceData, resource: Resource, query: ParsedQuery
) -> Selection:
    conditions = [*query.defaults, *query.noted]
    return select_records(data, resource, replace(query, defaults=conditions))


@kept_by_shape
def count_statement(
    name: str, shape: QueryShape, fields: tuple[str, ...], *, applies: bool
) -> Select[*tuple[Any, ...]]:
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
    is_of_field = [
        field in (condition.field, resource.filters[condition.field].whole)
        for condition in shape.conditions
    ]
    others = [
        condition
        for number, condition in enumerate(conditions)
        if number >= len(is_of_field) or not is_of_field[number]
    ]
    # By the key, so that the time depends on the records that fit otherwise
    is_missing = select(table.reason).where(
        table.resource == resource.name,
        table.field == field,
        table.record_id == record_id,
        table.reason != "none",
    )
    records = select(func.count()).select_from(resource.model)
    records = records.where(*others, is_missing.correlate(resource.model).exists())
    return records.correlate(None).scalar_subquery()
