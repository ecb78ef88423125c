"""Superlatives, computed from all flights: the longest, most, oldest.

Vague dates take part by their bounds: `holders` have the extreme in any case, `perhaps`
may have it.
"""

import json
from typing import Any

from sqlalchemy import or_

from app import models as m
from app.dates import LAST_SECOND, Span, parse_date
from app.durations import DAY, MINUTE
from app.formats.json_bodies import encode_json
from app.query.bind_parameters import parameter
from app.query.parsed_query import ParsedQuery
from app.query.shape import QueryShape
from app.query.sql import filter_conditions, select_records
from app.query.statements import kept_by_shape
from app.resources import CREW
from app.services.counts import gaps_of_filters
from app.services.ends import end_of
from app.services.extremes import Bounds, Candidate, Extreme, find_extreme
from app.services.snapshot import Completeness, Snapshot
from app.services.superlative_sql import (
    BIRTH,
    LANDING,
    LAUNCH,
    Elapsed,
    Statements,
    Superlative,
    Tally,
)
from app.services.tables import Items, Part

_TIME: dict[str, Any] = {
    "start": LAUNCH,
    "end": LANDING,
    "precision": MINUTE,
    "missing": m.Crew.landed.is_(None),
    "hint": (
        "Flights without a known landing are included, with every length that"
        " they can have had by {horizon}: {count}."
    ),
}
_AGE: dict[str, Any] = {
    "start": BIRTH,
    "end": LAUNCH,
    "precision": DAY,
    "is_age": True,
    "joins": (m.Person,),
    "fits": (m.Person.born.is_not(None),),
    "missing": m.Person.born.is_(None),
    "hint": (
        "Flights are left out because the date of birth of the person is not"
        " known: {count}."
    ),
}
SUPERLATIVES: dict[str, Superlative] = {
    "longest-flight": Elapsed("the longest flight", **_TIME),
    "shortest-flight": Elapsed(
        "the shortest flight",
        **_TIME
        | {
            "fits": (m.Crew.landed.is_not(None),),
            "hint": "Flights are left out because their landing is not known: {count}.",
        },
        largest=False,
    ),
    "most-flights": Tally("the most flights", "flights"),
    "most-time-in-space": Elapsed("the most time in space", **_TIME, per_person=True),
    "oldest": Elapsed("the oldest at launch", **_AGE),
    "youngest": Elapsed("the youngest at launch", **_AGE, largest=False),
    "most-spacewalks": Tally(
        "the most spacewalks",
        "spacewalks",
        joins=(m.EventPerson, m.Event),
        # People who assisted from the hatch did not walk
        fits=(
            m.Event.kind == "spacewalk",
            or_(m.EventPerson.role.is_(None), m.EventPerson.role == "spacewalker"),
        ),
    ),
}


@kept_by_shape
def statements_of(name: str, shape: QueryShape, *, dated: bool) -> Statements:
    """Returns the statements of a superlative.

    Parameters are `rank`, `horizon` and, if dated, the second `as_of`.
    """
    conditions = [
        *filter_conditions(CREW, shape),
        m.Crew.boundary_rank >= parameter("rank"),
    ]
    if dated:
        conditions.append(m.Crew.landed_latest <= parameter("as_of"))
    return SUPERLATIVES[name].statements(conditions)


async def answer(
    snapshot: Snapshot, query: ParsedQuery, rank: int, as_of: Span | None, part: Part
) -> Items:
    """Returns the superlative `category`, or all of them.

    `rank` is that of the lowest boundary of space that counts; with `as_of` flights
    count that had ended by its last second.
    """
    category = query.parameters.get("category")
    names = [category] if category else list(SUPERLATIVES)
    search = _Search(snapshot, query, rank, as_of)
    bodies = [encode_json(await search.superlative(name)) for name in part.of(names)]
    fields = dict.fromkeys(condition.field for condition in query.conditions)
    gaps = gaps_of_filters(snapshot.reference_data, CREW, fields)
    hints = gaps + search.hints
    achievement = "spacewalk" if "most-spacewalks" in names else "flight"
    end = end_of(snapshot.reference_data, achievement)
    phrases = " and ".join(condition.phrase for condition in query.conditions)
    conditions = f" with {phrases}" if phrases else ""
    date = f", as of {as_of.text}" if as_of else ""
    meta = snapshot.meta(
        total=len(names),
        returned=len(bodies),
        query=f"{', '.join(names)}{conditions}{date}",
        completeness=Completeness(complete=not hints, complete_to=end),
        hints=hints,
    )
    return Items(bodies, meta)


class _Search:
    """Finds superlatives among the flights of a query; collects hints on the way."""

    def __init__(
        self, snapshot: Snapshot, query: ParsedQuery, rank: int, as_of: Span | None
    ) -> None:
        self._snapshot = snapshot
        self._selection = select_records(snapshot.reference_data, CREW, query)
        self._dated = as_of is not None
        # Flights without a known landing had ended when the data was released
        released = snapshot.reference_data.releases.values()
        self._horizon = max(released, default="9999-12-31")
        self._values = {
            **self._selection.values,
            "rank": rank,
            "as_of": as_of and as_of.latest,
            "horizon": parse_date(self._horizon).latest,
        }
        self.hints: list[str] = []

    async def superlative(self, name: str) -> dict[str, Any]:
        """Returns one superlative with everybody who holds it or may hold it."""
        declared = SUPERLATIVES[name]
        statements = statements_of(name, self._selection.shape, dated=self._dated)
        rows = self._snapshot.reader.rows
        [[bound]] = await rows(statements.bound, self._values)
        if bound is None:
            # No sure value excludes another
            bound = -LAST_SECOND if declared.largest else LAST_SECOND
        found = await rows(statements.candidates, self._values | {"bound": int(bound)})
        extreme = find_extreme(declared.read(found), largest=declared.largest)
        await self._add_hints(name, statements, extreme)
        least, most = extreme.bounds or (None, None)
        value = extreme.certain[0].value if extreme.certain else None
        return {
            "category": name,
            "text": declared.text,
            "unit": declared.unit,
            "value": value,
            "value_duration": None if value is None else declared.in_iso(value),
            "value_text": extreme.bounds and _in_words(declared, value, extreme.bounds),
            "value_min": least,
            "value_max": most,
            "holders": await self._holders(declared, extreme.certain),
            "perhaps": await self._holders(declared, extreme.possible),
        }

    async def _add_hints(
        self, name: str, statements: Statements, extreme: Extreme
    ) -> None:
        """Adds hints on unknown values, and on values too vague to decide."""
        if statements.unknown is not None:
            [[count]] = await self._snapshot.reader.rows(
                statements.unknown, self._values
            )
            if count:
                hint = SUPERLATIVES[name].hint
                text = hint.format(count=count, horizon=self._horizon)
                self.hints.append(f"{name}: {text}")
        if extreme.possible:
            self.hints.append(
                f"{name}: the dates are too vague to name a holder; `perhaps`"
                " lists all people who may hold it."
            )

    async def _holders(
        self, declared: Superlative, candidates: list[Candidate]
    ) -> list[dict[str, Any]]:
        """Returns people, with the crew entry if the value is of a single flight."""
        ids = {candidate.person for candidate in candidates}
        names = await self._snapshot.lookups.names("people", ids)
        return [
            {
                "person": {
                    "id": candidate.person,
                    "name": names[candidate.person],
                    "url": f"/v1/people/{candidate.person}",
                },
                "crew": json.loads(candidate.body) if candidate.body else None,
                "value_min": candidate.bounds.least,
                "value_max": candidate.bounds.most,
                "value_text": _in_words(declared, candidate.value, candidate.bounds),
            }
            for candidate in candidates
        ]


def _in_words(declared: Superlative, value: int | None, bounds: Bounds) -> str:
    """Returns a value in English, or what it lies between if it is not known."""
    values = bounds if value is None else (value,)
    is_exact = bounds.least == bounds.most
    texts = [declared.in_words(number, is_exact=is_exact) for number in values]
    return " to ".join(dict.fromkeys(texts))
