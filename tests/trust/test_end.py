"""A server that gets SIGTERM answers running requests and ends in its grace time."""

import http.client
import signal
import socket
import subprocess
import sys
import time
from contextlib import AbstractContextManager, closing, suppress
from functools import partial
from os import environ
from random import Random
from threading import Event, Lock

import pytest

from app.settings import ROOT
from tests.support.serving import free_port, waited_for
from tests.trust import often
from tests.trust.asking import asking
from tests.trust.conftest import Tried
from tests.trust.installation import OLD, Installation

PATHS = ("/v1/missions", "/v1/people?format=ndjson", "/v1/firsts?country=CSK", "/")
GRACE = 3
chance = Random(1961)


class Server:
    """A server in a process that a test ends."""

    def __init__(self, installation: Installation, *options: str) -> None:
        self.port = free_port()
        grace = {"RENDEZVOUS_GRACE_SECONDS": str(GRACE)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "app", "serve", f"--port={self.port}", *options],
            cwd=ROOT,
            env=environ | installation.settings | grace,
            stderr=subprocess.DEVNULL,
        )
        waited_for(self._answers, seconds=120)

    def _answers(self) -> bool:
        with suppress(OSError), closing(self.connection()) as connection:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        return False

    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def end(self) -> float:
        """Sends SIGTERM, waits for the end and returns the seconds that it took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=120)
        return time.monotonic() - began


class Clients:
    """Clients on connections that stay open, until the server accepts no more.

    An answer that has begun must be complete. If the connection ends before it begins,
    HTTP clients may repeat the request, so that is not a failure.
    """

    def __init__(self, server: Server) -> None:
        self._server = server
        self._lock = Lock()
        self.answers = self.not_accepted = 0
        self.failures: list[str] = []

    def asking(self, count: int) -> AbstractContextManager[None]:
        return asking(self._ask, count)

    def have_read(self, answers: int) -> bool:
        return self.answers > answers

    def _ask(self, stop: Event) -> None:
        connection = self._server.connection()
        with closing(connection):
            while not stop.is_set():
                for path in PATHS:
                    if not self._is_answered(connection, path):
                        return

    def _is_answered(self, connection: http.client.HTTPConnection, path: str) -> bool:
        answer = None
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
        except (http.client.HTTPException, OSError) as error:
            with self._lock:
                self.not_accepted += answer is None
                if answer is not None:
                    self.failures.append(f"{path}: {error!r}")
            return False
        with self._lock:
            self.answers += 1
            if answer.status != 200:
                self.failures.append(f"{path}: {answer.status}")
        return True


@often(quick=1, long=20)
@pytest.mark.parametrize("workers", ["1", "2"])
def test_sigterm_loses_no_request(
    on_file: Installation, tried: Tried, attempts: int, workers: str
) -> None:
    on_file.load(OLD)
    failures, answers, not_accepted = [], 0, 0
    for _ in range(attempts):
        server = Server(on_file, "--workers", workers)
        clients = Clients(server)
        with clients.asking(8):
            waited_for(partial(clients.have_read, 50))
            time.sleep(chance.uniform(0, 0.5))
            server.end()
        failures += clients.failures
        answers += clients.answers
        not_accepted += clients.not_accepted
        if server.process.returncode not in (0, -signal.SIGTERM):
            failures.append(f"ended with {server.process.returncode}")
    notes = f"{answers:,} answers; {not_accepted} not accepted"
    tried(f"SIGTERM loses no request, workers: {workers}", attempts, failures, notes)


def test_idle_and_slow_clients_do_not_keep_a_server_from_ending(
    on_file: Installation,
) -> None:
    on_file.load(OLD)
    server = Server(on_file)
    with closing(socket.create_connection(("127.0.0.1", server.port))) as idle:
        idle.sendall(b"GET /v1/missions HTTP/1.1\r\nHost:")
        with closing(socket.socket()) as slow:
            # A client that reads nothing
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            slow.connect(("127.0.0.1", server.port))
            slow.sendall(
                b"GET /openapi.json HTTP/1.1\r\nHost: slow\r\n\r\n" * 200,
            )
            time.sleep(0.5)
            # The grace time, and more for a busy machine
            assert server.end() < GRACE + 30
    assert server.process.returncode in (0, -signal.SIGTERM)
