"""Files whose rows are entries of a list in a record, and the facts in them."""

from typing import NamedTuple

from app.ingest.catalogue import Catalogue


class NestedList(NamedTuple):
    """A file whose rows are the entries of a list in a record."""

    file: str
    owner: str
    """The column that holds the id of the record."""
    resource: str
    field: str
    """The list in the record."""
    columns: tuple[str, ...]
    """The columns that are facts."""
    is_single: bool = False
    """Whether the list is an object, because there is at most one entry."""

    def path(self, position: int) -> str:
        """Returns the dotted path of an entry in the record."""
        return self.field if self.is_single else f"{self.field}.{position}"


_DOCKING = ("target", "docked", "undocked", "outcome")
_LANDING = ("name", "kind", "site", "latitude", "longitude")
_STAY = ("aboard", "began", "ended")
_SUCCESSION = ("date", "kind")
LISTS = (
    NestedList("dockings", "mission", "missions", "dockings", _DOCKING),
    NestedList(
        "landings", "mission", "missions", "landing_place", _LANDING, is_single=True
    ),
    NestedList("stays", "crew", "crew", "stays", _STAY),
    NestedList("assignments", "mission", "missions", "assigned", ("kind", "role")),
    NestedList("successions", "predecessor", "countries", "successors", _SUCCESSION),
    NestedList("successions", "successor", "countries", "predecessors", _SUCCESSION),
)
PLACES = ("target", "aboard")
"""Columns that hold a station or a mission, as type/id."""


def docking_fields(catalogue: Catalogue, mission: str) -> dict[str, bool]:
    """Returns the dotted fields of a mission's dockings, and whether each is filled."""
    rows = catalogue.rows_by("dockings", "mission").get(mission, [])
    return {
        f"dockings.{position}.{name}": getattr(row, name) is not None
        for position, row in enumerate(rows)
        for name in _DOCKING
    }
