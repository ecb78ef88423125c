"""Extremes of values that are known within bounds: who has one, and who may have it.

Values are compared by what they do not share: two people who were launched and landed
together have equal times, however vague both instants are.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


class Bounds(NamedTuple):
    """The least and the largest that a number can be."""

    least: int
    most: int

    @property
    def negative(self) -> "Bounds":
        """The bounds of the number with the other sign."""
        return Bounds(-self.most, -self.least)


@dataclass(frozen=True, eq=False)
class Candidate:
    """A flight, or a person, whose value may be an extreme.

    The value is the sum of `terms`. A term that two candidates share has one key.
    """

    person: str
    terms: Mapping[Hashable, Bounds]
    value: int | None
    """The value as a single number, `None` if it is known less precisely."""
    is_doubtful: bool = False
    """Whether the source is not sure of a date (`2005?`)."""
    body: str | None = None
    """The crew entry, if the value is of a single flight."""

    @cached_property
    def bounds(self) -> Bounds:
        return _sum(self.terms.values())

    def lead(self, other: "Candidate") -> Bounds:
        """Returns by how much the value is larger than another."""
        own = self.terms.keys() - other.terms.keys()
        theirs = other.terms.keys() - self.terms.keys()
        return _sum(
            [
                *(self.terms[key] for key in own),
                *(other.terms[key].negative for key in theirs),
            ]
        )


class Extreme(NamedTuple):
    """Who has the extreme value, who may have it, and its bounds."""

    certain: list[Candidate]
    possible: list[Candidate]
    bounds: Bounds | None


def find_extreme(candidates: Sequence[Candidate], *, largest: bool) -> Extreme:
    """Returns the candidates for the largest or the smallest value.

    A candidate is certain if no other may be beyond it. A doubtful one is never
    certain, and excludes no other.
    """
    sure = [candidate for candidate in candidates if not candidate.is_doubtful]

    def leads(rivals: Iterable[Candidate], candidate: Candidate) -> list[Bounds]:
        """Returns by how much other candidates are beyond one."""
        return [
            rival.lead(candidate) if largest else candidate.lead(rival)
            for rival in rivals
        ]

    remaining = [
        candidate
        for candidate in candidates
        if all(lead.least <= 0 for lead in leads(sure, candidate))
    ]
    certain = [
        candidate
        for candidate in remaining
        if not candidate.is_doubtful
        and all(lead.most <= 0 for lead in leads(remaining, candidate))
    ]
    possible = [candidate for candidate in remaining if candidate not in certain]
    return Extreme(certain, possible, _bounds(remaining, largest=largest))


def _bounds(candidates: Sequence[Candidate], *, largest: bool) -> Bounds | None:
    """Returns the bounds of the extreme; `None` without candidates."""
    if not candidates:
        return None
    known = [candidate for candidate in candidates if not candidate.is_doubtful]
    sure = [candidate.bounds for candidate in known or candidates]
    every = [candidate.bounds for candidate in candidates]
    if largest:
        return Bounds(
            max(bounds.least for bounds in sure), max(bounds.most for bounds in every)
        )
    return Bounds(
        min(bounds.least for bounds in every), min(bounds.most for bounds in sure)
    )


def _sum(terms: Iterable[Bounds]) -> Bounds:
    numbers = list(terms)
    return Bounds(
        sum(term.least for term in numbers), sum(term.most for term in numbers)
    )
