"""`/launch-vehicles`: the rockets of the data, by family."""

from collections.abc import Iterator
from typing import Any, NamedTuple

Json = dict[str, Any]


class Model(NamedTuple):
    """A launch vehicle, and how far below the head of its family it is."""

    record: Json
    depth: int


def families(records: list[Json]) -> list[list[Model]]:
    """Returns the families of launch vehicles, the oldest first, each after its head.

    A vehicle whose family is not among the records is the head of a family. A family is
    as old as its oldest model; one without dates comes last.
    """
    known = {record["id"] for record in records}
    models: dict[str | None, list[Json]] = {}
    for record in records:
        head = (record["type"] or {}).get("id")
        models.setdefault(head if head in known else None, []).append(record)
    heads = models.get(None, ())
    return sorted(([*_family(record, models, 0)] for record in heads), key=_age)


def _age(family: list[Model]) -> str:
    dates = (model.record["first_launched"] for model in family)
    return min(filter(None, dates), default="9999")


def _family(
    record: Json, models: dict[str | None, list[Json]], depth: int
) -> Iterator[Model]:
    yield Model(record, depth)
    for model in models.get(record["id"], ()):
        yield from _family(model, models, depth + 1)
