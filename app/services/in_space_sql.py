"""The SQL that finds the people in space at a time, by classes of duration.

A flight that covers a second was launched at most as long before as its class lasts,
so a range of an index holds those of a class, and little else. The number of flights
that are read depends on how many people were in space, and not on the other flights.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from app import models as m
from app.durations import CLASSES
from app.query.bind_parameters import parameter

Rows = Select[*tuple[Any, ...]]
_EARLIEST = parameter("earliest", BigInteger)
_LATEST = parameter("latest", BigInteger)
_REACHED_SPACE = m.Crew.boundary_rank >= parameter("rank")
_ORDER = (m.Crew.launched_earliest, m.Crew.id)


def _present(*columns: Any) -> Rows:
    """Selects columns of the flights above a boundary within a time."""
    crew = m.Crew
    # A range of each class, written out: so both databases read them from the index,
    # even before they know the values
    ranges = (
        and_(
            crew.duration_class == number,
            crew.launched_earliest > _EARLIEST - seconds,
            crew.launched_earliest <= _LATEST,
        )
        for number, seconds in CLASSES.items()
    )
    return (
        select(*columns)
        .select_from(crew)
        .where(
            or_(*ranges),
            or_(crew.landed_latest.is_(None), crew.landed_latest > _EARLIEST),
            _REACHED_SPACE,
        )
    )


def _is_certain() -> ColumnElement[bool]:
    """Returns the condition that a flight covers the whole of a time."""
    begun = m.Crew.launched_latest <= _EARLIEST
    return or_(
        and_(begun, m.Crew.landed_earliest > _LATEST),
        _is_without_end(counts=True),
    )


def _is_without_end(*, counts: bool) -> ColumnElement[bool]:
    """Returns the condition that a flight had begun, and that no landing is known.

    The parameter `lasting` tells whether such a flight counts as one that lasts.
    """
    lasting = parameter("lasting", Integer) == int(counts)
    begun = m.Crew.launched_latest <= _EARLIEST
    return and_(lasting, begun, m.Crew.landed.is_(None))


def _is_placed() -> ColumnElement[bool]:
    """Returns the condition that a stay is known to cover the whole of a time."""
    stay, later = m.Stay, aliased(m.Stay)
    follows = and_(later.crew_id == stay.crew_id, later.sequence > stay.sequence)
    is_last = ~select(later.sequence).where(follows).exists()
    lasts = and_(stay.ended.is_(None), is_last)
    return (
        select(stay.sequence)
        .where(
            stay.crew_id == m.Crew.id,
            stay.began_latest <= _EARLIEST,
            or_(stay.ended_earliest > _LATEST, lasts),
        )
        .exists()
    )


def _number_of(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))


NUMBERS = _present(
    func.count(),
    _number_of(_is_certain()),
    _number_of(_is_without_end(counts=False)),
    _number_of(~_is_placed()),
)
"""The numbers of flights: all, the certain ones, those that only may have lasted, and
those in no known place."""
_PAGE = (
    _present(m.Crew.id)
    .order_by(*_ORDER)
    .limit(parameter("limit", Integer))
    .offset(parameter("start", Integer))
)
PAGE = select(m.Crew.body).where(m.Crew.id.in_(_PAGE)).order_by(*_ORDER)
UNPLACED = (
    _present(m.Person.name)
    .join(m.Person, m.Person.id == m.Crew.person_id)
    .where(~_is_placed())
    .order_by(*_ORDER)
    .limit(parameter("limit", Integer))
)
"""The names of the first people who are in no known place."""
LAST_BEFORE = (
    select(m.Crew.body)
    .where(_REACHED_SPACE, m.Crew.landed_earliest <= _EARLIEST)
    .order_by(m.Crew.landed_earliest.desc(), m.Crew.id)
    .limit(1)
)
FIRST_AFTER = (
    select(m.Crew.body)
    .where(_REACHED_SPACE, m.Crew.launched_earliest > _LATEST)
    .order_by(*_ORDER)
    .limit(1)
)
