"""Ten minutes of mixed traffic give no error, and memory does not grow."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from statistics import median
from threading import Event, Thread
from typing import Any
from urllib.parse import quote

import httpx
from sqlalchemy import URL

from app.resources import RESOURCES
from tests.benchmarks.load import Target, measure
from tests.benchmarks.processes import memory
from tests.benchmarks.servers import OURS, TABLE, running
from tests.trust import often
from tests.trust.conftest import Tried

LONG = int(os.environ.get("TRAFFIC_SECONDS", "600"))
CONNECTIONS = 64
WARM_SECONDS = 60
MOST_MEGABYTES = 400
"""Memory that `docs/guarantees.md` states for a process, mapped files included."""
PAGES = ("people", "missions", "stations", "countries")
WORDS = (
    "gagarin",
    "remek",
    "soyuz",
    "Гагарин",
    "phm tun",
    "salut",
    "mir",
    "tereshkova",
)


def mixed_paths(client: httpx.Client, each: int) -> Iterator[str]:
    """Yields paths of records, lists, firsts, moments, searches, exports and pages."""

    def ids(path: str) -> list[str]:
        answer = client.get(path, params={"limit": each, "fields": "id"})
        return [record["id"] for record in answer.raise_for_status().json()["data"]]

    for resource in RESOURCES:
        known = [quote(record_id) for record_id in ids(resource.path)]
        yield from (f"{resource.path}/{record_id}" for record_id in known)
        for sort in resource.sorts:
            yield f"{resource.path}?sort={sort}&limit=20"
            yield f"{resource.path}?sort=-{sort}&limit=20&fields=id"
        yield f"{resource.path}?limit=100&format=csv"
        if resource.name in PAGES:
            yield from (
                f"/{resource.name}/{record_id}" for record_id in known[: each // 2]
            )
    for state in map(quote, ids("/v1/countries")):
        yield f"/v1/firsts?country={state}"
        yield f"/v1/missions?crew.country={state}&facet=kind&limit=10"
        yield f"/v1/crew?country={state}&format=ndjson"
    yield from (f"/v1/in-space?at={year}-07-17" for year in range(1961, 2025))
    yield from (f"/v1/search?q={quote(word)}" for word in WORDS)
    yield from (
        "/",
        "/v1",
        "/v1/firsts?by=country",
        "/v1/superlatives",
        "/guide",
        "/docs",
    )


@contextmanager
def watched(process: int) -> Iterator[list[float]]:
    """Records the megabytes that a process has in memory, every second."""
    megabytes: list[float] = []
    stop = Event()

    def watch() -> None:
        while not stop.wait(1):
            megabytes.append(memory(process).resident)

    watching = Thread(target=watch)
    watching.start()
    try:
        yield megabytes
    finally:
        stop.set()
        watching.join()


@often(quick=6, long=LONG)
def test_mixed_traffic_gives_no_error_and_memory_does_not_grow(
    sqlite_url: URL, tmp_path: Path, tried: Tried, attempts: int
) -> None:
    ours = next(server for server in TABLE if server.name == OURS)
    settings = {"RENDEZVOUS_DATABASE_URL": str(sqlite_url)}
    with running(ours._replace(settings=settings), {}) as server:
        address = f"http://127.0.0.1:{server.port}"
        with httpx.Client(base_url=address, timeout=60) as client:
            paths = [*mixed_paths(client, each=10 if attempts < WARM_SECONDS else 200)]
            Random(1961).shuffle(paths)
            before: dict[str, Any] = {}
            for path in paths:
                before[path] = client.get(path).raise_for_status().content
            file = tmp_path / "paths"
            file.write_text("\n".join(paths) + "\n", encoding="utf-8")
            target = Target(server.port, server.process, "/", {}, file)
            # Once around, to fill the caches
            failed = measure(target, CONNECTIONS, max(2, attempts // 10), 0).failed
            with watched(server.process) as megabytes:
                began = time.monotonic()
                sample = measure(target, CONNECTIONS, attempts, 0)
                lasted = time.monotonic() - began
            failed += sample.failed
            failures = [
                path for path in paths if client.get(path).content != before[path]
            ]
    assert failed == 0
    part = max(1, len(megabytes) // 5)
    first, last = median(megabytes[:part]), median(megabytes[-part:])
    requests = round(sample.per_second * lasted)
    notes = f"{attempts} s, {len(paths):,} paths; {first:.0f} MB, then {last:.0f} MB"
    promise = f"{CONNECTIONS} connections get no error and memory does not grow"
    tried(promise, requests, failures, notes)
    assert max(megabytes) < MOST_MEGABYTES
    # A process needs more than seconds to warm up
    assert attempts < WARM_SECONDS or last < first * 1.1
