"""A limit on the memory of test processes, checked at the end of a run."""

import ctypes
import sys
from pathlib import Path
from typing import Any

import pytest

MAX_MEGABYTES = 600
"""Peak memory of one test process; the suite needs it to run on small machines."""
_LIBC = ctypes.CDLL(None)


def limit_allocator() -> None:
    """Makes glibc return freed blocks of more than 128 KB to the system.

    By default the limit grows to the largest block that was freed, and each thread has
    a heap of its own, so that a process keeps several hundred megabytes.
    """
    if sys.platform == "linux":
        trim_threshold, mmap_threshold, arena_max = -1, -3, -8
        for limit in (trim_threshold, mmap_threshold):
            _LIBC.mallopt(limit, 128 * 1024)
        _LIBC.mallopt(arena_max, 1)


def return_freed_memory() -> None:
    """Returns what is free within the heap, too."""
    if sys.platform == "linux":
        _LIBC.malloc_trim(0)


def peak_megabytes() -> int:
    """Returns the most memory that this process has held, in megabytes.

    `getrusage` would count memory of the process that started this one too.
    """
    status = Path("/proc/self/status").read_text("ascii")
    fields = dict(line.split(":", 1) for line in status.splitlines())
    return int(fields["VmHWM"].split()[0]) // 1024


class MemoryLimit:
    """A plugin that fails a run if one of its processes took too much memory.

    A worker of pytest-xdist hands its peak to the main process, which judges all.
    """

    def __init__(self, megabytes: int) -> None:
        self.megabytes = megabytes
        self.peaks: dict[str, int] = {}

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        peak = getattr(node, "workeroutput", {}).get("peak_megabytes")
        if peak is not None:
            self.peaks[node.gateway.id] = peak

    def pytest_runtest_teardown(
        self, item: pytest.Item, nextitem: pytest.Item | None
    ) -> None:
        if nextitem is None or nextitem.path != item.path:
            return_freed_memory()

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["peak_megabytes"] = peak_megabytes()
            return
        self.peaks["main"] = peak_megabytes()
        if max(self.peaks.values()) > self.megabytes and session.exitstatus == 0:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter
    ) -> None:
        peaks = ", ".join(f"{name} {peak}" for name, peak in self.peaks.items())
        line = f"peak memory in MB (at most {self.megabytes}): {peaks}"
        excess = max(self.peaks.values(), default=0) > self.megabytes
        terminalreporter.write_line(line, red=excess)
