"""The grammar of every list: filters, operators, sorting, pages.

    field=value                 comma is OR inside a field; different fields are AND
    field__not=value            none of the values
    field__gte= field__lte=     from, up to (dates and numbers)
    field__contains=text        the text occurs, case aside; in names accents aside
    field__exists=true|false    the field is filled, or empty
    date=1978  date=1978/1981   a date or interval; `date_match=possible` for overlaps
    sort=-a,b  limit=50  cursor=...

Nothing here knows a table or the web: a resource declares its filters, a query string
becomes `Asked`, and `Asked` becomes conditions. Nothing asked is ever ignored: what is
not understood is a fault, and all faults of a query come at once.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import quote

from app.problems import Fault
from app.query.reference_data import ReferenceData
from app.query.values import InvalidValue, reader
from app.resources.filters import OPERATORS, Filter, Operator, split_name
from app.text import closest, fold

MAX_LIMIT = 1000
MAX_VALUES = 500
MAX_WORDS = 20
MAX_PARAMETERS = 150


@dataclass(frozen=True)
class Condition:
    """One understood filter: `field`, operator, and values as the column holds them."""

    field: str
    operator: str
    values: tuple[Any, ...]
    shown: str


@dataclass(frozen=True)
class SortKey:
    name: str
    descending: bool


class Position(NamedTuple):
    """A record's sort values and id, from which a list goes on, or back."""

    values: list[Any]
    record_id: str
    back: bool = False


@dataclass
class ParsedQuery:
    """A query as understood, or the faults that keep it from being understood."""

    conditions: list[Condition] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    facets: list[str] = field(default_factory=list)
    sort: list[SortKey] = field(default_factory=list)
    limit: int | None = None
    cursor: str | None = None
    position: Position | None = None
    parameters: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def lineage(self) -> str:
        return self.parameters.get("lineage", "none")

    def add_fault(self, name: str, value: str | None, detail: str, **more: Any) -> None:
        self.faults.append(Fault("query", name, value, detail, **more))

    def canonical(self, *, without: tuple[str, ...] = ()) -> str:
        """The one spelling of this query: sorted names, encoded values."""
        return "&".join(
            f"{name}={quote(value, safe=':/,.-_~')}"
            for name, value in sorted(self.parameters.items())
            if name not in without
        )

    def filters(self) -> str:
        """What decides which records fit, in one spelling."""
        loose = ("cursor", "limit", "sort", "fields", "include", "format", "bom")
        return self.canonical(without=(*loose, "facet", "group_by"))

    def narrowed(self, name: str, value: str) -> str:
        """The query with one more condition, from its first page."""
        loose = ("cursor", "facet", "group_by", name)
        rest = self.canonical(without=loose)
        return "&".join(filter(None, [rest, f"{name}={quote(value, safe=':/,.-_~')}"]))


# What a list takes beside its filters: allowed values, none where they are free
CONTROLS: dict[str, tuple[str, ...]] = {
    "q": (),
    "sort": (),
    "limit": (),
    "cursor": (),
    "fields": (),
    "include": ("claims",),
    "facet": (),
    "group_by": (),
    "format": ("json", "csv", "ndjson", "bibtex", "csl-json"),
    "bom": ("true", "false"),
    "lineage": ("none", "predecessors", "successors", "all"),
    "date_match": ("certain", "possible"),
}


@dataclass(frozen=True)
class Grammar:
    """What one address understands: its filters, sort keys and other parameters."""

    filters: Mapping[str, Filter] = field(default_factory=dict)
    sorts: Mapping[str, Any] = field(default_factory=dict)
    controls: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needed: Mapping[str, str] = field(default_factory=dict)
    """Parameters that cannot be left out, and what to say of them."""
    most: int = MAX_LIMIT
    """The largest page."""

    def parse(
        self, pairs: list[tuple[str, str]], vocabulary: ReferenceData
    ) -> ParsedQuery:
        """Understand a query string, name by name; faults are collected, not raised."""
        asked = ParsedQuery()
        if len(pairs) > MAX_PARAMETERS:
            detail = f"has {len(pairs)} parameters; at most {MAX_PARAMETERS} are read"
            asked.add_fault("query", None, detail)
            return asked
        for name, value in pairs:
            if name in asked.parameters:
                asked.add_fault(name, value, "stands twice; join values with a comma")
                continue
            asked.parameters[name] = value
            if "\x00" in value:
                asked.add_fault(name, value, "holds a NUL character")
            elif name in self.controls:
                self._read_control(asked, name, value)
            else:
                self._read_filter(asked, name, value, vocabulary)
        # One query has one answer, however it is spelt: its ETag promises the bytes
        asked.conditions.sort(key=lambda one: one.shown)
        for name, detail in self.needed.items():
            if name not in asked.parameters:
                asked.add_fault(name, None, f"is needed: {detail}")
        if asked.limit is not None and asked.limit > self.most:
            detail = f"{asked.limit} is no whole number from 0 to {self.most}"
            asked.add_fault("limit", str(asked.limit), detail)
        return asked

    def _read_control(self, asked: ParsedQuery, name: str, value: str) -> None:
        allowed = list(self.controls[name])
        if allowed and value not in allowed:
            near = closest(value, allowed)
            detail = f"{value!r} is not one of {', '.join(allowed)}"
            asked.add_fault(name, value, detail, did_you_mean=near, allowed=allowed)
        elif name in _CONTROL_READERS:
            _CONTROL_READERS[name](asked, value, self.sorts)

    def _read_filter(
        self, asked: ParsedQuery, name: str, value: str, vocabulary: ReferenceData
    ) -> None:
        base, operator = split_name(name)
        found = self.filters.get(base)
        if found is None:
            known = sorted([*self.filters, *self.controls])
            detail = f"There is no parameter {name!r}"
            near = closest(base, known)
            asked.add_fault(name, value, detail, did_you_mean=near, allowed=known)
        elif operator is None or found.kind not in operator.kinds:
            suffix = name.removeprefix(base)
            detail = f"{base!r} does not take the operator {suffix!r}"
            fitting = [
                base + one.suffix for one in OPERATORS if found.kind in one.kinds
            ]
            near = closest(name, fitting)
            asked.add_fault(name, value, detail, did_you_mean=near, allowed=fitting)
        else:
            texts = _parts(value, found, operator)
            asked.parameters[name] = ",".join(texts)
            values = _read_values(
                asked, name, texts, reader(found, operator, vocabulary)
            )
            told = base.replace("_", " ")
            shown = operator.phrase.format(field=told, value=" or ".join(texts))
            asked.conditions.append(Condition(base, operator.suffix, values, shown))


def _parts(value: str, found: Filter, operator: Operator) -> list[str]:
    """The values of a list; in a text a comma before a blank belongs to the text."""
    if operator.suffix == "__contains":
        return [value.strip()]
    comma = r",(?! )" if found.kind == "text" else ","
    return [part.strip() for part in re.split(comma, value)]


def _read_values(
    asked: ParsedQuery, name: str, texts: list[str], read: Callable[[str], Any]
) -> tuple[Any, ...]:
    if len(texts) > MAX_VALUES:
        asked.add_fault(
            name, None, f"holds {len(texts)} values; at most {MAX_VALUES} fit"
        )
        return ()
    values = []
    for text in texts:
        try:
            values.append(read(text))
        except InvalidValue as wrong:
            asked.add_fault(name, text, wrong.detail, **wrong.more)
    return tuple(values)


def _read_sort(asked: ParsedQuery, value: str, sorts: Mapping[str, Any]) -> None:
    for part in value.split(","):
        key = SortKey(part.removeprefix("-"), part.startswith("-"))
        if key.name not in sorts:
            near = closest(key.name, list(sorts))
            detail = f"{key.name!r} is no sort key"
            asked.add_fault(
                "sort", part, detail, did_you_mean=near, allowed=sorted(sorts)
            )
        elif key.name in {one.name for one in asked.sort}:
            asked.add_fault("sort", part, f"{key.name!r} stands twice")
        else:
            asked.sort.append(key)


def _read_limit(asked: ParsedQuery, value: str, _sorts: Mapping[str, Any]) -> None:
    number = value.isascii() and value.isdigit() and len(value) <= len(str(MAX_LIMIT))
    if number and int(value) <= MAX_LIMIT:
        asked.limit = int(value)
    else:
        detail = f"{value[:20]!r} is no whole number from 0 to {MAX_LIMIT}"
        asked.add_fault("limit", value, detail)


def _read_cursor(asked: ParsedQuery, value: str, _sorts: Mapping[str, Any]) -> None:
    asked.cursor = value


def _read_words(asked: ParsedQuery, value: str, _sorts: Mapping[str, Any]) -> None:
    asked.words = list(dict.fromkeys(fold(value).split()))
    if not asked.words:
        asked.add_fault("q", value, "holds no letter or digit to search for")
    elif len(asked.words) > MAX_WORDS:
        detail = f"holds {len(asked.words)} words; at most {MAX_WORDS} are searched"
        asked.add_fault("q", None, detail)


_CONTROL_READERS: dict[str, Callable[[ParsedQuery, str, Mapping[str, Any]], None]] = {
    "sort": _read_sort,
    "limit": _read_limit,
    "cursor": _read_cursor,
    "q": _read_words,
}
