"""A server in a process of its own, and a client of it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

from app.settings import ROOT


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def accepts(port: int) -> bool:
    """Returns whether something listens on a port of this machine."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
        return True
    return False


def waited_for(happened: Callable[[], bool], seconds: float = 30) -> None:
    """Waits until something has happened; fails after so many seconds."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.01)


@contextmanager
def served(
    settings: Mapping[str, str],
    end: signal.Signals = signal.SIGTERM,
    expected: str = "",
    options: Sequence[str] = (),
    *,
    said: list[str] | None = None,
    version: Path = ROOT,
    port: int = 0,
) -> Iterator[httpx.Client]:
    """Starts a server and returns a client of it; ends the server with a signal.

    Its log may have only lines of the expected pattern; `said` collects its output.
    The code is that of the folder `version`; port 0 is any free one.
    """
    port = port or free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "serve", "--port", str(port), *options],
        cwd=version,
        env=os.environ | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    # Read all the while: a full pipe would stop the server
    with process, ThreadPoolExecutor(2) as aside:
        try:
            out = aside.submit(process.stdout.read)
            first = process.stderr.readline()
            err = aside.submit(process.stderr.read)
            assert first.startswith(
                f"Rendezvous is running at http://127.0.0.1:{port}/v1 "
            )
            with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
                yield client
        finally:
            process.send_signal(end)
            process.wait(timeout=60)
    if said is None:
        assert out.result() == ""
    else:
        said += out.result().splitlines()
    lines = err.result().splitlines()
    unexpected = [line for line in lines if not re.fullmatch(expected, line)]
    assert not unexpected, unexpected[:10]
    assert process.returncode in (0, -end, 128 + end)
