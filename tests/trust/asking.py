"""Threads that ask a server while something happens to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread


@contextmanager
def asking(ask: Callable[[Event], None], count: int) -> Iterator[None]:
    """So many threads that ask until the block ends; the event tells them."""
    stop = Event()
    threads = [Thread(target=ask, args=[stop]) for _ in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()
