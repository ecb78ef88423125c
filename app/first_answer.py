"""Candidates become the answer to "who was first?", with what would change it."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_, select

from app import bodies, models
from app.citations import of_ids
from app.firsts import (
    ACHIEVEMENTS,
    BASES,
    BOUNDARIES,
    LINEAGES,
    Candidate,
    Definition,
    find,
    group_of,
    tied,
)
from app.query.grammar import Asked
from app.service import Made, Service, envelope

PATH = "/v1/firsts"
CHOICES: dict[str, tuple[str, ...]] = {
    "achievement": tuple(ACHIEVEMENTS),
    "boundary": tuple(BOUNDARIES),
    "basis": tuple(BASES),
    "lineage": tuple(LINEAGES),
}
Found = dict[str | None, list[Candidate]]
_RELATIONS = {"predecessors": "a predecessor", "successors": "a successor"}


@dataclass(frozen=True)
class Question:
    """Who was first, among whom, under which definition."""

    service: Service
    asked: Asked
    url: str

    @property
    def by(self) -> str | None:
        return self.asked.given.get("by")

    @property
    def definition(self) -> Definition:
        given = self.asked.given
        return Definition(**{name: given[name] for name in CHOICES if name in given})

    @property
    def states(self) -> list[str]:
        """The states asked for by name."""
        return [
            value
            for one in self.asked.conditions
            if one.field == "country" and not one.operator
            for value in one.values
        ]

    async def answer(self) -> Made:
        """The whole answer: a first for each group, or one for all."""
        found = await self.found(self.definition)
        others = await self.others()
        claims = await self.claims(found)
        keys = _in_order(found) if self.by else [None]
        data = [self._first(key, found.get(key, []), others, claims) for key in keys]
        meta = self.service.meta(
            total=len(data),
            returned=len(data),
            query=self._told(),
            hints=await self.hints(found, others),
        )
        meta["definition"] = self.definition.shown()
        return Made(envelope(bodies.join(data), meta, {"self": self.url, "next": None}))

    async def sources(self) -> Any:
        """The statement for the sources that the answer rests on."""
        claims = await self.claims(await self.found(self.definition))
        stated = [json.loads(one) for known in claims.values() for one in known]
        return of_ids({one["source"]["id"] for one in stated})

    async def found(self, definition: Definition) -> Found:
        return await find(self.service, self.asked, self.by, definition)

    async def others(self) -> dict[Definition, Found]:
        """The answers under every definition that differs in one choice."""
        asks_states = any(
            one.field in ("country", "region") for one in self.asked.conditions
        )
        states = asks_states or self.by in ("country", "region")
        return {
            other: await self.found(other)
            for other in self.definition.changes(states=states)
            if other.lineage == self.definition.lineage or asks_states
        }

    async def claims(self, found: Found) -> dict[str, list[str]]:
        """Statements about each first: asked as a first, or about the flight itself."""
        first = [one for known in found.values() for one in tied(known)[0]]
        owners: dict[str, list[str]] = {}
        for one in first:
            for record in _records_of(one):
                owners.setdefault(record, []).append(one.id)
        stated: dict[str, list[str]] = {one.id: [] for one in first}
        for row in await self.service.reader.rows(_statements_about(list(owners))):
            for owner in owners[row.record]:
                stated[owner].append(row.body)
        return stated

    def _first(
        self,
        key: str | None,
        candidates: list[Candidate],
        others: dict[Definition, Found],
        claims: dict[str, list[str]],
    ) -> str:
        first, following = tied(candidates)
        known = dict.fromkeys(claim for one in first for claim in claims[one.id])
        parts = {
            "group": bodies.dumps(self._group(key)),
            "first": _crew(first),
            "launched": bodies.dumps(first[0].launched if first else None),
            "at": bodies.dumps(first[0].at if first else None),
            "runner_up": _next(following),
            "sensitivity": bodies.join(self._changes(key, first, others)),
            "claims": bodies.join(known),
        }
        joined = ",".join(f'"{name}":{value}' for name, value in parts.items())
        return f"{{{joined}}}"

    def _changes(
        self, key: str | None, first: list[Candidate], others: dict[Definition, Found]
    ) -> list[str]:
        """The definitions under which the answer is another, each with its answer."""
        held = {one.id for one in first}
        changed = []
        for other, found in others.items():
            there = tied(found.get(key, []))[0]
            if {one.id for one in there} != held:
                change = bodies.dumps(self.definition.differs(other))
                changed.append(f'{{"change":{change},"first":{_crew(there)}}}')
        return changed

    def _group(self, key: str | None) -> dict[str, Any] | None:
        if self.by and key is not None:
            to = group_of(self.by, self.definition.basis).to
            return {self.by: self._brief(to, key) if to else key}
        if len(self.states) == 1:
            return {"country": self._brief("countries", self.states[0])}
        return None

    def _brief(self, resource: str, record_id: str) -> dict[str, str]:
        name = self.service.vocabulary.ids[resource][record_id]
        return {"id": record_id, "name": name, "url": f"/v1/{resource}/{record_id}"}

    async def hints(self, found: Found, others: dict[Definition, Found]) -> list[str]:
        """Why nobody fits and what would answer; what is contested about a state."""
        told = []
        if not self.by and not found.get(None):
            told.append(self._nobody())
            told += [
                self._instead(other, first)
                for other, answer in others.items()
                if (first := tied(answer.get(None, []))[0])
            ]
        country = models.Country
        statement = select(country.body).where(country.id.in_(self.states))
        for row in await self.service.reader.rows(statement):
            state = json.loads(row.body)
            if state["summary"]:
                told.append(f"{state['name']}: {state['summary']}")
        return told

    def _nobody(self) -> str:
        names = self.service.vocabulary.ids["countries"]
        states = " or ".join(names[state] for state in self.states)
        whose = f"citizen of {states}" if states else "flight that fits"
        where = BOUNDARIES[self.definition.boundary]
        done = ACHIEVEMENTS[self.definition.achievement]
        return f"In this data no {whose} has made the {done} {where}."

    def _instead(self, other: Definition, first: list[Candidate]) -> str:
        """What another definition would answer, and how to ask for it."""
        names = self.service.vocabulary.ids
        who = " and ".join(names["people"][one.person] for one in first)
        states = {
            state["name"]
            for one in first
            for state in json.loads(one.body)["countries"]
        }
        differs = self.definition.differs(other)
        asked = "&".join(f"{name}={value}" for name, value in differs.items())
        relation = _RELATIONS.get(differs.get("lineage", ""), "")
        whose = " and ".join(sorted(states))
        of = f"{whose}, {relation}" if relation else whose
        flight = f"{names['missions'][first[0].mission]}, {first[0].at[:10]}"
        return f"With {asked} the answer is {who} of {of} ({flight})."

    def _told(self) -> str:
        told = " and ".join(condition.shown for condition in self.asked.conditions)
        each = f" for each {self.by}" if self.by else ""
        done = ACHIEVEMENTS[self.definition.achievement]
        return f"the first {done}{' with ' + told if told else ''}{each}"


def _in_order(found: Found) -> list[str | None]:
    return sorted(found, key=lambda key: (found[key][0].earliest, key or ""))


def _crew(candidates: list[Candidate]) -> str:
    return bodies.join(one.body for one in candidates)


def _next(following: list[Candidate]) -> str:
    if not following:
        return "null"
    launched = bodies.dumps(following[0].launched)
    at = bodies.dumps(following[0].at)
    return f'{{"launched":{launched},"at":{at},"crew":{_crew(following)}}}'


def _records_of(one: Candidate) -> tuple[str, ...]:
    return (f"people/{one.person}", f"missions/{one.mission}", f"crew/{one.id}")


def _statements_about(records: list[str]) -> Any:
    claim = models.Claim
    launches = and_(claim.resource == "missions", claim.field == "launched")
    entries = and_(
        claim.resource == "crew", claim.field.in_(("countries", "launched", "person"))
    )
    return (
        select(claim.record, claim.body)
        .where(claim.record.in_(records))
        .where(or_(claim.asks.startswith(PATH), launches, entries))
        .order_by(claim.id)
    )
