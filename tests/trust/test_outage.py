"""A restart of PostgreSQL gives 503, and answers within two seconds after it."""

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


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A PostgreSQL that no other test uses."""
    with server_in(tmp_path_factory.mktemp("mortal")) as server:
        yield server


class Answer(NamedTuple):
    """An answer and when it came."""

    at: float
    path: str
    status: int
    text: str
    retry_after: str | None


@contextmanager
def asked(address: str, clients: int) -> Iterator[list[Answer]]:
    """Collects the answers to clients that send requests until the block ends."""
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
    """Whether a request was refused, and the time is over."""
    refused = any(one.status == 503 for one in answers[since:])
    return refused and time.monotonic() > until


def is_over(answers: list[Answer], back: float) -> bool:
    """Whether every path was answered since then."""
    since = (
        answer
        for answer in reversed(answers)
        if answer.status == 200 and answer.at > back
    )
    return {answer.path for answer in since} == {*PATHS}


@often(quick=1, long=10)
def test_restart_under_load_gives_503_and_then_answers(
    server: Any, tmp_path: Any, tried: Tried, attempts: int
) -> None:
    installation = Installation(tmp_path, normal_url(server.get_uri()))
    installation.load(OLD)
    no_cache = {"RENDEZVOUS_CACHE_BYTES": "0"}
    failures, slowest, refused = [], 0.0, 0
    with installation.served(settings=no_cache) as client:
        whole = {path: client.get(path).text for path in PATHS}
        with asked(str(client.base_url), clients=4) as answers:
            for number in range(attempts):
                server.stop()
                # Longer and longer, and always long enough to be noticed
                away = time.monotonic() + number
                waited_for(partial(is_noticed, answers, len(answers), away))
                server.start()
                back = time.monotonic()
                waited_for(partial(is_over, answers, back))
                slowest = max(slowest, time.monotonic() - back)
        for answer in answers:
            if answer.status == 503:
                refused += 1
                if not answer.retry_after or "/problems/unavailable" not in answer.text:
                    failures.append(f"{answer.path}: without Retry-After")
            elif answer.text != whole[answer.path]:
                failures.append(f"{answer.path}: {answer.status} {answer.text[:200]}")
    assert refused
    notes = f"{len(answers):,} answers, {refused:,} refused; back in {slowest:.1f} s"
    tried("PostgreSQL may restart under load", attempts, failures, notes)
    assert slowest < 2
