"""Superlatives, computed from all flights, with ties: the longest, most, oldest."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from app import models as m
from app.dates import Span
from app.formats.json_bodies import encode_json
from app.query.bind_parameters import parameter
from app.query.parsed_query import ParsedQuery
from app.query.shape import QueryShape
from app.query.sql import filter_conditions, select_records
from app.query.statements import kept_by_shape
from app.resources import CREW
from app.services.envelope import Content, envelope, whole_answer_links
from app.services.snapshot import Snapshot

Conditions = list[ColumnElement[bool]]
Rows = Select[*tuple[Any, ...]]
DAY = 86_400


@dataclass(frozen=True)
class Superlative:
    """A quantity of flights, or of people over all their flights, and its extreme.

    Rows have the quantity if they are in `joins` and meet the conditions `fits`.
    """

    text: str
    unit: str
    value: Any
    joins: tuple[tuple[Any, Any], ...] = ()
    fits: tuple[Any, ...] = ()
    per_person: bool = False
    largest: bool = True

    def rows(self, conditions: Conditions, *columns: Any) -> Rows:
        """Returns columns of each flight, or of each person, that meets conditions."""
        rows: Rows = select(*columns).select_from(m.Crew)
        for table, on in self.joins:
            rows = rows.join(table, on)
        rows = rows.where(*conditions, *self.fits)
        return rows.group_by(m.Crew.person_id) if self.per_person else rows

    def extreme(self, conditions: Conditions) -> Rows:
        """Returns the statement for the largest or smallest value."""
        order = self.value.desc() if self.largest else self.value.asc()
        return self.rows(conditions, self.value.label("value")).order_by(order).limit(1)

    def holders(self, conditions: Conditions) -> Rows:
        """Returns everybody with the value `extreme`, with the flight if it has one."""
        extreme = parameter("extreme")
        if self.per_person:
            people = self.rows(conditions, m.Crew.person_id)
            return people.having(self.value == extreme).order_by(m.Crew.person_id)
        flights = self.rows(conditions, m.Crew.person_id, m.Crew.body)
        return flights.where(self.value == extreme).order_by(m.Crew.id)


_DURATION = m.Crew.duration_seconds
_TIMED = (_DURATION.is_not(None),)
_AGE: dict[str, Any] = {
    "unit": "seconds",
    "value": m.Crew.launched_earliest - m.Person.born_earliest,
    "joins": ((m.Person, m.Person.id == m.Crew.person_id),),
    # An age is computed for people whose day of birth is known
    "fits": (m.Person.born_latest - m.Person.born_earliest < DAY,),
}
SUPERLATIVES: dict[str, Superlative] = {
    "longest-flight": Superlative(
        "the longest flight", "seconds", _DURATION, fits=_TIMED
    ),
    "shortest-flight": Superlative(
        "the shortest flight", "seconds", _DURATION, fits=_TIMED, largest=False
    ),
    "most-flights": Superlative(
        "the most flights", "flights", func.count(), per_person=True
    ),
    "most-time-in-space": Superlative(
        "the most time in space",
        "seconds",
        func.sum(_DURATION),
        fits=_TIMED,
        per_person=True,
    ),
    "oldest": Superlative("the oldest at launch", **_AGE),
    "youngest": Superlative("the youngest at launch", **_AGE, largest=False),
    "most-spacewalks": Superlative(
        "the most spacewalks",
        "spacewalks",
        func.count(),
        joins=(
            (m.EventPerson, m.EventPerson.crew_id == m.Crew.id),
            (m.Event, m.Event.id == m.EventPerson.event_id),
        ),
        # People who assisted from the hatch did not walk
        fits=(
            m.Event.kind == "spacewalk",
            or_(m.EventPerson.role.is_(None), m.EventPerson.role == "spacewalker"),
        ),
        per_person=True,
    ),
}


@kept_by_shape
def _statements(name: str, shape: QueryShape, *, dated: bool) -> tuple[Rows, Rows]:
    """Returns the statements for the extreme and its holders.

    Parameters are `rank` and, if dated, the second `as_of`.
    """
    conditions = [
        *filter_conditions(CREW, shape),
        m.Crew.boundary_rank >= parameter("rank"),
    ]
    if dated:
        conditions.append(m.Crew.landed_latest <= parameter("as_of"))
    declared = SUPERLATIVES[name]
    return declared.extreme(conditions), declared.holders(conditions)


async def answer(
    snapshot: Snapshot, query: ParsedQuery, rank: int, as_of: Span | None, url: str
) -> Content:
    """Returns the superlative `record`, or all of them.

    `rank` is that of the lowest boundary of space that counts; with `as_of` flights
    count that had ended by its last second.
    """
    record = query.parameters.get("record")
    names = [record] if record else list(SUPERLATIVES)
    data = [await _superlative(snapshot, name, query, rank, as_of) for name in names]
    phrases = " and ".join(condition.phrase for condition in query.conditions)
    conditions = f" with {phrases}" if phrases else ""
    date = f", as of {as_of.text}" if as_of else ""
    meta = snapshot.meta(
        total=len(data),
        returned=len(data),
        query=f"{', '.join(names)}{conditions}{date}",
        completeness=snapshot.completeness_of("crew"),
    )
    return Content(envelope(encode_json(data), meta, whole_answer_links(url)))


async def _superlative(
    snapshot: Snapshot, name: str, query: ParsedQuery, rank: int, as_of: Span | None
) -> dict[str, Any]:
    """Returns one superlative with everybody who holds it."""
    declared = SUPERLATIVES[name]
    selection = select_records(snapshot.reference_data, CREW, query)
    values = {**selection.values, "rank": rank, "as_of": as_of and as_of.latest}
    extreme, holders = _statements(name, selection.shape, dated=as_of is not None)
    extremes = await snapshot.reader.rows(extreme, values)
    value = int(extremes[0][0]) if extremes else None
    rows = await snapshot.reader.rows(holders, {**values, "extreme": value})
    return {
        "record": name,
        "text": declared.text,
        "unit": declared.unit,
        "value": value,
        "holders": [_holder(snapshot, row) for row in rows],
    }


def _holder(snapshot: Snapshot, row: Any) -> dict[str, Any]:
    """Returns a person, with the crew entry if the quantity is of a flight."""
    person_id, *bodies = row
    name = snapshot.reference_data.ids["people"][person_id]
    person = {"id": person_id, "name": name, "url": f"/v1/people/{person_id}"}
    return {"person": person, "crew": json.loads(bodies[0]) if bodies else None}
