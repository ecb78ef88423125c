"""Statements kept by the shape of their query, in bounded memory."""

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple, ParamSpec, TypeVar

from cachetools import LRUCache

from app.query.shape import QueryShape

MAX_WEIGHT = 2000
"""Conditions and values in all statements that a function keeps: 5 to 10 kB each."""
MAX_SHARE = 10
"""A statement heavier than this part of the cache is not kept."""
P = ParamSpec("P")
T = TypeVar("T")


class _Entry(NamedTuple):
    """A statement and its weight."""

    statement: Any
    weight: int


def kept_by_shape(build: Callable[P, T]) -> Callable[P, T]:
    """Makes a function that builds statements keep them, by its arguments.

    Clients choose the shapes of queries, so the cache is bounded by their weight.
    """
    cache: LRUCache[Any, _Entry] = LRUCache(
        MAX_WEIGHT, getsizeof=lambda entry: entry.weight
    )

    @wraps(build)
    def statement_of(*arguments: P.args, **options: P.kwargs) -> T:
        key = (*arguments, *sorted(options.items()))
        entry = cache.get(key)
        if entry is None:
            weight = 1 + sum(map(_weight, arguments))
            entry = _Entry(build(*arguments, **options), weight)
            if weight <= MAX_WEIGHT // MAX_SHARE:
                cache[key] = entry
        statement: T = entry.statement
        return statement

    return statement_of


def _weight(argument: Any) -> int:
    """Returns the number of conditions and values that an argument stands for."""
    if isinstance(argument, QueryShape):
        return argument.weight
    return argument if isinstance(argument, int) else 1
