"""The database server is stopped and started in the middle of traffic: who asks is told
to come again, and is answered within two seconds of the server being back.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from threading import Event, Thread
from typing import Any, NamedTuple

import httpx
import pytest

from app.db.urls import normal_url
from tests.conftest import server_in
from tests.support.serving import waited_for
from tests.trust import often
from tests.trust.conftest import Tried
from tests.trust.installation import OLD, Installation

pytestmark = [pytest.mark.postgresql, pytest.mark.xdist_group("postgresql")]
PATHS = ("/v1/missions", "/v1/missions/soyuz-28", "/v1/firsts?country=CSK", "/readyz")

TOLD = r"WARNING .*(connect|database system).*|\s.*"
"""What the server says of connections that it cannot have."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A server that no other test notices."""
    with server_in(tmp_path_factory.mktemp("mortal")) as server:
        yield server


class Answer(NamedTuple):
    """What was answered when."""

    at: float
    path: str
    status: int
    text: str
    retry_after: str | None


@contextmanager
def asked(address: str, clients: int) -> Iterator[list[Answer]]:
    """The answers that clients are given who ask all the while."""
    answers: list[Answer] = []
    stop = Event()

    def ask() -> None:
        with httpx.Client(base_url=address, timeout=60) as client:
            while not stop.is_set():
                for path in PATHS:
                    got = client.get(path)
                    retry = got.headers.get("retry-after")
                    now = time.monotonic()
                    answers.append(Answer(now, path, got.status_code, got.text, retry))

    threads = [Thread(target=ask) for _ in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def is_noticed(answers: list[Answer], since: int, until: float) -> bool:
    """Whether somebody was refused, and it is so late."""
    refused = any(one.status == 503 for one in answers[since:])
    return refused and time.monotonic() > until


def is_over(answers: list[Answer], back: float) -> bool:
    """Whether every path was answered since."""
    since = (one for one in reversed(answers) if one.status == 200 and one.at > back)
    return {one.path for one in since} == {*PATHS}


@often(quick=1, long=10)
def test_a_server_is_restarted_in_the_middle_of_traffic(
    server: Any, tmp_path: Any, tried: Tried, times: int
) -> None:
    installation = Installation(tmp_path, normal_url(server.get_uri()))
    installation.load(OLD)
    no_memory = {"RENDEZVOUS_CACHE_BYTES": "0"}
    lost, slowest, refused = [], 0.0, 0
    with installation.served(settings=no_memory, expected=TOLD) as client:
        whole = {path: client.get(path).text for path in PATHS}
        with asked(str(client.base_url), clients=4) as answers:
            for number in range(times):
                server.stop()
                # Longer and longer, and never so short that nobody notices
                away = time.monotonic() + number
                waited_for(partial(is_noticed, answers, len(answers), away))
                server.start()
                back = time.monotonic()
                waited_for(partial(is_over, answers, back))
                slowest = max(slowest, time.monotonic() - back)
        for one in answers:
            if one.status == 503:
                refused += 1
                if not one.retry_after or "/problems/unavailable" not in one.text:
                    lost.append(f"{one.path}: not told to come again")
            elif one.text != whole[one.path]:
                lost.append(f"{one.path}: {one.status} {one.text[:200]}")
    assert refused
    seen = f"{len(answers):,} answers, {refused:,} of them 503; back in {slowest:.1f} s"
    tried("PostgreSQL stopped and started", times, lost, seen)
    assert slowest < 2
