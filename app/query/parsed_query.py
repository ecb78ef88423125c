"""A parsed query string: conditions, order, page, and the faults found in it."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import quote

from app.problems import Fault
from app.query.limits import MAX_FAULTS
from app.query.operators import EQUALS, Operator

_UNENCODED = ":/,.-_~"
_PAGE = ("cursor", "limit", "sort", "fields", "include", "format", "bom")
COUNTS = ("facet", "group_by")
MAX_SHOWN = 100
"""Characters of a wrong value that the text of a fault repeats."""


@dataclass(frozen=True)
class Condition:
    """A filter of a query, with its values as the column holds them."""

    field: str
    operator: Operator
    values: tuple[Any, ...]
    phrase: str = ""
    """The condition in English."""
    texts: tuple[str, ...] = ()
    """The values as the query has them."""

    @property
    def is_equality(self) -> bool:
        return self.operator is EQUALS


@dataclass(frozen=True)
class SortKey:
    name: str
    descending: bool


class Position(NamedTuple):
    """The sort values and the id of a record, after which a page begins.

    With `back` the page ends before the record.
    """

    values: list[Any]
    record_id: str
    back: bool = False


@dataclass
class ParsedQuery:
    """A parsed query string, with the faults that were found in it."""

    conditions: list[Condition] = field(default_factory=list)
    defaults: list[Condition] = field(default_factory=list)
    """Conditions that the list has beside those of the query."""
    noted: list[Condition] = field(default_factory=list)
    """Conditions that the list does not have; it says how many records fail them."""
    words: list[str] = field(default_factory=list)
    """Folded prefixes of words to search for (`q`)."""
    types: tuple[str, ...] = ()
    """Resources that are searched (`type`), all if empty."""
    facets: list[str] = field(default_factory=list)
    """Fields whose values are counted, each by itself."""
    groups: list[str] = field(default_factory=list)
    """Fields whose values are counted together."""
    sort: list[SortKey] = field(default_factory=list)
    limit: int | None = None
    cursor: str | None = None
    position: Position | None = None
    """The decoded cursor."""
    place: int | None = None
    """The place in the list of the record that the cursor names, from 1, if known."""
    parameters: dict[str, str] = field(default_factory=dict)
    """Every parameter with its text."""
    faults: list[Fault] = field(default_factory=list)
    values: int = 0
    """The values of all filters together."""
    alternatives: int = 0
    """Those that are dates or numbers, of filters with several."""

    @property
    def lineage(self) -> str:
        return self.parameters.get("lineage", "none")

    @property
    def is_hopeless(self) -> bool:
        """Whether so many faults were found that no more are looked for."""
        return len(self.faults) >= MAX_FAULTS

    def add_fault(self, name: str, value: str | None, detail: str, **more: Any) -> None:
        """Adds a fault, unless there are as many as are reported."""
        if not self.is_hopeless:
            self.faults.append(Fault("query", name, value, detail, **more))

    def reject(self, name: str, value: str, reason: str, **more: Any) -> None:
        """Adds the fault that a parameter does not accept a value."""
        # Reasons of dates begin with the value, which may be a part of the parameter's
        if reason.startswith(subject := f"{value!r} "):
            reason = f"it {reason.removeprefix(subject)}"
        shown = value if len(value) <= MAX_SHOWN else f"{value[:MAX_SHOWN]}…"
        self.add_fault(name, value, f"`{name}` cannot be {shown!r}: {reason}", **more)

    def canonical(self, *, without: tuple[str, ...] = ()) -> str:
        """Returns the canonical spelling: sorted names, encoded values."""
        return "&".join(pair for name, pair in self._pairs if name not in without)

    @cached_property
    def _pairs(self) -> list[tuple[str, str]]:
        """The parameters in canonical order, encoded; complete after parsing."""
        return [
            (name, _pair(name, value))
            for name, value in sorted(self.parameters.items())
        ]

    def canonical_filters(self) -> str:
        """Returns the canonical spelling of what decides which records match."""
        return self.canonical(without=(*_PAGE, *COUNTS))


def _pair(name: str, value: str) -> str:
    return f"{name}={quote(value, safe=_UNENCODED)}"
