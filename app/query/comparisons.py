"""The SQL of each operator.

Values are bind parameters, so that queries which differ only in their values share a
statement. Only booleans are part of the text.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, and_, cast, or_

from app.db.dialects import date_text, in_json_list
from app.query.bind_parameters import BoundList
from app.resources.filters import Filter, Kind

ESCAPE = "/"
"""Precedes a character of a LIKE pattern that stands for itself."""
Values = tuple[Any, ...]
"""A `BoundValue` for each value, a `BoundList` for all, or booleans themselves."""


class Target(NamedTuple):
    """What an operator is applied to: a filter of a list of records."""

    field: Filter
    record_id: Any
    possible: bool
    """Whether a date matches if it may lie in the interval (`date_match=possible`)."""

    def records_where(self, condition: ColumnElement[bool]) -> ColumnElement[bool]:
        """Returns a condition on records from one on the column of the filter."""
        through = self.field.through
        if through is None:
            return condition
        chosen: ColumnElement[bool] = self.record_id.in_(through.where(condition))
        return chosen


def is_any_of(target: Target, values: Values) -> ColumnElement[bool]:
    compare = _EQUALS.get(target.field.kind, _is_in)
    return target.records_where(compare(target, values))


def is_none_of(target: Target, values: Values) -> ColumnElement[bool]:
    """A field without a value has none of the values."""
    matches = is_any_of(target, values)
    if target.field.through is not None:
        return ~matches
    return or_(target.field.column.is_(None), ~matches)


def is_on_days(target: Target, values: Values) -> ColumnElement[bool]:
    """The date lies on days of a year, or may lie there if possible matches count."""
    days = _may_be_on if target.possible else _is_on
    return target.records_where(or_(*(days(target.field, value) for value in values)))


def is_on_no_days(target: Target, values: Values) -> ColumnElement[bool]:
    return or_(target.field.column.is_(None), ~is_on_days(target, values))


def _is_on(field: Filter, value: Any) -> ColumnElement[bool]:
    first, last = _days_of_year(field)
    same_year = date_text(field.column, "year") == date_text(
        field.latest_column, "year"
    )
    return and_(same_year, first >= value.earliest, last <= value.latest)


def _may_be_on(field: Filter, value: Any) -> ColumnElement[bool]:
    """Between two years, the date may be after the first or before the second."""
    first, last = _days_of_year(field)
    years = cast(date_text(field.latest_column, "year"), Integer) - cast(
        date_text(field.column, "year"), Integer
    )
    reaches, begins = last >= value.earliest, first <= value.latest
    return or_(
        years > 1,
        and_(years == 1, or_(begins, reaches)),
        and_(years == 0, begins, reaches),
    )


def _days_of_year(field: Filter) -> tuple[Any, Any]:
    return date_text(field.column, "day"), date_text(field.latest_column, "day")


def is_at_least(target: Target, values: Values) -> ColumnElement[bool]:
    field = target.field
    if field.kind == "date":
        bound = field.latest_column if target.possible else field.column
        matches = [bound >= value.earliest for value in values]
    else:
        matches = [field.column >= value.value for value in values]
    return target.records_where(or_(*matches))


def is_at_most(target: Target, values: Values) -> ColumnElement[bool]:
    field = target.field
    if field.kind == "date":
        bound = field.column if target.possible else field.latest_column
        matches = [bound <= value.latest for value in values]
    else:
        matches = [field.column <= value.value for value in values]
    return target.records_where(or_(*matches))


def contains(target: Target, values: Values) -> ColumnElement[bool]:
    """The values are LIKE patterns. Both are folded, so that no database does it."""
    field = target.field
    column = field.column if field.searched_column is None else field.searched_column
    matches = [column.like(value.value, escape=ESCAPE) for value in values]
    return target.records_where(or_(*matches))


def is_filled(target: Target, values: Values) -> ColumnElement[bool]:
    """The values are booleans: whether the field has a value."""
    filled = target.records_where(target.field.column.is_not(None))
    return or_(*(filled if value else ~filled for value in values))


def _is_in(target: Target, values: Values) -> ColumnElement[bool]:
    if isinstance(values[0], BoundList):
        return in_json_list(target.field.column, values[0].name)
    return target.field.column.in_([value.value for value in values])  # type: ignore[no-any-return] # a column is untyped


def _is_true(target: Target, values: Values) -> ColumnElement[bool]:
    """Booleans are stored as counts."""
    column = target.field.column
    return or_(*(column > 0 if value else column == 0 for value in values))


def _is_after(target: Target, values: Values) -> ColumnElement[bool]:
    return or_(*(target.field.column > value.value for value in values))


def _overlaps(target: Target, values: Values) -> ColumnElement[bool]:
    """The time that the record lasts for has an instant in the interval."""
    earliest, latest = target.field.column, target.field.latest_column
    return or_(
        *(and_(earliest <= value.latest, latest >= value.earliest) for value in values)
    )


def _is_within(target: Target, values: Values) -> ColumnElement[bool]:
    """The date lies in the interval, or overlaps it if possible matches count."""
    if target.possible:
        return _overlaps(target, values)
    return _lies_in(target.field.column, target.field.latest_column, values)


def _is_part(target: Target, values: Values) -> ColumnElement[bool]:
    """The date lies in the part as a whole; unlike `column`, an index serves it."""
    return _lies_in(target.field.earliest_column, target.field.latest_column, values)


def _lies_in(earliest: Any, latest: Any, values: Values) -> ColumnElement[bool]:
    return or_(
        *(and_(earliest >= value.earliest, latest <= value.latest) for value in values)
    )


_EQUALS: dict[Kind, Callable[[Target, Values], ColumnElement[bool]]] = {
    "boolean": _is_true,
    "date": _is_within,
    "part": _is_part,
    "since": _is_after,
    "span": _overlaps,
}
"""How values are compared for equality, where not by `IN`."""
