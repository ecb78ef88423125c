"""The ids of records that were removed, for programs that keep a copy."""

from typing import Any

from sqlalchemy import Integer, select

from app import models as m
from app.query.bind_parameters import parameter
from app.query.parsed_query import ParsedQuery
from app.resources import Resource
from app.resources.resource import CHANGED_SINCE
from app.services.snapshot import Snapshot

UNKNOWN = (
    "The records that were removed after that release are not known. Make"
    " a new copy of the whole list."
)
_REMOVED = (
    select(m.RemovedRecord.record_id)
    .where(
        m.RemovedRecord.resource == parameter("resource"),
        m.RemovedRecord.release_number > parameter("release", Integer),
    )
    .order_by(m.RemovedRecord.record_id)
)


async def add_removed(
    meta: dict[str, Any], snapshot: Snapshot, resource: Resource, query: ParsedQuery
) -> None:
    """Adds the records of a resource that were removed since the release in a query.

    They are on the first page of a list. A release from before removed records were
    recorded gets `None`, with a hint.
    """
    conditions = [each for each in query.conditions if each.field == CHANGED_SINCE]
    if not conditions or query.cursor is not None:
        return
    # Of several releases the list has what changed since any of them
    release = min(conditions[0].values)
    first = snapshot.reference_data.tracked_release
    if first is None or release < first:
        meta |= {"removed": None, "complete": False, "hints": [*meta["hints"], UNKNOWN]}
        return
    values = {"resource": resource.name, "release": release}
    rows = await snapshot.reader.rows(_REMOVED, values)
    meta["removed"] = [record_id for (record_id,) in rows]
