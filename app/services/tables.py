"""Answers that are a computed list of items: a part of them, with `meta` of all."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")


class Part(NamedTuple):
    """The items that an answer returns: `limit` of them from `start` on.

    Without a limit all from `start` on.
    """

    start: int = 0
    limit: int | None = None

    def of(self, items: Sequence[T]) -> Sequence[T]:
        stop = None if self.limit is None else self.start + self.limit
        return items[self.start : stop]


class Items(NamedTuple):
    """The items of a part, each as JSON, and `meta`, whose `total` counts all."""

    bodies: list[bytes]
    meta: dict[str, Any]


Compute = Callable[[Part], Awaitable[Items]]
"""Computes the items of a part."""
