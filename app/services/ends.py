"""The ends of the catalogue: up to when flights and achievements are complete."""

from app.dates import parse_interval
from app.query.reference_data import ReferenceData

_DOCKINGS = ("docking", "station-visit")
_CREWED = "crewed-orbital"


def end_of(data: ReferenceData, achievement: str) -> str | None:
    """Returns up to when the data has every flight, and the achievement on it."""
    parts = [data.coverage_of("crew")]
    if achievement == "spacewalk":
        parts.append(data.coverage_of("events", [achievement]))
    if achievement in _DOCKINGS:
        parts += [
            part
            for part in data.coverage
            if "dockings" in part.fields and _CREWED in part.kinds
        ]
    ends = [part.complete_to for part in parts if part and part.complete_to]
    return min(ends, key=lambda end: parse_interval(end).latest, default=None)
