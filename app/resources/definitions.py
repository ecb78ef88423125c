"""Definitions of "first" and of where space begins."""

from dataclasses import asdict, dataclass, replace

RANKS = {"80km": 1, "100km": 2, "orbit": 3}

DEFAULT_BOUNDARY = "100km"

BOUNDARIES = {
    "orbit": "in orbit",
    "100km": "above 100 km",
    "80km": "above 80 km",
}

LINEAGES = {
    "none": "",
    "predecessors": ", of the state or of its predecessors",
    "successors": ", of the state or of its successors",
    "all": ", of the state, its predecessors or its successors",
}

ABOUT_STATES = ("country", "region", "subregion")
"""Filters whose meaning depends on the basis of nationality and the lineage."""

BASES = {
    "citizenship": "any citizenship held at launch counts",
    "birth": "the state in which the birthplace lies today counts",
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


@dataclass(frozen=True)
class Definition:
    """What counts as a flight, and as belonging to a state."""

    boundary: str = DEFAULT_BOUNDARY
    basis: str = "citizenship"
    lineage: str = "none"
    achievement: str = "flight"

    @property
    def text(self) -> str:
        """The definition as one sentence."""
        return (
            f"The earliest {ACHIEVEMENTS[self.achievement]}"
            f" {BOUNDARIES[self.boundary]};"
            f" for states, {BASES[self.basis]}"
            + LINEAGES[self.lineage]
            + "; people launched together are tied."
        )

    def to_dict(self) -> dict[str, str]:
        """The definition as `meta` echoes it."""
        return asdict(self) | {"text": self.text}

    def differs(self, other: "Definition") -> dict[str, str]:
        """The parameters by which another definition differs from this one."""
        return {
            name: getattr(other, name)
            for name in ("boundary", "basis", "lineage")
            if getattr(other, name) != getattr(self, name)
        }

    def changes(self, *, states: bool) -> list["Definition"]:
        """Every definition that differs in one choice."""
        found = [replace(self, boundary=name) for name in RANKS]
        if states:
            found += [replace(self, basis=name) for name in BASES]
            found += [replace(self, lineage=name) for name in LINEAGES]
        return [one for one in dict.fromkeys(found) if one != self]


BOUNDARY_RANK = {"80km": 1, "100km": 2, "orbit": 3}
