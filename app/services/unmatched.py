"""Hints on filters that match nothing: which one, and which values would match."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Select, literal, select

from app.db.dialects import in_json_list
from app.formats.json_bodies import dumps
from app.query.bind_parameters import parameter
from app.query.comparisons import ESCAPE
from app.query.grammar import split_values
from app.query.operators import EQUALS, NOT
from app.query.parsed_query import MAX_SHOWN, Condition, ParsedQuery
from app.query.shape import QueryShape
from app.query.sql import filter_conditions, select_records
from app.query.statements import kept_by_shape
from app.query.values import read_pattern
from app.resources import BY_NAME, Resource
from app.services.snapshot import Snapshot
from app.text import closest, fold

_UNCHECKED = ("text", "name", "record", "field")
"""Kinds of field that take values which no record of the list has."""
MAX_EXPLAINED = 3
"""Values whose nearest others are looked for."""
MAX_ALONE = 5
"""Conditions that are tried alone."""
MAX_NEAR = 5
MAX_COMPARED = 2_000
"""Values of a column that are compared with a wrong one; of more, none are."""


async def unmatched_hints(
    snapshot: Snapshot, resource: Resource, query: ParsedQuery, total: int
) -> list[str]:
    """Returns which values match nothing, or why nothing matches all filters."""
    hints: list[str] = []
    for condition in query.conditions:
        for value in await _missing(snapshot, resource, condition, total):
            if len(hints) < MAX_EXPLAINED:
                text = _text_of(resource, query, condition, value)
                hints.append(await _explain(snapshot, resource, condition, text))
    if not total and not hints:
        hints = await _alone_hints(snapshot, resource, query)
    return hints


async def _missing(
    snapshot: Snapshot, resource: Resource, condition: Condition, total: int
) -> list[str]:
    """Returns the values of a condition that no record of the list has.

    A single value that is required occurs if any record matches.
    """
    declared = resource.filters[condition.field]
    is_matched = condition.is_equality and total and len(condition.values) == 1
    if (
        declared.kind not in _UNCHECKED
        or condition.operator not in (EQUALS, NOT)
        or is_matched
    ):
        return []
    column = declared.column
    present = select(column).where(in_json_list(column, "values")).distinct()
    values = {"values": dumps(condition.values)}
    rows = await snapshot.reader.long_rows(present, values)
    known = {value for (value,) in rows}
    return [value for value in condition.values if value not in known]


def _text_of(
    resource: Resource, query: ParsedQuery, condition: Condition, value: str
) -> str:
    """Returns a value as it is written in the query; names are folded."""
    name = condition.field + condition.operator.suffix
    declared = resource.filters[condition.field]
    texts = split_values(query.parameters[name], declared, condition.operator)
    return next((text for text in texts if fold(text) == value), value)


async def _explain(
    snapshot: Snapshot, resource: Resource, condition: Condition, value: str
) -> str:
    """Returns that no record has a value, and the nearest values."""
    field = condition.field
    hint = f"No {resource.singular} has the {field} {_shown(value)}."
    if condition.operator is NOT:
        hint = f"{hint[:-1]}, so `{field}__not` leaves nothing out for it."
    declared = resource.filters[field]
    if declared.kind in ("record", "field"):
        return hint
    is_name = declared.kind == "name" and resource.label_column is not None
    shown = resource.label_column if is_name else declared.column
    pattern = read_pattern(value, declared, snapshot.reference_data)
    containing = await snapshot.reader.long_rows(
        _containing(declared.column, shown), {"pattern": pattern}
    )
    if containing:
        near = ", ".join(_shown(text) for (text,) in containing)
        return f"{hint} Values with it: {near}. To find all, use `{field}__contains`."
    rows = await snapshot.reader.long_rows(
        select(shown).where(shown.is_not(None)).distinct().limit(MAX_COMPARED + 1)
    )
    known = [text for (text,) in rows]
    nearest = closest(value, known) if len(known) <= MAX_COMPARED else None
    if nearest:
        hint = f"{hint} The nearest value is {_shown(nearest)}."
    if ", " in value:
        hint = f"{hint} Several values are joined by a comma without a blank."
    return hint


def _shown(text: str) -> str:
    return repr(text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…")


def _containing(column: Any, shown: Any) -> Select[*tuple[Any, ...]]:
    """Returns the statement for the first values that contain a text."""
    contains = column.ilike(parameter("pattern"), escape=ESCAPE)
    return select(shown).where(contains).distinct().order_by(shown).limit(MAX_NEAR)


async def _alone_hints(
    snapshot: Snapshot, resource: Resource, query: ParsedQuery
) -> list[str]:
    """Returns which filters match nothing even alone, or that none does."""
    parts = [
        (condition.phrase, replace(query, conditions=[condition], words=[]))
        for condition in query.conditions[:MAX_ALONE]
    ]
    if query.words:
        words = " ".join(query.words)
        parts.append((f"a name with {words}", replace(query, conditions=[])))
    hints = []
    for phrase, part in parts:
        selection = select_records(snapshot.reference_data, resource, part)
        statement = any_statement(resource.name, selection.shape)
        if not await snapshot.reader.rows(statement, selection.values):
            hints.append(f"No {resource.singular} has {phrase[:MAX_SHOWN]}.")
    if parts and not hints:
        plural = resource.name
        hints.append(f"Each filter alone matches {plural}, but none matches all.")
    return hints


@kept_by_shape
def any_statement(name: str, shape: QueryShape) -> Select[*tuple[Any, ...]]:
    """Returns the statement for one row if any record matches."""
    resource = BY_NAME[name]
    rows = select(literal(1)).select_from(resource.model)
    return rows.where(*filter_conditions(resource, shape)).limit(1)
