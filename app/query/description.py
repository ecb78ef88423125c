"""The description of a query in English, as `meta.query` repeats it."""

from app.query.parsed_query import ParsedQuery
from app.resources import Resource


def describe_query(resource: Resource, query: ParsedQuery) -> str:
    """Describes a list: `missions with programme interkosmos, by launched`."""
    phrases = [condition.phrase for condition in query.conditions]
    if query.words:
        phrases.append(f"the words {' '.join(query.words)}")
    conditions = " and ".join(phrases)
    order = ", then ".join(
        f"{key.name.replace('_', ' ')}{' descending' if key.descending else ''}"
        for key in query.sort
    )
    lineage = "" if query.lineage == "none" else f", lineage {query.lineage}"
    return (
        f"{resource.name}{' with ' + conditions if conditions else ''}{lineage},"
        f" by {order}"
    )
