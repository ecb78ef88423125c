"""The answer to "who was first?", with the definitions that would change it."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.dates import LAST_SECOND, parse_interval
from app.formats import json_bodies
from app.formats.json_bodies import encode_json
from app.query.parsed_query import ParsedQuery
from app.resources import BY_NAME
from app.resources.definitions import (
    ABOUT_STATES,
    ACHIEVEMENTS,
    CHOICES,
    Definition,
)
from app.resources.groupings import GROUPINGS
from app.services.ends import end_of
from app.services.firsts_findings import FirstsFindings, bounds_of
from app.services.firsts_hints import (
    alternative_hint,
    gap_hints,
    late_hint,
    nobody_hint,
    vague_hints,
)
from app.services.firsts_query import (
    OF_ALL_GROUPS,
    Candidate,
    FirstsByGroup,
    Flight,
    find_firsts,
    first_and_next,
    read_flights,
    shared,
)
from app.services.firsts_sql import STATES, claims_about_firsts
from app.services.snapshot import Completeness, Snapshot
from app.services.sources import SourceSelection, sources_by_id
from app.services.tables import Items, Part

Group = dict[str, Any]
"""The group of a first by the name of the grouping: a record in brief, or a value."""


@dataclass(frozen=True)
class FirstsQuery:
    """The question who was first: among whom, in which groups, by which definition."""

    snapshot: Snapshot
    query: ParsedQuery

    @property
    def by(self) -> str | None:
        """The grouping, `None` for one first of all."""
        return self.query.parameters.get("by")

    @property
    def has_claims(self) -> bool:
        """Whether claims are in the answer: of a single first, or if included."""
        return self.by is None or "include" in self.query.parameters

    @property
    def definition(self) -> Definition:
        given = self.query.parameters
        return Definition(**{name: given[name] for name in CHOICES if name in given})

    @property
    def states(self) -> list[str]:
        """The ids of the states that the query names."""
        return [
            state
            for condition in self.query.conditions
            if condition.field == "countries" and condition.is_equality
            for state in condition.values
        ]

    async def answer(self, part: Part) -> Items:
        """Returns a part of the answer: a first for each group, or one for all."""
        others = await self._find([self.definition, *self._variants()])
        firsts = others.pop(self.definition)
        flights = await self._flights([firsts, *others.values()])
        claims = await self._claims(firsts, flights) if self.has_claims else None
        findings = FirstsFindings(flights, others, claims)
        keys = _chronological(firsts) if self.by else [OF_ALL_GROUPS]
        groups = await self._groups(part.of(keys))
        bodies = [
            self._first(key, group, firsts.get(key, []), findings)
            for key, group in groups.items()
        ]
        end = end_of(self.snapshot.reference_data, self.definition.achievement)
        doubts = self._doubts(firsts, findings, end)
        meta = self.snapshot.meta(
            total=len(keys),
            returned=len(bodies),
            query=self._description(),
            completeness=Completeness(complete=not doubts, complete_to=end),
            hints=[*await self._hints(firsts, findings), *doubts],
        )
        meta["definition"] = self.definition.to_dict()
        return Items(bodies, meta)

    async def sources(self) -> SourceSelection:
        """Returns the statement for the sources of the claims in the answer."""
        firsts = (await self._find([self.definition]))[self.definition]
        claims = await self._claims(firsts, await self._flights([firsts]))
        bodies = [json.loads(body) for known in claims.values() for body in known]
        return sources_by_id({claim["source"]["id"] for claim in bodies})

    async def _find(
        self, definitions: list[Definition]
    ) -> dict[Definition, FirstsByGroup]:
        return await find_firsts(self.snapshot, self.query, self.by, definitions)

    def _variants(self) -> list[Definition]:
        """Returns definitions that differ in one choice and may change the answer."""
        has_states = any(
            condition.field in ABOUT_STATES for condition in self.query.conditions
        )
        about_states = has_states or (
            self.by is not None and GROUPINGS[self.by] in ABOUT_STATES
        )
        return [
            other
            for other in self.definition.variants(about_states=about_states)
            if other.lineage == self.definition.lineage or has_states
        ]

    async def _flights(self, answers: list[FirstsByGroup]) -> dict[str, Flight]:
        """Returns every flight that is first or next in an answer."""
        ids = {
            candidate.id
            for firsts in answers
            for candidates in firsts.values()
            for candidate in candidates
        }
        return await read_flights(self.snapshot, ids)

    async def _claims(
        self, firsts: FirstsByGroup, flights: dict[str, Flight]
    ) -> dict[str, list[bytes]]:
        """Returns the claims about each first: about the first itself or the flight."""
        ids = [
            candidate.id
            for candidates in firsts.values()
            for candidate in first_and_next(candidates)[0]
        ]
        flights_of: dict[str, list[str]] = defaultdict(list)
        for crew_id in ids:
            flight = flights[crew_id]
            flights_of[f"people/{flight.person}"].append(crew_id)
            flights_of[f"missions/{flight.mission}"].append(crew_id)
            flights_of[f"crew/{crew_id}"].append(crew_id)
        claims: dict[str, list[bytes]] = {crew_id: [] for crew_id in ids}
        values = {"records": json_bodies.dumps(list(flights_of))}
        rows = await self.snapshot.reader.rows(claims_about_firsts(), values)
        for record, body in rows:
            for crew_id in flights_of[record]:
                claims[crew_id].append(body)
        return claims

    def _first(
        self,
        key: str,
        group: Group | None,
        candidates: list[Candidate],
        findings: FirstsFindings,
    ) -> bytes:
        """Returns the answer for one group as JSON."""
        first, following = first_and_next(candidates)
        flights = [findings.flight(candidate) for candidate in first]
        parts = {
            "group": encode_json(group),
            "first": findings.crew(first),
            "launched": encode_json(flights[0].launched if flights else None),
            "at": encode_json(shared([flight.at for flight in flights])),
            **bounds_of(first),
            "runner_up": findings.runner_up(following),
            "sensitivity": json_bodies.join(self._sensitivity(key, first, findings)),
            "claims": findings.claims_about(first),
        }
        members = (b'"%b":%b' % (name.encode(), part) for name, part in parts.items())
        return b"{" + b",".join(members) + b"}"

    def _sensitivity(
        self, key: str, first: list[Candidate], findings: FirstsFindings
    ) -> list[bytes]:
        """Returns the definitions that give another answer, each with that answer."""
        ids = {candidate.id for candidate in first}
        different = []
        for other, firsts in findings.others.items():
            other_first = first_and_next(firsts.get(key, []))[0]
            if {candidate.id for candidate in other_first} != ids:
                change = encode_json(self.definition.changes_to(other))
                crew = findings.crew(other_first)
                different.append(b'{"change":%b,"first":%b}' % (change, crew))
        return different

    async def _groups(self, keys: Sequence[str]) -> dict[str, Group | None]:
        """Returns the group of each key as an answer has it."""
        if not self.by:
            return dict.fromkeys(keys, self._only_state())
        by, resource = self.by, GROUPINGS[self.by]
        if resource not in BY_NAME:
            return {key: {by: key} for key in keys}
        names = await self.snapshot.lookups.names(resource, keys)
        return {key: {by: _reference(resource, key, names[key])} for key in keys}

    def _only_state(self) -> Group | None:
        """Returns the state of the query as a group, if the query names just one."""
        if len(self.states) != 1:
            return None
        name = self.snapshot.reference_data.states[self.states[0]]
        return {"country": _reference("countries", self.states[0], name)}

    async def _hints(
        self, firsts: FirstsByGroup, findings: FirstsFindings
    ) -> list[str]:
        """Returns why nobody matches and what would; what is contested of a state."""
        hints = []
        if not self.by and not firsts.get(OF_ALL_GROUPS):
            names = self.snapshot.reference_data.states
            states = [names[state] for state in self.states]
            hints.append(nobody_hint(self.definition, states))
            for other, answer in findings.others.items():
                flights = findings.flights_of(answer.get(OF_ALL_GROUPS, []))
                if flights:
                    changes = self.definition.changes_to(other)
                    hints.append(alternative_hint(changes, flights))
        values = {"states": json_bodies.dumps(self.states)}
        for (body,) in await self.snapshot.reader.rows(STATES, values):
            state = json.loads(body)
            if state["summary"]:
                hints.append(f"{state['name']}: {state['summary']}")
        return hints

    def _doubts(
        self, firsts: FirstsByGroup, findings: FirstsFindings, end: str | None
    ) -> list[str]:
        """Returns hints on what the data does not know of the firsts."""
        last = parse_interval(end).latest if end else LAST_SECOND
        groups = [findings.flights_of(group) for group in firsts.values()]
        late = [
            findings.flights_of(group)
            for group in firsts.values()
            if group[0].earliest > last
        ]
        hints = gap_hints(self.snapshot.reference_data, self.query, self.definition)
        hints += vague_hints(self.definition.achievement, groups)
        return hints + ([late_hint(late, str(end))] if late else [])

    def _description(self) -> str:
        phrases = " and ".join(condition.phrase for condition in self.query.conditions)
        conditions = f" with {phrases}" if phrases else ""
        groups = f" for each {self.by}" if self.by else ""
        achievement = ACHIEVEMENTS[self.definition.achievement]
        return f"the first {achievement}{conditions}{groups}"


def _reference(resource: str, record_id: str, name: str) -> dict[str, str]:
    return {"id": record_id, "name": name, "url": f"/v1/{resource}/{record_id}"}


def _chronological(firsts: FirstsByGroup) -> list[str]:
    """Returns the keys of groups in the order of their firsts."""
    return sorted(firsts, key=lambda key: (firsts[key][0].earliest, key))
