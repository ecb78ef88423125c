"""The ids, names, codes and enumerated values of the loaded data.

They are read once for each data set, so that a mistyped value is rejected with the
closest known one before any statement runs.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import func, select

from app import models
from app.db.reader import Reader
from app.resources import RESOURCES
from app.text import closest, fold

MAX_SUGGESTED_IDS = 20_000
"""Resources with more records get no suggestions: comparing all ids takes too long."""
Ids = Mapping[str, Mapping[str, str]]
Relations = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class ReferenceData:
    """What values of a query are checked against, and names of records by id."""

    version: str = ""
    revision: str = ""
    about: str = "{}"
    """The description of the data set, as JSON."""
    releases: Mapping[str, str] = field(default_factory=dict)
    """Release dates by version, earliest first."""
    ids: Ids = field(default_factory=dict)
    """Names by id, for each resource."""
    codes: Mapping[str, str] = field(default_factory=dict)
    """Ids of states by code and by folded name."""
    successors: Relations = field(default_factory=dict)
    predecessors: Relations = field(default_factory=dict)
    words: tuple[str, ...] = ()
    """Every folded word of a name, in order."""
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The values that occur in each column of kind `option`."""
    longest_flight: int = 0
    """Upper bound of the duration of every flight, in seconds."""

    def country(self, text: str) -> str | None:
        """Returns the id of a state from its id, name or any code."""
        return self.codes.get(text.upper()) or self.codes.get(fold(text))

    def lineage(self, countries: Iterable[str], which: str) -> set[str]:
        """Returns states with their `predecessors`, `successors`, or both (`all`)."""
        states = set(countries)
        if which in ("predecessors", "all"):
            states |= _reachable(states, self.predecessors)
        if which in ("successors", "all"):
            states |= _reachable(states, self.successors)
        return states

    def closest_id(self, resource: str, text: str) -> str | None:
        """Returns the id that a mistyped one most likely meant, if any is close."""
        ids = self.ids[resource]
        return closest(text, list(ids)) if len(ids) < MAX_SUGGESTED_IDS else None


def _reachable(start: set[str], relations: Relations) -> set[str]:
    reached, pending = set(start), list(start)
    while pending:
        for state in relations.get(pending.pop(), frozenset()) - reached:
            reached.add(state)
            pending.append(state)
    return reached


async def read_reference_data(reader: Reader) -> ReferenceData:
    """Reads the reference data of a database."""
    release = models.Release
    version, revision, about = (
        await reader.rows(select(release.version, release.revision, release.body))
    )[0]
    code, crew = models.CountryCode, models.Crew
    codes = await reader.rows(select(code.code, code.country_id))
    duration = func.max(crew.landed_latest - crew.launched_earliest)
    words = await reader.rows(select(models.SearchWord.word).distinct())
    successions = await _read_successions(reader)
    return ReferenceData(
        version=version,
        revision=revision,
        about=about,
        releases={
            release["version"]: release["released"]
            for release in reversed(json.loads(about)["releases"])
        },
        ids=await _read_ids(reader),
        codes=dict(codes),
        successors=successions.successors,
        predecessors=successions.predecessors,
        words=tuple(sorted(word for (word,) in words)),
        options=await _read_options(reader),
        longest_flight=(await reader.rows(select(duration)))[0][0] or 0,
    )


async def _read_ids(reader: Reader) -> Ids:
    """Reads names by id. A record without a name is called by its id."""
    ids: dict[str, dict[str, str]] = {}
    for resource in RESOURCES:
        record_id, label = resource.model.id, resource.label_column
        columns = [record_id] if label is None else [record_id, label]
        rows = await reader.rows(select(*columns))
        ids[resource.name] = {row[0]: row[-1] for row in rows}
    return ids


async def _read_options(reader: Reader) -> dict[str, tuple[str, ...]]:
    columns: dict[str, Any] = {
        str(declared.column): declared.column
        for resource in RESOURCES
        for declared in resource.filters.values()
        if declared.kind == "option"
    }
    options = {}
    for name, column in columns.items():
        values = select(column).where(column.is_not(None)).distinct().order_by(column)
        options[name] = tuple(value for (value,) in await reader.rows(values))
    return options


class _Successions(NamedTuple):
    """Relations between states, in both directions."""

    successors: Relations
    predecessors: Relations


async def _read_successions(reader: Reader) -> _Successions:
    table = models.CountrySuccession
    pairs = select(table.predecessor_id, table.successor_id)
    successors: dict[str, set[str]] = defaultdict(set)
    predecessors: dict[str, set[str]] = defaultdict(set)
    for predecessor, successor in await reader.rows(pairs):
        successors[predecessor].add(successor)
        predecessors[successor].add(predecessor)
    return _Successions(_frozen(successors), _frozen(predecessors))


def _frozen(relations: Mapping[str, set[str]]) -> Relations:
    return {state: frozenset(states) for state, states in relations.items()}
