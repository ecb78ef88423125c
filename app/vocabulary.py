"""The words of the loaded data: ids, codes of states and their lineage, enumerations.

Read once when the app starts, so that a mistyped value is refused with the closest one
before any statement runs.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, func, select

from app import models
from app.db import Reader
from app.text import closest, fold


@dataclass(frozen=True)
class Vocabulary:
    """What the loaded data can be asked for."""

    version: str = ""
    revision: str = ""
    about: str = "{}"
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


async def read_vocabulary(reader: Reader, columns: Iterable[Any]) -> Vocabulary:
    """Read the words of the loaded data, and the values of columns of few values."""
    release = (await reader.rows(select(models.Release)))[0]
    ids = {
        model.__tablename__: {row.id: row.name for row in rows}
        for model in NAMED
        for rows in [await reader.rows(select(model.id, model.name))]
    }
    sources = await reader.rows(select(models.Source.id, models.Source.title))
    ids["sources"] = {row.id: row.title for row in sources}
    for unnamed in (models.Crew, models.Claim):
        rows = await reader.rows(select(unnamed.id))
        ids[unnamed.__tablename__] = {row.id: row.id for row in rows}
    codes = await reader.rows(select(models.CountryCode))
    successors: dict[str, set[str]] = defaultdict(set)
    predecessors: dict[str, set[str]] = defaultdict(set)
    for row in await reader.rows(select(models.CountrySuccession)):
        successors[row.predecessor_id].add(row.successor_id)
        predecessors[row.successor_id].add(row.predecessor_id)
    options = {
        str(column): tuple(row[0] for row in rows)
        for column in columns
        for rows in [await reader.rows(_values(column))]
    }
    table = models.SearchWord
    crew = models.Crew
    up = select(func.max(crew.landed_latest - crew.launched_earliest))
    words = await reader.rows(select(table.word).distinct())
    return Vocabulary(
        options=options,
        words=tuple(sorted(row.word for row in words)),
        longest_flight=(await reader.rows(up))[0][0] or 0,
        version=release.version,
        revision=release.revision,
        about=release.body,
        ids=ids,
        codes={row.code: row.country_id for row in codes},
        successors={state: frozenset(them) for state, them in successors.items()},
        predecessors={state: frozenset(them) for state, them in predecessors.items()},
    )
