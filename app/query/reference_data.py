"""The ids, names, codes and enumerated values of the loaded data.

They are read once for each data set, so that a mistyped value is rejected with the
closest known one before any statement runs.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import case, func, select

from app import models
from app.db.reader import Reader
from app.resources import RESOURCES
from app.text import closest, fold

MAX_SUGGESTED_IDS = 20_000
"""Resources with more records get no suggestions: comparing all ids takes too long."""
Ids = Mapping[str, Mapping[str, str]]
Relations = Mapping[str, frozenset[str]]


class Coverage(NamedTuple):
    """What the data has of a resource, or of fields of its records (`coverage.csv`)."""

    part: str
    resource: str
    kinds: frozenset[str]
    """The kinds of its records; empty for all."""
    fields: frozenset[str]
    """The fields that it is about; empty for the records themselves."""
    complete_from: str | None
    complete_to: str | None
    """EDTF; `None` if the part is a choice."""
    note: str | None


class Missing(NamedTuple):
    """Numbers of records in which a field has no value, or lacks some."""

    none: int = 0
    """There is none."""
    unknown: int = 0
    """It is not known, or not all of it."""


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
    external_ids: Ids = field(default_factory=dict)
    """Ids by the upper-case id in another catalogue, for each resource."""
    codes: Mapping[str, str] = field(default_factory=dict)
    """Ids of states by code and by folded name."""
    successors: Relations = field(default_factory=dict)
    predecessors: Relations = field(default_factory=dict)
    coverage: tuple[Coverage, ...] = ()
    missing: Mapping[tuple[str, str], Missing] = field(default_factory=dict)
    """Numbers of records without a value, by resource and filter."""
    words: tuple[str, ...] = ()
    """Every folded word of a name, in order."""
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The values that occur in each column whose filter accepts no others."""
    longest_flight: int = 0
    """Upper bound of the duration of every flight, in seconds."""

    def country(self, text: str) -> str | None:
        """Returns the id of a state from its id, name or any code."""
        code = self.codes.get(text.upper()) or self.codes.get(fold(text))
        return code or self.record_id("countries", text)

    def record_id(self, resource: str, text: str) -> str | None:
        """Returns the id of a record from that id, or from one in another catalogue."""
        if text in self.ids[resource]:
            return text
        return self.external_ids.get(resource, {}).get(text.upper())

    def lineage(self, countries: Iterable[str], which: str) -> set[str]:
        """Returns states with their `predecessors`, `successors`, or both (`all`)."""
        states = set(countries)
        if which in ("predecessors", "all"):
            states = _reachable(states, self.predecessors)
        if which in ("successors", "all"):
            states = _reachable(states, self.successors)
        return states

    def coverage_of(
        self, resource: str, kinds: Collection[str] = ()
    ) -> Coverage | None:
        """Returns the coverage of the records of a resource, or of some kinds of them.

        `None` if the data does not state any.
        """
        rows = [
            row for row in self.coverage if row.resource == resource and not row.fields
        ]
        narrow = (row for row in rows if kinds and row.kinds.issuperset(kinds))
        general = (row for row in rows if not row.kinds)
        return next(chain(narrow, general), None)

    def partial_note(self, resource: str, body_field: str) -> str:
        """Returns what is known of a field that may lack values; empty if it is not."""
        notes = (
            row.note
            for row in self.coverage
            if row.resource == resource
            and body_field in row.fields
            and row.complete_to is None
        )
        return next(filter(None, notes), "")

    def closest_id(self, resource: str, text: str) -> str | None:
        """Returns the id that a mistyped one most likely meant, if any is close."""
        ids = self.ids[resource]
        return closest(text, list(ids)) if len(ids) < MAX_SUGGESTED_IDS else None

    def closest_record(self, text: str) -> str | None:
        """Returns the record that a mistyped `type/id` most likely meant.

        Without a known type, records of every type with this id are considered.
        """
        resource, _, record_id = text.rpartition("/")
        if resource not in self.ids:
            resource = closest(resource, list(self.ids)) or ""
        for name in [resource] if resource else self.ids:
            if record_id in self.ids[name]:
                return f"{name}/{record_id}"
        for name in [resource] if resource else self.ids:
            near = self.closest_id(name, record_id)
            if near:
                return f"{name}/{near}"
        return None


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
        external_ids=await _read_external_ids(reader),
        codes=dict(codes),
        successors=successions.successors,
        predecessors=successions.predecessors,
        coverage=tuple(map(_coverage, json.loads(about)["coverage"])),
        missing=await _read_missing(reader),
        words=tuple(sorted(word for (word,) in words)),
        options=await _read_options(reader),
        longest_flight=(await reader.rows(select(duration)))[0][0] or 0,
    )


def _coverage(row: dict[str, Any]) -> Coverage:
    sets = {name: frozenset(row[name]) for name in ("kinds", "fields")}
    return Coverage(**row | sets)


async def _read_missing(reader: Reader) -> dict[tuple[str, str], Missing]:
    table = models.MissingValue
    key = (table.resource, table.field)
    none = func.count(case((table.reason == "none", 1)))
    rows = await reader.rows(select(*key, none, func.count() - none).group_by(*key))
    return {(resource, name): Missing(*counts) for resource, name, *counts in rows}


async def _read_ids(reader: Reader) -> Ids:
    """Reads names by id. A record without a name is called by its id."""
    ids: dict[str, dict[str, str]] = {}
    for resource in RESOURCES:
        record_id, label = resource.model.id, resource.label_column
        columns = [record_id] if label is None else [record_id, label]
        rows = await reader.rows(select(*columns))
        ids[resource.name] = {row[0]: row[-1] for row in rows}
    return ids


async def _read_external_ids(reader: Reader) -> Ids:
    table = models.ExternalId
    ids: dict[str, dict[str, str]] = defaultdict(dict)
    rows = await reader.rows(select(table.resource, table.value, table.record_id))
    for resource, value, record_id in rows:
        ids[resource][value.upper()] = record_id
    return ids


async def _read_options(reader: Reader) -> dict[str, tuple[str, ...]]:
    columns: dict[str, Any] = {
        str(declared.column): declared.column
        for resource in RESOURCES
        for declared in resource.filters.values()
        if declared.kind in ("option", "field") or declared.has_past
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
