"""Superlatives as queries over the catalogue, with ties: nobody's record is stored."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from app import bodies
from app import models as m
from app.dates import Span
from app.query.grammar import Asked
from app.service import Made, Service, envelope

Conditions = list[ColumnElement[bool]]
DAY = 86_400


@dataclass(frozen=True)
class Superlative:
    """A quantity of flights or people, and whether its largest or smallest counts."""

    text: str
    unit: str
    quantity: Callable[[Conditions], Select[*tuple[Any, ...]]]
    largest: bool = True


def _longest(conditions: Conditions) -> Select[*tuple[Any, ...]]:
    known = m.Crew.duration_seconds.is_not(None)
    return _flights(m.Crew.duration_seconds).where(*conditions, known)


def _flights(value: Any) -> Select[*tuple[Any, ...]]:
    return select(
        m.Crew.person_id.label("person"), m.Crew.id.label("crew"), value.label("value")
    )


def _per_person(value: Any, conditions: Conditions) -> Select[*tuple[Any, ...]]:
    return (
        select(m.Crew.person_id.label("person"), value.label("value"))
        .where(*conditions)
        .group_by(m.Crew.person_id)
    )


def _most_flights(conditions: Conditions) -> Select[*tuple[Any, ...]]:
    return _per_person(func.count(), conditions)


def _most_time(conditions: Conditions) -> Select[*tuple[Any, ...]]:
    known = m.Crew.duration_seconds.is_not(None)
    return _per_person(func.sum(m.Crew.duration_seconds), [*conditions, known])


def _age(conditions: Conditions) -> Select[*tuple[Any, ...]]:
    """Age at launch, of people whose day of birth is known."""
    days = m.Person.born_latest - m.Person.born_earliest < DAY
    return (
        _flights(m.Crew.launched_earliest - m.Person.born_earliest)
        .join(m.Person, m.Person.id == m.Crew.person_id)
        .where(*conditions, days)
    )


def _most_spacewalks(conditions: Conditions) -> Select[*tuple[Any, ...]]:
    return (
        select(m.Crew.person_id.label("person"), func.count().label("value"))
        .join(m.EventPerson, m.EventPerson.crew_id == m.Crew.id)
        .join(m.Event, m.Event.id == m.EventPerson.event_id)
        .where(*conditions, m.Event.kind == "spacewalk")
        .group_by(m.Crew.person_id)
    )


SUPERLATIVES: dict[str, Superlative] = {
    "longest-flight": Superlative("the longest flight", "seconds", _longest),
    "shortest-flight": Superlative(
        "the shortest flight", "seconds", _longest, largest=False
    ),
    "most-flights": Superlative("the most flights", "flights", _most_flights),
    "most-time-in-space": Superlative("the most time in space", "seconds", _most_time),
    "oldest": Superlative("the oldest at launch", "seconds", _age),
    "youngest": Superlative("the youngest at launch", "seconds", _age, largest=False),
    "most-spacewalks": Superlative(
        "the most spacewalks", "spacewalks", _most_spacewalks
    ),
}


async def answer(
    service: Service, asked: Asked, conditions: Conditions, as_of: Span | None, url: str
) -> Made:
    """The superlatives asked for, or all of them."""
    if as_of is not None:
        ended = m.Crew.landed_latest <= as_of.latest
        conditions = [*conditions, ended]
    names = [asked.given["record"]] if "record" in asked.given else list(SUPERLATIVES)
    data = [await _held(service, name, conditions) for name in names]
    told = " and ".join(one.shown for one in asked.conditions)
    when = f", as of {as_of.text}" if as_of else ""
    meta = service.meta(
        total=len(data),
        returned=len(data),
        query=f"{', '.join(names)}{' with ' + told if told else ''}{when}",
    )
    return Made(envelope(bodies.dumps(data), meta, {"self": url, "next": None}))


async def _held(service: Service, name: str, conditions: Conditions) -> dict[str, Any]:
    """One superlative with everybody who holds it."""
    declared = SUPERLATIVES[name]
    values = declared.quantity(conditions).subquery()
    extreme = func.max if declared.largest else func.min
    best = select(extreme(values.c.value)).scalar_subquery()
    order = values.c.crew if "crew" in values.c else values.c.person
    holders = select(values).where(values.c.value == best).order_by(order)
    rows = await service.reader.rows(holders)
    return {
        "record": name,
        "text": declared.text,
        "unit": declared.unit,
        "value": int(rows[0].value) if rows else None,
        "holders": [await _holder(service, row) for row in rows],
    }


async def _holder(service: Service, row: Any) -> dict[str, Any]:
    name = service.vocabulary.ids["people"][row.person]
    person = {"id": row.person, "name": name, "url": f"/v1/people/{row.person}"}
    crew = row._mapping.get("crew")  # noqa: SLF001 - the public way to optional columns
    entry = None
    if crew is not None:
        statement = select(m.Crew.body).where(m.Crew.id == crew)
        entry = json.loads((await service.reader.rows(statement))[0].body)
    return {"person": person, "crew": entry}
