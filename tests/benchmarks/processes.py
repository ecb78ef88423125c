"""What the system knows of a server: its memory and its processor time."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

TICKS = os.sysconf("SC_CLK_TCK")


class Memory(NamedTuple):
    """Megabytes in memory, and those of them that are no pages of files.

    Pages of files are shared by workers, and the system may drop them.
    """

    resident: float
    own: float


def memory(process: int) -> Memory:
    """What a process and those that it started hold in memory together."""
    kilobytes = {"VmRSS": 0, "RssAnon": 0}
    for text in family(process, "status"):
        fields = dict(line.split(":", 1) for line in text.splitlines())
        for name in kilobytes:
            kilobytes[name] += int(fields[name].split()[0])
    return Memory(*(size / 1000 for size in kilobytes.values()))


def processor(process: int) -> float:
    """Seconds of processor time that they used together."""
    ticks = 0
    for text in family(process, "stat"):
        # The name of the program, in brackets, may hold anything
        fields = text.rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS


def family(process: int, file: str) -> Iterator[str]:
    """What the system tells in a file of a process and of those that it started."""
    for number in [process, *descendants(process)]:
        with suppress(FileNotFoundError):
            yield Path(f"/proc/{number}/{file}").read_text("utf-8")


def descendants(process: int) -> list[int]:
    """The processes that a process started, and those that they did."""
    listed = Path(f"/proc/{process}/task/{process}/children")
    children = [int(word) for word in listed.read_text("utf-8").split()]
    return [number for child in children for number in (child, *descendants(child))]
