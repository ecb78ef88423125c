"""The query as understood, told in English."""

from app.query.grammar import ParsedQuery
from app.resources import Resource


def describe_query(resource: Resource, asked: ParsedQuery) -> str:
    """What a list holds: `missions with programme interkosmos, by launched`."""
    parts = [condition.shown for condition in asked.conditions]
    if asked.words:
        parts.append(f"a name with {' '.join(asked.words)}")
    told = " and ".join(parts)
    order = ", then ".join(
        f"{key.name.replace('_', ' ')}{' descending' if key.descending else ''}"
        for key in asked.sort
    )
    lineage = "" if asked.lineage == "none" else f", lineage {asked.lineage}"
    return f"{resource.name}{' with ' + told if told else ''}{lineage}, by {order}"
