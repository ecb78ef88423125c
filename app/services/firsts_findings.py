"""What was found for an answer on firsts, written as the JSON of its parts."""

from dataclasses import dataclass

from app.dates import LAST_SECOND, format_instant
from app.formats import json_bodies
from app.formats.json_bodies import encode_json
from app.resources.definitions import Definition
from app.services.firsts_query import (
    Candidate,
    FirstsByGroup,
    Flight,
    first_and_next,
    shared,
)


@dataclass(frozen=True)
class FirstsFindings:
    """Flights of an answer, answers of other definitions, and claims by flight.

    `claims` is `None` if the answer leaves them out.
    """

    flights: dict[str, Flight]
    others: dict[Definition, FirstsByGroup]
    claims: dict[str, list[bytes]] | None

    def flights_of(self, candidates: list[Candidate]) -> list[Flight]:
        """Returns the flights that may be the first of a group."""
        first, _ = first_and_next(candidates)
        return [self.flight(candidate) for candidate in first]

    def flight(self, candidate: Candidate) -> Flight:
        """Returns the flight of a candidate, with the time of its achievement."""
        return self.flights[candidate.id]._replace(at=candidate.at)

    def crew(self, candidates: list[Candidate]) -> bytes:
        """Returns the flights of candidates as a JSON list."""
        return json_bodies.join(
            self.flights[candidate.id].body for candidate in candidates
        )

    def claims_about(self, candidates: list[Candidate]) -> bytes:
        """Returns the claims about candidates as a JSON list, or `null`."""
        if self.claims is None:
            return b"null"
        # People who are tied share the claims about their mission
        claims = dict.fromkeys(
            claim for candidate in candidates for claim in self.claims[candidate.id]
        )
        return json_bodies.join(claims)

    def runner_up(self, candidates: list[Candidate]) -> bytes:
        """Returns the runners-up as JSON, `null` without any."""
        if not candidates:
            return b"null"
        flights = [self.flight(candidate) for candidate in candidates]
        launched = encode_json(flights[0].launched)
        at = encode_json(shared([flight.at for flight in flights]))
        crew = self.crew(candidates)
        return b'{"launched":%b,"at":%b,"crew":%b}' % (launched, at, crew)


def bounds_of(first: list[Candidate]) -> dict[str, bytes]:
    """Returns the bounds of the time at which the first was achieved, as JSON."""
    if not first:
        return {"at_min": b"null", "at_max": b"null"}
    least = min(candidate.earliest for candidate in first)
    most = min(candidate.latest for candidate in first)
    return {
        "at_min": encode_json(format_instant(least)),
        # The flight may have no known end
        "at_max": encode_json(format_instant(most) if most < LAST_SECOND else None),
    }
