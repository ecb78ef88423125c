"""The grammar of every list: filters, operators, sorting, pages.

    field=value                 comma is OR inside a field; different fields are AND
    field__not=value            none of the values
    field__gte= field__lte=     from, up to (dates and numbers)
    field__contains=text        the text occurs, case aside; in names accents aside
    field__exists=true|false    the field is filled, or empty
    date=1978  date=1978/1981   a date or interval; `date_match=possible` for overlaps
    sort=-a,b  limit=50  cursor=...

Nothing here depends on tables or on HTTP: a resource declares its filters, a query
string becomes a `ParsedQuery`, and that becomes conditions. Unknown parameters and
values are never ignored: each is a fault, and all faults are reported together.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.query.limits import (
    MAX_BYTES,
    MAX_DATES,
    MAX_FACET_BYTES,
    MAX_PARAMETERS,
    MAX_SORT_KEYS,
    MAX_VALUES,
    MAX_WORDS,
)
from app.query.operators import OPERATORS, Operator, split_name
from app.query.parsed_query import COUNTS, Condition, ParsedQuery, SortKey
from app.query.reference_data import ReferenceData
from app.query.values import InvalidValue
from app.resources.filters import ALL, Filter
from app.resources.formats import formats_of
from app.text import closest, fold

MAX_LIMIT = 1000


RESERVED: dict[str, tuple[str, ...]] = {
    "q": (),
    "sort": (),
    "limit": (),
    "cursor": (),
    "fields": (),
    "include": ("claims",),
    "facet": (),
    "group_by": (),
    "format": formats_of("list"),
    "bom": ("true", "false"),
    "lineage": ("none", "predecessors", "successors", "all"),
    "date_match": ("certain", "possible"),
}
"""The parameters of lists that are not filters, with their values; empty if free."""


@dataclass(frozen=True)
class Grammar:
    """The parameters of an address."""

    filters: Mapping[str, Filter] = field(default_factory=dict)
    sorts: Mapping[str, Any] = field(default_factory=dict)
    """Columns by sort key."""
    reserved: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Parameters that are not filters, with their values; empty if free."""
    required: Mapping[str, str] = field(default_factory=dict)
    """Required parameters, each with a description of its value."""
    max_limit: int = MAX_LIMIT
    """The largest page."""

    def parse(self, pairs: list[tuple[str, str]], data: ReferenceData) -> ParsedQuery:
        """Parses a query string. Faults are collected, not raised."""
        query = ParsedQuery()
        if len(pairs) > MAX_PARAMETERS:
            detail = (
                f"The query has {len(pairs)} parameters, more than {MAX_PARAMETERS}"
            )
            query.add_fault("query", None, detail)
            return query
        for name, value in pairs:
            if query.is_hopeless:
                break
            if name in query.parameters:
                detail = "The parameter is repeated; join its values with commas"
                query.add_fault(name, value, detail)
                continue
            query.parameters[name] = value
            if "\x00" in value:
                query.add_fault(name, value, "The value contains a NUL character")
            elif name in self.reserved:
                self._read_reserved(query, name, value)
            else:
                self._read_filter(query, name, value, data)
        # Parameters in another order give the same answer, byte for byte, and one ETag
        query.conditions.sort(key=lambda condition: condition.phrase)
        for name, description in self.required.items():
            if name not in query.parameters:
                query.add_fault(name, None, f"The parameter is required: {description}")
        _check_size(query)
        return query

    def _read_reserved(self, query: ParsedQuery, name: str, value: str) -> None:
        allowed = list(self.reserved[name])
        if allowed and value not in allowed:
            near = closest(value, allowed)
            detail = f"{value!r} is not one of {', '.join(allowed)}"
            query.add_fault(name, value, detail, did_you_mean=near, allowed=allowed)
        elif name in _RESERVED_READERS:
            _RESERVED_READERS[name](query, value, self)

    def _read_filter(
        self, query: ParsedQuery, name: str, value: str, data: ReferenceData
    ) -> None:
        field_name, operator = split_name(name)
        declared = self.filters.get(field_name)
        if declared is None:
            allowed = sorted([*self.filters, *self.reserved])
            near = closest(field_name, allowed)
            detail = f"There is no parameter {name!r}"
            query.add_fault(name, value, detail, did_you_mean=near, allowed=allowed)
        elif operator is None or not operator.takes(declared):
            allowed = [
                field_name + other.suffix
                for other in OPERATORS
                if other.takes(declared)
            ]
            near = closest(name, allowed)
            suffix = name.removeprefix(field_name)
            detail = f"The field {field_name!r} does not have the operator {suffix!r}"
            query.add_fault(name, value, detail, did_you_mean=near, allowed=allowed)
        elif not (declared.can_be_lifted and value == ALL):
            texts = _split_values(value, declared, operator)
            query.parameters[name] = ",".join(texts)
            phrase = operator.phrase.format(
                field=field_name.replace("_", " "), value=" or ".join(texts)
            )
            values = _read_values(
                query, name, texts, lambda text: operator.read(text, declared, data)
            )
            query.conditions.append(Condition(field_name, operator, values, phrase))


def _check_size(query: ParsedQuery) -> None:
    """Checks the length of the canonical query, and the values of all filters."""
    # The links of a page replace the cursor by others of the same length
    size = len(query.canonical(without=("cursor",)))
    has_facets = any(name in query.parameters for name in COUNTS)
    limit, where = (MAX_FACET_BYTES, " with facets") if has_facets else (MAX_BYTES, "")
    if size > limit:
        detail = f"The query has {size:,} bytes{where}, more than {limit:,}"
        query.add_fault("query", None, detail)


def _split_values(value: str, declared: Filter, operator: Operator) -> list[str]:
    """Splits a value at its commas. In a text a comma before a blank is kept."""
    if not operator.splits:
        return [value.strip()]
    comma = r",(?! )" if declared.kind == "text" else ","
    return [part.strip() for part in re.split(comma, value)]


def _read_values(
    query: ParsedQuery,
    name: str,
    texts: list[str],
    read: Callable[[str], Any],
) -> tuple[Any, ...]:
    query.values += len(texts)
    if query.values > MAX_VALUES:
        detail = f"With this parameter the filters have {query.values} values"
        query.add_fault(name, None, f"{detail}, more than {MAX_VALUES}")
        return ()
    values = []
    for text in texts:
        if query.is_hopeless:
            break
        try:
            values.append(read(text))
        except InvalidValue as error:
            query.add_fault(name, text, error.detail, **error.more)
    distinct = tuple(dict.fromkeys(values))
    if len(distinct) > 1 and not isinstance(distinct[0], str):
        query.alternatives += len(distinct)
        if query.alternatives > MAX_DATES:
            detail = f"With this parameter the filters have {query.alternatives} dates"
            query.add_fault(name, None, f"{detail} or numbers, more than {MAX_DATES}")
    return distinct


def _read_sort(query: ParsedQuery, value: str, grammar: Grammar) -> None:
    texts = value.split(",")
    if len(texts) > MAX_SORT_KEYS:
        detail = f"The value has {len(texts)} sort keys, more than {MAX_SORT_KEYS}"
        query.add_fault("sort", None, detail)
        return
    for text in texts:
        key = SortKey(text.removeprefix("-"), text.startswith("-"))
        if key.name not in grammar.sorts:
            allowed = sorted(grammar.sorts)
            near = closest(key.name, list(grammar.sorts))
            detail = f"{key.name!r} is not a sort key"
            query.add_fault("sort", text, detail, did_you_mean=near, allowed=allowed)
        elif key.name in {other.name for other in query.sort}:
            query.add_fault("sort", text, f"The sort key {key.name!r} is repeated")
        else:
            query.sort.append(key)


def _read_limit(query: ParsedQuery, value: str, grammar: Grammar) -> None:
    # Longer texts are out of range, and could take long to convert
    is_number = (
        value.isascii() and value.isdigit() and len(value) <= len(str(MAX_LIMIT))
    )
    if is_number and int(value) <= grammar.max_limit:
        query.limit = int(value)
    else:
        detail = f"{value[:20]!r} is not a whole number from 0 to {grammar.max_limit}"
        query.add_fault("limit", value, detail)


def _read_cursor(query: ParsedQuery, value: str, _grammar: Grammar) -> None:
    query.cursor = value


def _read_words(query: ParsedQuery, value: str, _grammar: Grammar) -> None:
    query.words = list(dict.fromkeys(fold(value).split()))
    if not query.words:
        query.add_fault("q", value, "The value contains no letter or digit")
    elif len(query.words) > MAX_WORDS:
        detail = f"The value has {len(query.words)} words, more than {MAX_WORDS}"
        query.add_fault("q", None, detail)


_RESERVED_READERS: dict[str, Callable[[ParsedQuery, str, Grammar], None]] = {
    "sort": _read_sort,
    "limit": _read_limit,
    "cursor": _read_cursor,
    "q": _read_words,
}
