"""The server in a process of its own, and a client of it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import httpx

from app.settings import ROOT


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def waited_for(happened: Callable[[], bool]) -> None:
    """Wait until something happened, which must be within half a minute."""
    end = time.monotonic() + 30
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.01)


@contextmanager
def served(
    settings: Mapping[str, str],
    end: signal.Signals = signal.SIGTERM,
    expected: str = "",
    options: Sequence[str] = (),
    said: list[str] | None = None,
) -> Iterator[httpx.Client]:
    """A client of the server, which must end when it is told to, and say no more than
    is expected; `said` takes the lines of its log.
    """
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "serve", "--port", str(port), *options],
        cwd=ROOT,
        env=os.environ | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    with process:
        try:
            first = process.stderr.readline()
            assert first.startswith(
                f"Rendezvous answers at http://127.0.0.1:{port}/v1 "
            )
            # The port opens a moment after it is announced: connecting is tried again
            patient = httpx.HTTPTransport(retries=6)
            address = f"http://127.0.0.1:{port}"
            with httpx.Client(transport=patient, base_url=address) as client:
                yield client
        finally:
            process.send_signal(end)
            out, err = process.communicate(timeout=30)
    if said is None:
        assert out == ""
    else:
        said += out.splitlines()
    assert set(err.splitlines()) <= {expected}
    assert process.returncode in (0, -end, 128 + end)
