"""`/data`: how complete the data is, and what is missing, sorted for readers."""

from collections.abc import Mapping
from typing import Any

from app.web.conditions import resource_title
from app.web.wording import capitalise

Json = dict[str, Any]
_ALL = {"missions": "&counted=all"}
"""Parameters by list that add the records which it leaves out."""
LONG = 260
"""Characters of a gap beyond which only its beginning is shown at first."""


def of_records(coverage: list[Json]) -> list[Json]:
    """Returns the entries about whole records, those with a date first."""
    entries = [entry for entry in coverage if not entry["fields"]]
    return sorted(entries, key=lambda entry: entry["complete_to"] is None)


def of_fields(coverage: list[Json]) -> list[Json]:
    """Returns the entries about fields of records."""
    return [entry for entry in coverage if entry["fields"]]


def general(gaps: list[Json]) -> dict[str, list[Json]]:
    """Returns the gaps of whole lists, by list."""
    lists: dict[str, list[Json]] = {}
    for gap in gaps:
        if "/" not in gap["about"]:
            lists.setdefault(gap["about"], []).append(gap)
    return lists


def of_single_records(gaps: list[Json]) -> list[Json]:
    """Returns the gaps of single records."""
    return [gap for gap in gaps if "/" in gap["about"]]


def beginning(text: str) -> str:
    """Returns a long text up to its first colon or the limit, with an ellipsis."""
    head, colon, _ = text.partition(": ")
    return f"{head}: …" if colon and len(head) < LONG else f"{text[:LONG]}…"


def part_title(entry: Json) -> str:
    """Returns the title of a part of the data, as that of its list where it is one."""
    name, _, detail = entry["part"].partition(" (")
    title = resource_title(name) if name == entry["resource"] else capitalise(name)
    return f"{title} ({detail}" if detail not in ("", "list)") else title


def unknown(prefix: str, name: str, field: str) -> str:
    """Returns the address of the records of a list without a value of a field."""
    return f"{prefix}/{name}?{field}__exists=false{_ALL.get(name, '')}"


def checked(prefix: str, name: str) -> str:
    """Returns the address of the records with a fact that two sources state."""
    return f"{prefix}/{name}?checked__gte=0.001{_ALL.get(name, '')}"


def counted(others: Mapping[str, Json], kind: str) -> list[tuple[str, str, int]]:
    """Returns the counts of requests named `kind list.field`: list, field, number."""
    return [
        (*name.removeprefix(f"{kind} ").partition(".")[::2], answer["meta"]["total"])
        for name, answer in others.items()
        if name.startswith(f"{kind} ")
    ]


def facet(answer: Json, field: str) -> dict[str, int]:
    """Returns the counts of the values of a field."""
    return {
        bucket["value"]: bucket["count"] for bucket in answer["meta"]["facets"][field]
    }
