"""Definitions of "first": what is counted, and from which height."""

from dataclasses import asdict, dataclass, replace

BOUNDARY_RANKS = {"80km": 1, "100km": 2, "orbit": 3}
"""The boundaries of space, lowest first; a flight above one is above those below it."""

DEFAULT_BOUNDARY = "100km"

BOUNDARIES = {
    "orbit": "in orbit",
    "100km": "above 100 km",
    "80km": "above 80 km",
}

LINEAGES = {
    "none": "",
    "predecessors": ", of the country or of its predecessors",
    "successors": ", of the country or of its successors",
    "all": ", of the country, its predecessors or its successors",
}

ABOUT_STATES = ("countries", "region", "subregion")
"""Filters whose meaning depends on `basis` and `lineage`."""

BASES = {
    "citizenship": "any citizenship held at launch counts",
    "birth": "the country in which the place of birth lies today counts",
}

ACHIEVEMENTS = {
    "flight": "launch of a flight",
    "spacewalk": "spacewalk on a flight",
    "docking": "docking on a flight",
    "station-visit": "arrival at a station on a flight",
}

CHOICES: dict[str, tuple[str, ...]] = {
    "achievement": tuple(ACHIEVEMENTS),
    "boundary": tuple(BOUNDARIES),
    "basis": tuple(BASES),
    "lineage": tuple(LINEAGES),
}
"""The parameters of a definition, with their values."""


@dataclass(frozen=True)
class Definition:
    """What counts as a flight, and which flights belong to a state."""

    boundary: str = DEFAULT_BOUNDARY
    basis: str = "citizenship"
    lineage: str = "none"
    achievement: str = "flight"

    @property
    def text(self) -> str:
        """The definition as a sentence."""
        return (
            f"The earliest {ACHIEVEMENTS[self.achievement]}"
            f" {BOUNDARIES[self.boundary]}; for countries, {BASES[self.basis]}"
            + LINEAGES[self.lineage]
            + "; people launched together are tied."
        )

    def to_dict(self) -> dict[str, str]:
        """Returns the definition as `meta` repeats it."""
        return asdict(self) | {"text": self.text}

    def changes_to(self, other: "Definition") -> dict[str, str]:
        """Returns the parameters that turn this definition into another."""
        return {
            name: getattr(other, name)
            for name in ("boundary", "basis", "lineage")
            if getattr(other, name) != getattr(self, name)
        }

    def variants(self, *, about_states: bool) -> list["Definition"]:
        """Returns the definitions that differ in one parameter.

        Basis and lineage vary only if the query is about states.
        """
        variants = [replace(self, boundary=name) for name in BOUNDARY_RANKS]
        if about_states:
            variants += [replace(self, basis=name) for name in BASES]
            variants += [replace(self, lineage=name) for name in LINEAGES]
        return [other for other in dict.fromkeys(variants) if other != self]
