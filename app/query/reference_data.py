"""The words of the loaded data: ids, codes of states and their lineage, enumerations.

Read once when the app starts, so that a mistyped value is refused with the closest one
before any statement runs.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, func, select

from app import models
from app.db.reader import Reader
from app.text import closest, fold


@dataclass(frozen=True)
class ReferenceData:
    """What the loaded data can be asked for."""

    version: str = ""
    revision: str = ""
    about: str = "{}"
    releases: Mapping[str, str] = field(default_factory=dict)
    """The day of each release of the data by its version, earliest first."""
    ids: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Names by id, for each resource."""
    codes: Mapping[str, str] = field(default_factory=dict)
    """Ids of states by code and folded name."""
    successors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    predecessors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    """Every folded word of a name, for finding the one that was meant."""
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The values that occur in a column of few values."""
    longest_flight: int = 0
    """Seconds for which nobody has been up longer."""

    def country(self, asked: str) -> str | None:
        """The id of a state from its id, name or any code."""
        return self.codes.get(asked.upper()) or self.codes.get(fold(asked))

    def lineage(self, countries: Iterable[str], which: str) -> set[str]:
        """The states with their predecessors, successors, or the whole family."""
        found = set(countries)
        if which in ("predecessors", "all"):
            found |= _reached(found, self.predecessors)
        if which in ("successors", "all"):
            found |= _reached(found, self.successors)
        return found

    def near(self, resource: str, asked: str) -> str | None:
        """The id that was probably meant."""
        known = self.ids[resource]
        return closest(asked, list(known)) if len(known) < 20_000 else None


def _reached(start: set[str], edges: Mapping[str, frozenset[str]]) -> set[str]:
    found, todo = set(start), list(start)
    while todo:
        for state in edges.get(todo.pop(), frozenset()) - found:
            found.add(state)
            todo.append(state)
    return found


def _values(column: Any) -> Select[Any]:
    return select(column).where(column.is_not(None)).distinct().order_by(column)


NAMED = (
    models.Mission,
    models.Person,
    models.Spacecraft,
    models.Station,
    models.Country,
    models.Programme,
    models.Organisation,
    models.Event,
)


async def read_reference_data(reader: Reader, columns: Iterable[Any]) -> ReferenceData:
    """Read the words of the loaded data, and the values of columns of few values."""
    release = models.Release
    told = select(release.version, release.revision, release.body)
    version, revision, about = (await reader.rows(told))[0]
    ids: dict[str, dict[str, str]] = {
        model.__tablename__: dict(rows)
        for model in NAMED
        for rows in [await reader.rows(select(model.id, model.name))]
    }
    sources = await reader.rows(select(models.Source.id, models.Source.title))
    ids["sources"] = dict(sources)
    for unnamed in (models.Crew, models.Claim, models.Change):
        rows = await reader.rows(select(unnamed.id))
        ids[unnamed.__tablename__] = {record_id: record_id for (record_id,) in rows}
    code = models.CountryCode
    codes = await reader.rows(select(code.code, code.country_id))
    successors: dict[str, set[str]] = defaultdict(set)
    predecessors: dict[str, set[str]] = defaultdict(set)
    table = models.CountrySuccession
    pairs = select(table.predecessor_id, table.successor_id)
    for predecessor, successor in await reader.rows(pairs):
        successors[predecessor].add(successor)
        predecessors[successor].add(predecessor)
    options = {
        str(column): tuple(row[0] for row in rows)
        for column in columns
        for rows in [await reader.rows(_values(column))]
    }
    crew = models.Crew
    up = select(func.max(crew.landed_latest - crew.launched_earliest))
    words = await reader.rows(select(models.SearchWord.word).distinct())
    return ReferenceData(
        options=options,
        words=tuple(sorted(word for (word,) in words)),
        longest_flight=(await reader.rows(up))[0][0] or 0,
        version=version,
        revision=revision,
        about=about,
        releases={
            one["version"]: one["released"]
            for one in reversed(json.loads(about)["releases"])
        },
        ids=ids,
        codes=dict(codes),
        successors={state: frozenset(them) for state, them in successors.items()},
        predecessors={state: frozenset(them) for state, them in predecessors.items()},
    )
