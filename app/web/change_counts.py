"""Numbers of changes by release, kind of record and kind of change."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from app.schemas.vocabularies import ChangeKind, values_of
from app.web.conditions import resource_title
from app.web.wording import page_path

KINDS = values_of(ChangeKind)


class Count(NamedTuple):
    """A number of changes, with their list."""

    records: int
    address: str


class Row(NamedTuple):
    """The changes of one kind of record, by kind of change; `None` for no change."""

    label: str
    counts: list[Count | None]


class Release(NamedTuple):
    """The changes of a release of the data."""

    name: str
    rows: list[Row]
    kinds: tuple[str, ...] = KINDS


def by_release(answers: Mapping[str, Any]) -> list[Release]:
    """Returns the releases, latest first, from answers by kind of change.

    Returns none if the page did not send them.
    """
    counts: dict[str, dict[str, dict[str, Count]]] = {}
    for kind in KINDS:
        for group in answers[kind]["meta"]["groups"] if kind in answers else ():
            release, resource = group["values"]["release"], group["values"]["resource"]
            count = Count(group["count"], page_path(group["url"]))
            counts.setdefault(release, {}).setdefault(resource, {})[kind] = count
    return [
        Release(release, [_row(resource, rows[resource]) for resource in sorted(rows)])
        for release, rows in sorted(counts.items(), key=_version, reverse=True)
    ]


def _row(resource: str, counts: Mapping[str, Count]) -> Row:
    return Row(resource_title(resource), [counts.get(kind) for kind in KINDS])


def _version(item: tuple[str, Any]) -> list[int]:
    return [int(part) for part in item[0].split(".")]
