"""Reference data, read once for each data set and kept: releases, states, coverage.

Its size follows from the schema and from the number of states, not from that of the
records. Everything else is looked up when it is needed: see `app.query.lookups`.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import select

from app import models
from app.db.reader import Reader
from app.text import closest, fold, fold_case

STATES = "countries"
"""The resource whose records are all kept, because there are few."""
MIN_STATE_NAME = 5
"""Letters of a name that a mistyped one is compared with; shorter ones are codes."""
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


class ListNumbers(NamedTuple):
    """Numbers of records of a list without filters (`list_counts`)."""

    listed: int
    others: int
    """Those that the list leaves out, or mentions."""


@dataclass(frozen=True)
class ReferenceData:
    """The part of a data set that is kept in memory."""

    version: str = ""
    revision: str = ""
    about: str = "{}"
    """The description of the data set, as JSON."""
    releases: Mapping[str, str] = field(default_factory=dict)
    """Release dates by version, earliest first."""
    states: Mapping[str, str] = field(default_factory=dict)
    """Names of states by id."""
    codes: Mapping[str, str] = field(default_factory=dict)
    """Ids of states by code, by folded name and by folded id."""
    external_ids: Mapping[str, str] = field(default_factory=dict)
    """Ids of states by the folded id in another catalogue."""
    successors: Relations = field(default_factory=dict)
    predecessors: Relations = field(default_factory=dict)
    coverage: tuple[Coverage, ...] = ()
    missing: Mapping[tuple[str, str], Missing] = field(default_factory=dict)
    """Numbers of records without a value, by resource and filter."""
    list_counts: Mapping[tuple[str, str], ListNumbers] = field(default_factory=dict)
    """Numbers of lists without filters by resource, and by resource and field of those
    whose field is not known. While data is loaded there are none."""

    @property
    def tracked_release(self) -> int | None:
        """Number of the first release after which removed records are known."""
        version = json.loads(self.about).get("removed_since")
        return list(self.releases).index(version) + 1 if version else None

    def country(self, text: str) -> str | None:
        """Returns the id of a state from its id, name or any code."""
        code = self.codes.get(text.upper()) or self.codes.get(fold(text))
        return code or self.external_ids.get(fold_case(text))

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

    def closest_country(self, text: str) -> str | None:
        """Returns the id of the state whose id or name is close to a mistyped one."""
        names = [name for name in self.codes if len(name) >= MIN_STATE_NAME]
        name = closest(fold(text), names)
        return closest(text, list(self.states)) or (name and self.codes[name])


def _reachable(start: set[str], relations: Relations) -> set[str]:
    reached, pending = set(start), list(start)
    while pending:
        for state in relations.get(pending.pop(), frozenset()) - reached:
            reached.add(state)
            pending.append(state)
    return reached


async def read_reference_data(reader: Reader) -> ReferenceData:
    """Reads the reference data of a database."""
    release, country, code = models.Release, models.Country, models.CountryCode
    columns = (release.version, release.revision, release.body)
    [(version, revision, about)] = await reader.rows(select(*columns))
    names = select(country.id, country.name).order_by(country.id)
    other = models.ExternalId
    external_ids = select(other.value_folded, other.record_id)
    successions = await _read_successions(reader)
    return ReferenceData(
        version=version,
        revision=revision,
        about=about,
        releases={
            release["version"]: release["released"]
            for release in reversed(json.loads(about)["releases"])
        },
        states=dict(await reader.rows(names)),
        codes=dict(await reader.rows(select(code.code, code.country_id))),
        external_ids=dict(
            await reader.rows(external_ids.where(other.resource == STATES))
        ),
        successors=successions.successors,
        predecessors=successions.predecessors,
        coverage=tuple(map(_coverage, json.loads(about)["coverage"])),
        missing=await _read_missing(reader),
        list_counts=await _read_list_counts(reader),
    )


def _coverage(row: dict[str, Any]) -> Coverage:
    sets = {name: frozenset(row[name]) for name in ("kinds", "fields")}
    return Coverage(**row | sets)


async def _read_missing(reader: Reader) -> dict[tuple[str, str], Missing]:
    table = models.MissingCount
    columns = (table.resource, table.field, table.none_count, table.unknown_count)
    rows = await reader.rows(select(*columns))
    return {(resource, name): Missing(*counts) for resource, name, *counts in rows}


async def _read_list_counts(reader: Reader) -> dict[tuple[str, str], ListNumbers]:
    table = models.ListCount
    columns = (table.resource, table.field, table.listed_count, table.others_count)
    rows = await reader.rows(select(*columns))
    return {(resource, name): ListNumbers(*counts) for resource, name, *counts in rows}


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
