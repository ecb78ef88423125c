"""Hints on filters that match nothing: which one, and which values would match."""

from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import ClauseElement, Select, func, literal, select

from app.db.dialects import in_json_list
from app.formats.json_bodies import dumps
from app.query.closest_ids import candidates
from app.query.lookups import MAX_LISTED
from app.query.operators import EQUALS, NOT
from app.query.parsed_query import MAX_SHOWN, Condition, ParsedQuery
from app.query.shape import QueryShape
from app.query.sql import filter_conditions, select_records
from app.query.statements import kept_by_shape
from app.query.values import read_value
from app.resources import BY_NAME, Resource
from app.resources.filters import Filter, singular
from app.services.snapshot import Snapshot
from app.text import closest

_UNCHECKED = ("text", "name", "record", "field")
"""Kinds of field that take values which no record of the list has."""
MAX_EXPLAINED = 3
"""Values whose nearest others are looked for."""
MAX_ALONE = 5
"""Conditions that are tried alone."""
MAX_NEAR = 5


async def unmatched_hints(
    snapshot: Snapshot, resource: Resource, query: ParsedQuery, total: int
) -> list[str]:
    """Returns which values match nothing, or why nothing matches all filters."""
    hints: list[str] = []
    for condition in query.conditions:
        for value in await _missing(snapshot, resource, condition, total):
            if len(hints) < MAX_EXPLAINED:
                text = condition.texts[condition.values.index(value)]
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
    values = {"values": dumps(condition.values)}
    statement = _present(resource.name, condition.field)
    present = {value for (value,) in await snapshot.reader.long_rows(statement, values)}
    return [value for value in condition.values if value not in present]


@cache
def _present(name: str, field: str) -> ClauseElement:
    """Returns the statement for those of `values` that a filter has in some record."""
    declared = BY_NAME[name].filters[field]
    column, through = declared.column, declared.through
    rows = select(column) if through is None else through.with_only_columns(column)
    return rows.where(in_json_list(column, "values")).distinct()


async def _explain(
    snapshot: Snapshot, resource: Resource, condition: Condition, value: str
) -> str:
    """Returns that no record has a value, and the nearest values."""
    field = condition.field
    hint = f"No {resource.singular} has the {singular(field)} {_shown(value)}."
    if condition.operator is NOT:
        hint = f"{hint[:-1]}, so `{field}__not` excludes nothing."
    declared = resource.filters[field]
    if declared.kind in ("record", "field") or declared.through is not None:
        return hint
    folded = await read_value(value, declared, snapshot.lookups)
    known = await _known_texts(snapshot, resource, declared, folded)
    if containing := [text for text in known if folded in text]:
        shown = await _as_written(snapshot, resource, declared, containing[:MAX_NEAR])
        near = ", ".join(map(_shown, sorted(shown.values())))
        return (
            f"{hint} Values that contain it: {near}. To find all of these, use"
            f" `{field}__contains`."
        )
    if nearest := closest(folded, known):
        shown = await _as_written(snapshot, resource, declared, [nearest])
        hint = f"{hint} The nearest value is {_shown(shown[nearest])}."
    if ", " in value:
        hint = f"{hint} To join several values, use a comma without a space."
    return hint


async def _known_texts(
    snapshot: Snapshot, resource: Resource, declared: Filter, folded: str
) -> list[str]:
    """Returns folded values of a field, in order; of many those like a wrong one.

    They are names with nearly its words, or texts that begin with it.
    """
    lookups = snapshot.lookups
    if declared.kind == "name":
        ids = {"ids": dumps(await candidates(lookups, resource.name, folded))}
        rows = await snapshot.reader.rows(
            _texts_of(resource.name, declared.column), ids
        )
        return sorted({text for (text,) in rows})
    values = await lookups.distinct(declared.column)
    if len(values) == MAX_LISTED:
        following = await lookups.distinct(declared.column, folded, MAX_NEAR)
        values = [value for value in following if value.startswith(folded)]
    return values


async def _as_written(
    snapshot: Snapshot, resource: Resource, declared: Filter, texts: list[str]
) -> dict[str, str]:
    """Returns how folded values of a field are written, by the folded ones."""
    shown = resource.label_column if declared.kind == "name" else declared.shown_column
    if shown is None:
        return {text: text for text in texts}
    statement = _written(declared.column, shown)
    return dict(await snapshot.reader.long_rows(statement, {"texts": dumps(texts)}))


@cache
def _texts_of(name: str, column: Any) -> ClauseElement:
    """Returns the statement for the values of a column of the records `ids`."""
    return select(column).where(in_json_list(BY_NAME[name].model.id, "ids"))


@cache
def _written(column: Any, shown: Any) -> ClauseElement:
    """Returns the statement for the folded values `texts` of a column, as written."""
    texts = select(column, func.min(shown)).where(in_json_list(column, "texts"))
    return texts.group_by(column)


def _shown(text: str) -> str:
    return repr(text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…")


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
        parts.append((f"the words {words}", replace(query, conditions=[])))
    hints = []
    for phrase, part in parts:
        selection = select_records(snapshot.reference_data, resource, part)
        statement = any_statement(resource.name, selection.shape)
        if not await snapshot.reader.rows(statement, selection.values):
            shown = f"“{phrase[:MAX_SHOWN]}”"
            hints.append(f"No {resource.singular} matches the condition {shown}.")
    if parts and not hints:
        plural = resource.name
        hints.append(
            f"Each filter alone matches {plural}, but no record matches all filters."
        )
    return hints


@kept_by_shape
def any_statement(name: str, shape: QueryShape) -> Select[*tuple[Any, ...]]:
    """Returns the statement for one row if any record matches."""
    resource = BY_NAME[name]
    rows = select(literal(1)).select_from(resource.model)
    return rows.where(*filter_conditions(resource, shape)).limit(1)
