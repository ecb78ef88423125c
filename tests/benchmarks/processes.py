"""Memory and processor time of a server, as the system reports them."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

TICKS = os.sysconf("SC_CLK_TCK")


class Memory(NamedTuple):
    """Megabytes in memory, and those of them that are not pages of files.

    Pages of files are shared by workers, and the system may drop them.
    """

    resident: float
    own: float


def memory(process: int) -> Memory:
    """Returns the memory of a process and of those that it started."""
    kilobytes = {"VmRSS": 0, "RssAnon": 0}
    for text in family(process, "status"):
        fields = dict(line.split(":", 1) for line in text.splitlines())
        for name in kilobytes:
            kilobytes[name] += int(fields[name].split()[0])
    return Memory(*(size / 1000 for size in kilobytes.values()))


def processor(process: int) -> float:
    """Returns the processor seconds of a process and of those that it started."""
    ticks = 0
    for text in family(process, "stat"):
        # The name of the program, in brackets, may hold anything
        fields = text.rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS


def family(process: int, file: str) -> Iterator[str]:
    """Yields a file below `/proc` for a process and each that it started."""
    for number in [process, *descendants(process)]:
        with suppress(FileNotFoundError):
            yield Path(f"/proc/{number}/{file}").read_text("utf-8")


def descendants(process: int) -> list[int]:
    """Returns the processes that a process started, directly or not."""
    listed = Path(f"/proc/{process}/task/{process}/children")
    children = [int(word) for word in listed.read_text("utf-8").split()]
    return [number for child in children for number in (child, *descendants(child))]
