"""Several values in one parameter: how they are split, joined, read and limited."""

import re
from typing import Any, NamedTuple

from app.dates import DaysOfYear, utc_or_same
from app.query.limits import MAX_DATES, MAX_VALUES, YEARLESS_WEIGHT
from app.query.lookups import Lookups
from app.query.operators import Operator
from app.query.parsed_query import ParsedQuery
from app.query.values import DATED, InvalidValue, look_up, read_value
from app.resources.filters import Filter


def split_values(value: str, declared: Filter, operator: Operator) -> list[str]:
    """Splits a value at its commas, and writes instants in UTC."""
    if not operator.splits:
        return [value.strip()]
    parts = re.split(rf"(?<!\\){_comma(declared)}", value)
    texts = [part.strip().replace(r"\,", ",") for part in parts]
    return [utc_or_same(text) for text in texts] if declared.kind in DATED else texts


def join_values(texts: list[str], declared: Filter, operator: Operator) -> str:
    """Returns values as one text that is split into them again."""
    if not operator.splits:
        return texts[0]
    return ",".join(re.sub(_comma(declared), r"\,", text) for text in texts)


def _comma(declared: Filter) -> str:
    """Returns the pattern of the comma between values of a filter."""
    # A name such as `Baikonur, LC1` has a comma of its own
    return r",(?! )" if declared.kind in ("text", "name") else ","


class FilterParameter(NamedTuple):
    """A parameter of a query that filters a list."""

    name: str
    """As it is written."""
    field_name: str
    field: Filter
    operator: Operator


async def read_values(
    query: ParsedQuery, parameter: FilterParameter, texts: list[str], lookups: Lookups
) -> dict[Any, str]:
    """Returns the values of a parameter, each with the text that it was read from."""
    name, _, field, operator = parameter
    query.values += len(texts)
    if query.values > MAX_VALUES:
        detail = f"`{name}` brings the number of filter values to {query.values}"
        query.add_fault(name, None, f"{detail}; at most {MAX_VALUES} are accepted")
        return {}
    if operator.read is read_value:
        await look_up(texts, field, lookups)
    values: dict[Any, str] = {}
    for text in texts:
        if query.is_hopeless:
            break
        try:
            values.setdefault(await operator.read(text, field, lookups), text)
        except InvalidValue as error:
            query.reject(name, text, error.detail, **error.more)
    _count_alternatives(query, name, list(values))
    return values


def _count_alternatives(query: ParsedQuery, name: str, values: list[Any]) -> None:
    """Checks the number of dates and numbers, each of which is a condition."""
    if len(values) < 2 or isinstance(values[0], str):
        return
    is_yearless = isinstance(values[0], DaysOfYear)
    query.alternatives += len(values) * (YEARLESS_WEIGHT if is_yearless else 1)
    if query.alternatives > MAX_DATES:
        detail = (
            f"`{name}` brings the number of dates and numbers to {query.alternatives}"
        )
        query.add_fault(name, None, f"{detail}; at most {MAX_DATES} are accepted")
