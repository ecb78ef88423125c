r"""The grammar of every list: filters, operators, sorting, pages.

    field=value                 comma is OR inside a field; different fields are AND;
                                `\,` is a comma of the value itself, and so is, in
                                texts and names, a comma before a blank
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

from app.dates import utc_or_same
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
from app.query.parsed_query import (
    COUNTS,
    MAX_SHOWN,
    Condition,
    ParsedQuery,
    SortKey,
)
from app.query.reference_data import ReferenceData
from app.query.synonyms import suggest
from app.query.values import DATED, InvalidValue
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
                f"The query has {len(pairs)} parameters; {MAX_PARAMETERS} are accepted"
            )
            query.add_fault("query", None, detail)
            return query
        for name, value in pairs:
            if query.is_hopeless:
                break
            if name in query.parameters:
                self._reject_repeated(query, name, value)
                continue
            query.parameters[name] = value
            if "\x00" in value:
                query.reject(name, value, "it contains a NUL character")
            elif name in self.reserved:
                self._read_reserved(query, name, value)
            else:
                self._read_filter(query, name, value, data)
        # Parameters in another order give the same answer, byte for byte, and one ETag
        query.conditions.sort(key=lambda condition: condition.phrase)
        for name, description in self.required.items():
            if name not in query.parameters:
                query.add_fault(name, None, f"`{name}` is required: {description}")
        _check_size(query)
        return query

    def _reject_repeated(self, query: ParsedQuery, name: str, value: str) -> None:
        is_filter = split_name(name)[0] in self.filters
        remedy = "join its values with commas" if is_filter else "give it once"
        detail = f"`{name[:MAX_SHOWN]}` is repeated; {remedy}"
        query.add_fault(name, value, detail)

    def _read_reserved(self, query: ParsedQuery, name: str, value: str) -> None:
        allowed = list(self.reserved[name])
        if allowed and value not in allowed:
            near = suggest(value, allowed)
            detail = f"it must be {' or '.join(allowed)}"
            query.reject(name, value, detail, did_you_mean=near, allowed=allowed)
        elif name in _RESERVED_READERS:
            _RESERVED_READERS[name](query, value, self)

    def _read_filter(
        self, query: ParsedQuery, name: str, value: str, data: ReferenceData
    ) -> None:
        field_name, operator = split_name(name)
        declared = self.filters.get(field_name)
        if declared is None:
            allowed = sorted([*self.filters, *self.reserved])
            near = suggest(field_name, allowed)
            detail = f"`{name[:MAX_SHOWN]}` is not a parameter of this address"
            query.add_fault(name, value, detail, did_you_mean=near, allowed=allowed)
        elif operator is None or not operator.takes(declared):
            allowed = [
                field_name + other.suffix
                for other in OPERATORS
                if other.takes(declared)
            ]
            near = closest(name, allowed)
            suffix = name.removeprefix(field_name)[:MAX_SHOWN]
            detail = f"`{field_name}` does not have the operator `{suffix}`"
            query.add_fault(name, value, detail, did_you_mean=near, allowed=allowed)
        elif not (declared.can_be_lifted and value == ALL):
            texts = split_values(value, declared, operator)
            query.parameters[name] = _join_values(texts, declared, operator)
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
        detail = f"The query has {size:,} bytes{where}; {limit:,} are accepted"
        query.add_fault("query", None, detail)


def split_values(value: str, declared: Filter, operator: Operator) -> list[str]:
    """Splits a value at its commas, and writes instants in UTC."""
    if not operator.splits:
        return [value.strip()]
    parts = re.split(rf"(?<!\\){_comma(declared)}", value)
    texts = [part.strip().replace(r"\,", ",") for part in parts]
    return [utc_or_same(text) for text in texts] if declared.kind in DATED else texts


def _join_values(texts: list[str], declared: Filter, operator: Operator) -> str:
    """Returns values as one text that is split into them again."""
    if not operator.splits:
        return texts[0]
    return ",".join(re.sub(_comma(declared), r"\,", text) for text in texts)


def _comma(declared: Filter) -> str:
    """Returns the pattern of the comma between values of a filter."""
    # A name such as `Baikonur, LC1` has a comma of its own
    return r",(?! )" if declared.kind in ("text", "name") else ","


def _read_values(
    query: ParsedQuery,
    name: str,
    texts: list[str],
    read: Callable[[str], Any],
) -> tuple[Any, ...]:
    query.values += len(texts)
    if query.values > MAX_VALUES:
        detail = f"`{name}` brings the filters to {query.values} values"
        query.add_fault(name, None, f"{detail}; {MAX_VALUES} are accepted")
        return ()
    values = []
    for text in texts:
        if query.is_hopeless:
            break
        try:
            values.append(read(text))
        except InvalidValue as error:
            query.reject(name, text, error.detail, **error.more)
    distinct = tuple(dict.fromkeys(values))
    if len(distinct) > 1 and not isinstance(distinct[0], str):
        query.alternatives += len(distinct)
        if query.alternatives > MAX_DATES:
            detail = f"`{name}` brings the filters to {query.alternatives} dates and"
            query.add_fault(name, None, f"{detail} numbers; {MAX_DATES} are accepted")
    return distinct


def _read_sort(query: ParsedQuery, value: str, grammar: Grammar) -> None:
    texts = value.split(",")
    if len(texts) > MAX_SORT_KEYS:
        detail = f"`sort` has {len(texts)} keys; {MAX_SORT_KEYS} are accepted"
        query.add_fault("sort", None, detail)
        return
    for text in texts:
        key = SortKey(text.removeprefix("-"), text.startswith("-"))
        if key.name not in grammar.sorts:
            allowed = sorted(grammar.sorts)
            near = suggest(key.name, list(grammar.sorts))
            detail = "it is not a sort key"
            query.reject("sort", text, detail, did_you_mean=near, allowed=allowed)
        elif key.name in {other.name for other in query.sort}:
            query.reject("sort", text, "the key is repeated")
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
        detail = f"it must be a whole number from 0 to {grammar.max_limit}"
        query.reject("limit", value, detail)


def _read_cursor(query: ParsedQuery, value: str, _grammar: Grammar) -> None:
    query.cursor = value


def _read_words(query: ParsedQuery, value: str, _grammar: Grammar) -> None:
    query.words = list(dict.fromkeys(fold(value).split()))
    if not query.words:
        query.reject("q", value, "it has no letter or digit")
    elif len(query.words) > MAX_WORDS:
        detail = f"`q` has {len(query.words)} words; {MAX_WORDS} are accepted"
        query.add_fault("q", None, detail)


def _read_instant(name: str) -> Callable[[ParsedQuery, str, Grammar], None]:
    """Returns the reader of a date that is not a filter; its address checks it."""

    def read(query: ParsedQuery, value: str, _grammar: Grammar) -> None:
        query.parameters[name] = utc_or_same(value)

    return read


_RESERVED_READERS: dict[str, Callable[[ParsedQuery, str, Grammar], None]] = {
    "sort": _read_sort,
    "limit": _read_limit,
    "cursor": _read_cursor,
    "q": _read_words,
    "at": _read_instant("at"),
    "as_of": _read_instant("as_of"),
}
