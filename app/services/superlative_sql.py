"""What each superlative compares, and the statements that find its candidates."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import CTE, BigInteger, ColumnElement, Select, case, func, or_, select

from app import models as m
from app.durations import DAY, MINUTE, duration_text, iso_duration, years_text
from app.query.bind_parameters import parameter
from app.services.extremes import Bounds, Candidate

Conditions = list[ColumnElement[bool]]
Rows = Select[*tuple[Any, ...]]
DOUBTFUL = ("%?", "%~", "%/%")
"""Endings of uncertain and approximate dates, as patterns with the escape `/`."""


class Statements(NamedTuple):
    """The statements of a superlative, in the order in which they run."""

    bound: Rows
    """The value that the extreme reaches in any case, from sure values."""
    candidates: Rows
    """The rows whose value may be the extreme; takes the result of `bound`."""
    unknown: Rows | None = None
    """The number of rows without a known value."""


class Moment(NamedTuple):
    """An instant of a flight or of a life, known to lie between two seconds."""

    name: str
    owner: Any
    """The id of the record that it belongs to; equal ids mean the same instant."""
    text: Any
    earliest: Any
    latest: Any

    @property
    def columns(self) -> list[Any]:
        return [
            self.owner,
            self.earliest.label(f"{self.name}_earliest"),
            self.latest.label(f"{self.name}_latest"),
        ]


LAUNCH = Moment(
    "launch",
    m.Crew.mission_id,
    m.Crew.launched,
    m.Crew.launched_earliest,
    m.Crew.launched_latest,
)
LANDING = Moment(
    "landing",
    func.coalesce(m.Crew.landed_on_id, m.Crew.mission_id),
    m.Crew.landed,
    # A flight without a known landing ended between its launch and `horizon`
    func.coalesce(m.Crew.landed_earliest, m.Crew.launched_latest),
    func.coalesce(m.Crew.landed_latest, parameter("horizon")),
)
BIRTH = Moment(
    "birth", m.Person.id, m.Person.born, m.Person.born_earliest, m.Person.born_latest
)


@dataclass(frozen=True)
class Elapsed:
    """A time between two instants, of each flight or summed over those of a person."""

    text: str
    start: Moment
    end: Moment
    precision: int
    """Seconds within which both instants are known if the time is a single number."""
    missing: Any
    """The condition on flights without a known time."""
    hint: str
    """What the answer does with them; `{count}` is their number."""
    joins: tuple[Any, ...] = ()
    fits: tuple[Any, ...] = ()
    """Conditions on the flights that are compared."""
    per_person: bool = False
    largest: bool = True
    unit: str = "seconds"
    is_age: bool = False

    def in_words(self, seconds: int, *, is_exact: bool) -> str:
        """Returns a value as a text that is as precise as the value."""
        if self.is_age:
            return years_text(seconds)
        return duration_text(seconds, 1 if is_exact else MINUTE)

    def in_iso(self, seconds: int) -> str:
        """Returns a value in ISO 8601, an age in whole days."""
        return iso_duration(seconds // DAY * DAY if self.is_age else seconds)

    def statements(self, conditions: Conditions) -> Statements:
        """Returns the statements over the flights that meet conditions."""
        flights = self._flights([*conditions, *self.fits])
        values = self._values(flights).cte("bounds")
        reached = func.max(values.c.least) if self.largest else func.min(values.c.most)
        bound = parameter("bound")
        within = values.c.most >= bound if self.largest else values.c.least <= bound
        candidates = select(flights, m.Crew.body)
        candidates = candidates.join(m.Crew, m.Crew.id == flights.c.crew_id)
        candidates = candidates.join(values, values.c.holder == flights.c.holder)
        return Statements(
            bound=select(reached).where(values.c.doubtful == 0),
            candidates=candidates.where(within).order_by(flights.c.crew_id),
            unknown=self._rows([*conditions, self.missing], func.count()),
        )

    def _rows(self, conditions: Conditions, *columns: Any) -> Rows:
        rows: Rows = select(*columns).select_from(m.Crew)
        for table in self.joins:
            rows = rows.join(table)
        return rows.where(*conditions)

    def _flights(self, conditions: Conditions) -> CTE:
        """Returns both instants of each flight; its holder is itself or the person."""
        holder = m.Crew.person_id if self.per_person else m.Crew.id
        doubts = [
            moment.text.like(pattern, escape="/")
            for moment in (self.start, self.end)
            for pattern in DOUBTFUL
        ]
        return self._rows(
            conditions,
            holder.label("holder"),
            m.Crew.person_id,
            m.Crew.id.label("crew_id"),
            case((or_(*doubts), 1), else_=0).label("doubtful"),
            *self.start.columns,
            *self.end.columns,
        ).cte("flights")

    def _values(self, flights: CTE) -> Rows:
        """Returns the bounds of the time of each holder."""
        columns = flights.c
        start, end = self.start.name, self.end.name
        least = columns[f"{end}_earliest"] - columns[f"{start}_latest"]
        most = columns[f"{end}_latest"] - columns[f"{start}_earliest"]
        return select(
            columns.holder,
            func.sum(least).label("least"),
            func.sum(most).label("most"),
            func.max(columns.doubtful).label("doubtful"),
        ).group_by(columns.holder)

    def read(self, rows: Iterable[Any]) -> list[Candidate]:
        """Returns the candidates; a person has all flights together."""
        flights: dict[str, list[_Flight]] = {}
        for row in rows:
            flight = _Flight(*row)
            flights.setdefault(flight.holder, []).append(flight)
        return [self._candidate(group) for group in flights.values()]

    def _candidate(self, flights: "list[_Flight]") -> Candidate:
        terms: dict[Any, Bounds] = {}
        for flight in flights:
            terms[self.start.name, *flight.start] = Bounds(*flight.start[1:]).negative
            terms[self.end.name, *flight.end] = Bounds(*flight.end[1:])
        is_precise = all(
            bounds.most - bounds.least < self.precision for bounds in terms.values()
        )
        elapsed = sum(flight.end[1] - flight.start[1] for flight in flights)
        return Candidate(
            flights[0].person,
            terms,
            elapsed if is_precise else None,
            is_doubtful=any(flight.doubtful for flight in flights),
            body=None if self.per_person else flights[0].body,
        )


class _Flight:
    """A flight as the statement `candidates` returns it."""

    def __init__(self, *columns: Any) -> None:
        self.holder, self.person, _, self.doubtful = columns[:4]
        self.start, self.end = columns[4:7], columns[7:10]
        self.body = columns[10]


@dataclass(frozen=True)
class Tally:
    """A number of flights, or of events on them, of each person."""

    text: str
    unit: str
    joins: tuple[Any, ...] = ()
    fits: tuple[Any, ...] = ()
    largest: bool = True
    hint: str = ""

    def in_words(self, count: int, *, is_exact: bool) -> str:  # noqa: ARG002 - counts are exact
        """Returns a value as a text."""
        return f"{count} {self.unit if count != 1 else self.unit.removesuffix('s')}"

    def in_iso(self, _count: int) -> None:
        """Returns that a number has no form in ISO 8601."""

    def statements(self, conditions: Conditions) -> Statements:
        """Returns the statements over the flights that meet conditions."""
        # As wide as `bound`, which is beyond all counts if nobody has the quantity
        count = func.count(type_=BigInteger)
        rows: Rows = select(m.Crew.person_id, count.label("count"))
        for table in self.joins:
            rows = rows.join(table)
        rows = rows.where(*conditions, *self.fits).group_by(m.Crew.person_id)
        most = select(func.max(rows.subquery().c.count))
        holders = rows.having(count >= parameter("bound")).order_by(m.Crew.person_id)
        return Statements(most, holders)

    def read(self, rows: Iterable[Any]) -> list[Candidate]:
        """Returns the candidates."""
        return [
            Candidate(person, {person: Bounds(count, count)}, count)
            for person, count in rows
        ]


Superlative = Elapsed | Tally
