"""Ids, names and values of the data, looked up in the database when they are needed.

A process holds none of them, so its memory does not grow with the data. Several values
are looked up by one statement, which takes a step in an index for each.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import ClauseElement, Integer, func, literal, select

from app import models
from app.db.dialects import in_json_list, json_members
from app.db.reader import Reader
from app.query.bind_parameters import parameter
from app.query.reference_data import STATES, ReferenceData
from app.resources import BY_NAME
from app.text import fold_case

MAX_LISTED = 2_000
"""Ids of a resource, or values of a column, that are read to compare or list them."""
MAX_AROUND = 100
"""Ids before a text, and after it, in their order."""
NUL = "\x00"
"""The character that no text in PostgreSQL can have."""


class Lookups:
    """Looks up the records and values that a request names.

    It keeps what it has looked up, so it belongs to one request.
    """

    def __init__(self, data: ReferenceData, reader: Reader) -> None:
        self.data = data
        self.reader = reader
        self._ids: dict[str, dict[str, str | None]] = defaultdict(dict)
        self._first_ids: dict[str, list[str]] = {}
        self._present: dict[str, dict[str, bool]] = defaultdict(dict)

    async def record_id(self, resource: str, text: str) -> str | None:
        """Returns the id of a record from its id, or from one in another catalogue.

        A state is found by its names and codes too.
        """
        if resource == STATES:
            return self.data.country(text)
        known = self._ids[resource]
        if text not in known:
            known |= await self._read_ids(resource, [text])
        return known[text]

    async def look_up_ids(self, resource: str, texts: Iterable[str]) -> None:
        """Looks up ids together, so that `record_id` needs no statement for each."""
        known = self._ids[resource]
        unknown = [text for text in texts if text not in known]
        if unknown and resource != STATES:
            known |= await self._read_ids(resource, unknown)

    async def _read_ids(self, resource: str, texts: list[str]) -> dict[str, str | None]:
        """Returns the ids of records by texts, `None` if there is no such record."""
        possible = [text for text in texts if NUL not in text]
        values = {"texts": json.dumps(possible)}
        rows = await self.reader.rows(_records(resource), values)
        ids: dict[str, str | None] = {record_id: record_id for (record_id,) in rows}
        others = {text: fold_case(text) for text in possible if text not in ids}
        if others:
            values = {"resource": resource, "texts": json.dumps([*others.values()])}
            rows = await self.reader.rows(_EXTERNAL_IDS, values)
            known: dict[str, str] = dict(rows)
            ids |= {text: known.get(folded) for text, folded in others.items()}
        return dict.fromkeys(texts) | ids

    async def names(self, resource: str, ids: Iterable[str]) -> dict[str, str]:
        """Returns the names of records by id; a record without a name has its id."""
        if resource == STATES:
            return {state: self.data.states[state] for state in ids}
        if not (texts := sorted(set(ids))):
            return {}
        rows = await self.reader.rows(_names(resource), {"texts": json.dumps(texts)})
        return {row[0]: row[-1] for row in rows}

    async def first_ids(self, resource: str) -> list[str]:
        """Returns the first ids of a resource, at most one more than `MAX_LISTED`."""
        if resource not in self._first_ids:
            limit = {"limit": MAX_LISTED + 1}
            rows = await self.reader.rows(_all_records(resource), limit)
            self._first_ids[resource] = [record_id for (record_id,) in rows]
        return self._first_ids[resource]

    async def ids_around(self, resource: str, text: str) -> list[str]:
        """Returns the ids of a resource before and after a text: they begin like it."""
        values = {"text": text.partition(NUL)[0], "limit": MAX_AROUND}
        before, after = _ids_around(resource)
        rows = await self.reader.rows(before, values)
        rows += await self.reader.rows(after, values)
        return [record_id for (record_id,) in rows]

    async def present(self, column: Any, values: Iterable[str]) -> set[str]:
        """Returns which of some values occur in a column."""
        values, known = list(values), self._present[str(column)]
        if unknown := [value for value in values if value not in known]:
            texts = {"values": json.dumps(unknown)}
            rows = await self.reader.rows(_occurring(column), texts)
            known |= dict.fromkeys(unknown, False) | {value: True for (value,) in rows}
        return {value for value in values if known[value]}

    async def distinct(
        self, column: Any, start: str = "", limit: int | None = None
    ) -> list[str]:
        """Returns values that occur in a column, in order, from `start` on.

        At most `MAX_LISTED` without another limit.
        """
        values = {"start": start, "limit": limit or MAX_LISTED}
        rows = await self.reader.rows(_distinct(column), values)
        return [value for (value,) in rows]


@cache
def _records(resource: str) -> ClauseElement:
    """Returns the statement for those of the ids `texts` that a resource has."""
    record_id = BY_NAME[resource].model.id
    return select(record_id).where(in_json_list(record_id, "texts"))


_OTHER = models.ExternalId
_EXTERNAL_IDS = (
    select(_OTHER.value_folded, _OTHER.record_id)
    .where(
        _OTHER.resource == parameter("resource"),
        in_json_list(_OTHER.value_folded, "texts"),
    )
    .order_by(_OTHER.scheme)
)


@cache
def _names(resource: str) -> ClauseElement:
    """Returns the statement for the ids `texts` of a resource, with names if any."""
    record_id, label = BY_NAME[resource].model.id, BY_NAME[resource].label_column
    columns = [record_id] if label is None else [record_id, label]
    return select(*columns).where(in_json_list(record_id, "texts"))


@cache
def _all_records(resource: str) -> ClauseElement:
    """Returns the statement for the first `limit` ids of a resource."""
    record_id = BY_NAME[resource].model.id
    return select(record_id).order_by(record_id).limit(parameter("limit", Integer))


@cache
def _ids_around(resource: str) -> tuple[ClauseElement, ClauseElement]:
    """Returns the statements for the ids before `text`, and from it on."""
    record_id, text = BY_NAME[resource].model.id, parameter("text")
    rows = select(record_id).limit(parameter("limit", Integer))
    return (
        rows.where(record_id < text).order_by(record_id.desc()),
        rows.where(record_id >= text).order_by(record_id),
    )


@cache
def _occurring(column: Any) -> ClauseElement:
    """Returns the statement for those of `values` that a column has.

    The least value from one on is a single step, however often each value occurs.
    """
    value = json_members("values").c.value
    least = select(func.min(column)).where(column >= value).scalar_subquery()
    return select(value).where(least == value)


@cache
def _distinct(column: Any) -> ClauseElement:
    """Returns the statement for `limit` values of a column from `start` on.

    Each is a single step, however often it occurs.
    """
    least = func.min(column)
    first = select(least.label("value"), literal(1).label("number"))
    first = first.where(column >= parameter("start"))
    values = first.cte("distinct_values", recursive=True)
    following = select(least).where(column > values.c.value).scalar_subquery()
    is_wanted = values.c.number < parameter("limit", Integer)
    values = values.union_all(
        select(following, values.c.number + 1).where(
            values.c.value.is_not(None), is_wanted
        )
    )
    return (
        select(values.c.value)
        .where(values.c.value.is_not(None))
        .order_by(values.c.value)
    )
