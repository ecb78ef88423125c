r"""The grammar of every list: filters, operators, sorting, pages.

    field=value                 comma is OR inside a field; different fields are AND;
                                `\,` is a comma of the value itself, and so is, in
                                texts and names, a comma before a blank; texts are
                                compared case aside, names accents aside too
    field__not=value            none of the values
    field__all=value,value      each of the values, of fields with several
    field__gte= field__lte=     from, up to (dates and numbers)
    field__contains=text        the text occurs
    field__exists=true|false    the field is filled, or empty
    date=1978  date=1978/1981   a date or interval; `date_match=possible` for overlaps
    date=XXXX-11-29             a day or month of any year
    date.year=1978              the year, decade or month of a date
    sort=-a,b  limit=50  cursor=...

A repeated list is one list: `field=a&field=b` means `field=a,b`.

Nothing here depends on tables or on HTTP: a resource declares its filters, a query
string becomes a `ParsedQuery`, and that becomes conditions. Unknown parameters and
values are never ignored: each is a fault, and all faults are reported together.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.dates import YEARLESS, utc_or_same
from app.query.limits import (
    MAX_ALL,
    MAX_BYTES,
    MAX_FACET_BYTES,
    MAX_PARAMETERS,
    MAX_SORT_KEYS,
)
from app.query.lookups import Lookups
from app.query.operators import (
    EACH,
    EQUALS,
    OPERATORS,
    YEARLESS_OPERATORS,
    Operator,
    split_name,
)
from app.query.parsed_query import (
    COUNTS,
    MAX_SHOWN,
    Condition,
    ParsedQuery,
    SortKey,
)
from app.query.repeated import join_repeated, takes_list
from app.query.search_parameters import read_types, read_words
from app.query.suggestions import suggest_operator, suggest_parameter
from app.query.synonyms import suggest
from app.query.value_lists import (
    FilterParameter,
    join_values,
    read_values,
    split_values,
)
from app.resources.filters import ALL, Filter, filter_name, singular
from app.resources.formats import formats_of
from app.text import alternatives

Pairs = list[tuple[str, str]]
"""The parameters of a query string, with their values."""
MAX_LIMIT = 1000
DEFAULT_LIMIT = 50


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
    default_limit: int | None = DEFAULT_LIMIT
    """The page without `limit`, `None` for everything on one page."""

    async def parse(self, pairs: Pairs, lookups: Lookups) -> ParsedQuery:
        """Parses a query string. Faults are collected, not raised."""
        query = ParsedQuery()
        pairs = join_repeated(pairs, self._is_list)
        if len(pairs) > MAX_PARAMETERS:
            detail = (
                f"The query has {len(pairs)} parameters; at most"
                f" {MAX_PARAMETERS} are accepted"
            )
            query.add_fault("query", None, detail)
            return query
        for name, value in pairs:
            if query.is_hopeless:
                break
            canonical = self.canonical_name(name)
            if canonical in query.parameters:
                self._reject_repeated(query, name, value)
                continue
            query.parameters[canonical] = value
            if "\x00" in value:
                query.reject(name, value, "it contains a NUL character")
            elif name in self.reserved:
                self._read_reserved(query, name, value)
            else:
                await self._read_filter(query, name, value, lookups)
        # Parameters in another order give the same answer, byte for byte, and one ETag
        query.conditions.sort(key=lambda condition: condition.phrase)
        self._check_required(query)
        _check_size(query)
        return query

    def canonical_name(self, name: str) -> str:
        """Returns the name of a parameter as the canonical query has it."""
        field, separator, suffix = name.rpartition("__")
        if not separator:
            return filter_name(name, self.filters)
        return f"{filter_name(field, self.filters)}__{suffix}"

    def _check_required(self, query: ParsedQuery) -> None:
        for name, description in self.required.items():
            if name not in query.parameters:
                query.add_fault(name, None, f"`{name}` is required: {description}")

    def _is_list(self, name: str) -> bool:
        return takes_list(self.filters, self.canonical_name(name))

    def _reject_repeated(self, query: ParsedQuery, name: str, value: str) -> None:
        remedy = (
            "join its values with commas" if self._is_list(name) else "give it once"
        )
        detail = f"`{name[:MAX_SHOWN]}` is repeated; {remedy}"
        query.add_fault(name, value, detail)

    def _read_reserved(self, query: ParsedQuery, name: str, value: str) -> None:
        allowed = list(self.reserved[name])
        if allowed and value not in allowed:
            near = suggest(value, allowed)
            detail = f"it must be {alternatives(allowed)}"
            query.reject(name, value, detail, did_you_mean=near, allowed=allowed)
        elif name in _RESERVED_READERS:
            _RESERVED_READERS[name](query, value, self)

    async def _read_filter(
        self, query: ParsedQuery, name: str, value: str, lookups: Lookups
    ) -> None:
        canonical = self.canonical_name(name)
        field_name, operator = split_name(canonical)
        declared = self.filters.get(field_name)
        if declared is None:
            allowed = sorted([*self.filters, *self.reserved])
            candidates = [*allowed, *map(singular, self.filters)]
            near = suggest_parameter(name, self.filters, candidates)
            detail = f"`{name[:MAX_SHOWN]}` is not a parameter of this address"
            query.add_fault(name, value, detail, did_you_mean=near, allowed=allowed)
        elif operator is None or not operator.takes(declared):
            allowed = [
                field_name + other.suffix
                for other in OPERATORS
                if other.takes(declared)
            ]
            suffix = canonical.removeprefix(field_name)[:MAX_SHOWN]
            near = suggest_operator(field_name, suffix, declared)
            detail = f"`{field_name}` does not have the operator `{suffix}`"
            query.add_fault(name, value, detail, did_you_mean=near, allowed=allowed)
        elif not (declared.can_be_lifted and value == ALL):
            texts = split_values(value, declared, operator)
            query.parameters[canonical] = join_values(texts, declared, operator)
            if declared.kind == "date" and texts[0].startswith(YEARLESS):
                operator = YEARLESS_OPERATORS.get(operator, operator)
            parameter = FilterParameter(name, field_name, declared, operator)
            await _add_conditions(query, parameter, texts, lookups)


async def _add_conditions(
    query: ParsedQuery, parameter: FilterParameter, texts: list[str], lookups: Lookups
) -> None:
    """Adds the condition of a filter, or one for each value that is required."""
    name, field_name, _, operator = parameter
    values = await read_values(query, parameter, texts, lookups)

    def add(operator: Operator, values: Mapping[Any, str], text: str) -> None:
        shown = singular(field_name).replace("_", " ")
        phrase = operator.phrase.format(field=shown, value=text)
        texts = tuple(values.values())
        condition = Condition(field_name, operator, tuple(values), phrase, texts)
        query.conditions.append(condition)

    if operator is not EACH:
        add(operator, values, " or ".join(texts))
    elif len(values) > MAX_ALL:
        detail = f"`{name}` has {len(values)} values; at most {MAX_ALL} are accepted"
        query.add_fault(name, None, detail)
    else:
        for value, text in values.items():
            add(EQUALS, {value: text}, value)


def _check_size(query: ParsedQuery) -> None:
    """Checks the length of the canonical query, and the values of all filters."""
    # The links of a page replace the cursor by others of the same length
    size = len(query.canonical(without=("cursor",)))
    has_facets = any(name in query.parameters for name in COUNTS)
    limit, where = (MAX_FACET_BYTES, " with facets") if has_facets else (MAX_BYTES, "")
    if size > limit:
        detail = f"The query has {size:,} bytes{where}; at most {limit:,} are accepted"
        query.add_fault("query", None, detail)


def _read_sort(query: ParsedQuery, value: str, grammar: Grammar) -> None:
    texts = value.split(",")
    if len(texts) > MAX_SORT_KEYS:
        detail = f"`sort` has {len(texts)} keys; at most {MAX_SORT_KEYS} are accepted"
        query.add_fault("sort", None, detail)
        return
    for text in texts:
        key = SortKey(text.removeprefix("-"), text.startswith("-"))
        if key.name not in grammar.sorts:
            allowed = sorted(grammar.sorts)
            near = suggest(key.name, list(grammar.sorts))
            detail = "it is not a sort key of this list"
            query.reject("sort", text, detail, did_you_mean=near, allowed=allowed)
        elif key.name in {other.name for other in query.sort}:
            query.reject("sort", text, "the sort key is repeated")
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


def _read_instant(name: str) -> Callable[[ParsedQuery, str, Grammar], None]:
    """Returns the reader of a date that is not a filter; its address checks it."""

    def read(query: ParsedQuery, value: str, _grammar: Grammar) -> None:
        query.parameters[name] = utc_or_same(value)

    return read


_RESERVED_READERS: dict[str, Callable[[ParsedQuery, str, Grammar], None]] = {
    "sort": _read_sort,
    "limit": _read_limit,
    "cursor": _read_cursor,
    "q": read_words,
    "type": read_types,
    "at": _read_instant("at"),
    "as_of": _read_instant("as_of"),
}
