"""Threads that send requests to a server while something happens to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread


@contextmanager
def asking(ask: Callable[[Event], None], count: int) -> Iterator[None]:
    """Runs so many threads until the block ends; the event tells them to stop."""
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
