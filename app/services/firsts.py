"""Candidates become the answer to "who was first?", with what would change it."""

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ClauseElement, and_, or_, select

from app import models
from app.db.dialects import in_json_list, utf8_bytes
from app.formats import json_bodies
from app.query.parsed_query import ParsedQuery
from app.resources.definitions import (
    ABOUT_STATES,
    ACHIEVEMENTS,
    BOUNDARIES,
    CHOICES,
    Definition,
)
from app.resources.groupings import GROUPINGS
from app.services.envelope import Content, envelope, whole_answer_links
from app.services.firsts_query import (
    Candidate,
    FirstsByGroup,
    Flight,
    find_firsts,
    first_and_next,
    read_flights,
)
from app.services.snapshot import Snapshot
from app.services.sources import sources_by_id

PATH = "/v1/firsts"
_RELATIONS = {"predecessors": "a predecessor", "successors": "a successor"}


@dataclass(frozen=True)
class FirstsFindings:
    """What was found for an answer: flights, other definitions' answers, claims."""

    flights: dict[str, Flight]
    others: dict[Definition, FirstsByGroup]
    claims: dict[str, list[bytes]]

    def crew(self, candidates: list[Candidate]) -> bytes:
        return json_bodies.join(self.flights[one.id].body for one in candidates)

    def next(self, following: list[Candidate]) -> bytes:
        if not following:
            return b"null"
        flight = self.flights[following[0].id]
        launched, at = (
            json_bodies.encode_json(flight.launched),
            json_bodies.encode_json(flight.at),
        )
        crew = self.crew(following)
        return b'{"launched":%b,"at":%b,"crew":%b}' % (launched, at, crew)


@dataclass(frozen=True)
class FirstsQuery:
    """Who was first, among whom, under which definition."""

    snapshot: Snapshot
    asked: ParsedQuery
    url: str

    @property
    def by(self) -> str | None:
        return self.asked.parameters.get("by")

    @property
    def definition(self) -> Definition:
        given = self.asked.parameters
        return Definition(**{name: given[name] for name in CHOICES if name in given})

    @property
    def states(self) -> list[str]:
        """The states asked for by name."""
        return [
            value
            for one in self.asked.conditions
            if one.field == "country" and one.is_equality
            for value in one.values
        ]

    async def answer(self) -> Content:
        """The whole answer: a first for each group, or one for all."""
        others = await self.found([self.definition, *self.changes()])
        found = others.pop(self.definition)
        shown = await self.shown([found, *others.values()])
        claims = await self.claims(found, shown)
        keys = _in_order(found) if self.by else [None]
        known = FirstsFindings(shown, others, claims)
        data = [self._first(key, found.get(key, []), known) for key in keys]
        meta = self.snapshot.meta(
            total=len(data),
            returned=len(data),
            query=self._told(),
            hints=await self.hints(found, known),
        )
        meta["definition"] = self.definition.to_dict()
        return Content(
            envelope(json_bodies.join(data), meta, whole_answer_links(self.url))
        )

    async def sources(self) -> Any:
        """The statement for the sources that the answer rests on."""
        found = (await self.found([self.definition]))[self.definition]
        claims = await self.claims(found, await self.shown([found]))
        stated = [json.loads(one) for known in claims.values() for one in known]
        return sources_by_id({one["source"]["id"] for one in stated})

    async def found(
        self, definitions: list[Definition]
    ) -> dict[Definition, FirstsByGroup]:
        return await find_firsts(self.snapshot, self.asked, self.by, definitions)

    def changes(self) -> list[Definition]:
        """Every definition that differs in one choice and may change the answer."""
        asks_states = any(one.field in ABOUT_STATES for one in self.asked.conditions)
        states = asks_states or self.by in ABOUT_STATES
        return [
            other
            for other in self.definition.variants(about_states=states)
            if other.lineage == self.definition.lineage or asks_states
        ]

    async def shown(self, answers: list[FirstsByGroup]) -> dict[str, Flight]:
        """Every flight that is first or next in an answer."""
        ids = {one.id for found in answers for known in found.values() for one in known}
        return await read_flights(self.snapshot, self.definition.achievement, ids)

    async def claims(
        self, found: FirstsByGroup, shown: dict[str, Flight]
    ) -> dict[str, list[bytes]]:
        """Statements about each first: asked as a first, or about the flight itself."""
        first = [one.id for known in found.values() for one in first_and_next(known)[0]]
        owners: dict[str, list[str]] = defaultdict(list)
        for crew_id in first:
            flight = shown[crew_id]
            owners[f"people/{flight.person}"].append(crew_id)
            owners[f"missions/{flight.mission}"].append(crew_id)
            owners[f"crew/{crew_id}"].append(crew_id)
        stated: dict[str, list[bytes]] = {crew_id: [] for crew_id in first}
        values = {"records": json_bodies.dumps(list(owners))}
        for record, body in await self.snapshot.reader.rows(_STATEMENTS_ABOUT, values):
            for owner in owners[record]:
                stated[owner].append(body)
        return stated

    def _first(
        self, key: str | None, candidates: list[Candidate], known: FirstsFindings
    ) -> bytes:
        first, following = first_and_next(candidates)
        stated = dict.fromkeys(claim for one in first for claim in known.claims[one.id])
        flight = known.flights[first[0].id] if first else None
        parts = {
            "group": json_bodies.encode_json(self._group(key)),
            "first": known.crew(first),
            "launched": json_bodies.encode_json(flight and flight.launched),
            "at": json_bodies.encode_json(flight and flight.at),
            "runner_up": known.next(following),
            "sensitivity": json_bodies.join(self._changes(key, first, known)),
            "claims": json_bodies.join(stated),
        }
        members = (b'"%b":%b' % (one.encode(), parts[one]) for one in parts)
        return b"{" + b",".join(members) + b"}"

    def _changes(
        self, key: str | None, first: list[Candidate], known: FirstsFindings
    ) -> list[bytes]:
        """The definitions under which the answer is another, each with its answer."""
        held = {one.id for one in first}
        changed = []
        for other, found in known.others.items():
            there = first_and_next(found.get(key, []))[0]
            if {one.id for one in there} != held:
                change = json_bodies.encode_json(self.definition.changes_to(other))
                crew = known.crew(there)
                changed.append(b'{"change":%b,"first":%b}' % (change, crew))
        return changed

    def _group(self, key: str | None) -> dict[str, Any] | None:
        if self.by and key is not None:
            to = GROUPINGS[self.by]
            return {self.by: self._brief(to, key) if to else key}
        if len(self.states) == 1:
            return {"country": self._brief("countries", self.states[0])}
        return None

    def _brief(self, resource: str, record_id: str) -> dict[str, str]:
        name = self.snapshot.reference_data.ids[resource][record_id]
        return {"id": record_id, "name": name, "url": f"/v1/{resource}/{record_id}"}

    async def hints(self, found: FirstsByGroup, known: FirstsFindings) -> list[str]:
        """Why nobody fits and what would answer; what is contested about a state."""
        told = []
        if not self.by and not found.get(None):
            told.append(self._nobody())
            told += [
                self._instead(other, [known.flights[one.id] for one in first])
                for other, answer in known.others.items()
                if (first := first_and_next(answer.get(None, []))[0])
            ]
        values = {"states": json_bodies.dumps(self.states)}
        for (body,) in await self.snapshot.reader.rows(_STATES, values):
            state = json.loads(body)
            if state["summary"]:
                told.append(f"{state['name']}: {state['summary']}")
        return told

    def _nobody(self) -> str:
        names = self.snapshot.reference_data.ids["countries"]
        states = " or ".join(names[state] for state in self.states)
        whose = f"citizen of {states}" if states else "flight that fits"
        where = BOUNDARIES[self.definition.boundary]
        done = ACHIEVEMENTS[self.definition.achievement]
        return f"In this data no {whose} has made the {done} {where}."

    def _instead(self, other: Definition, first: list[Flight]) -> str:
        """What another definition would answer, and how to ask for it."""
        names = self.snapshot.reference_data.ids
        who = " and ".join(names["people"][one.person] for one in first)
        states = {
            state["name"]
            for one in first
            for state in json.loads(one.body)["countries"]
        }
        differs = self.definition.changes_to(other)
        asked = "&".join(f"{name}={value}" for name, value in differs.items())
        relation = _RELATIONS.get(differs.get("lineage", ""), "")
        whose = " and ".join(sorted(states))
        of = f"{whose}, {relation}" if relation else whose
        flight = f"{names['missions'][first[0].mission]}, {first[0].at[:10]}"
        return f"With {asked} the answer is {who} of {of} ({flight})."

    def _told(self) -> str:
        told = " and ".join(condition.phrase for condition in self.asked.conditions)
        each = f" for each {self.by}" if self.by else ""
        done = ACHIEVEMENTS[self.definition.achievement]
        return f"the first {done}{' with ' + told if told else ''}{each}"


def _in_order(found: FirstsByGroup) -> list[str | None]:
    return sorted(found, key=lambda key: (found[key][0].earliest, key or ""))


_STATES = select(models.Country.body).where(in_json_list(models.Country.id, "states"))


def _statements_about() -> ClauseElement:
    """Claims about the `records` of a first that say who it was, or when."""
    claim = models.Claim
    launches = and_(claim.resource == "missions", claim.field == "launched")
    entries = and_(
        claim.resource == "crew", claim.field.in_(("countries", "launched", "person"))
    )
    return (
        select(claim.record, utf8_bytes(claim.body))
        .where(in_json_list(claim.record, "records"))
        .where(or_(claim.asks.startswith(PATH), launches, entries))
        .order_by(claim.id)
    )


_STATEMENTS_ABOUT = _statements_about()
