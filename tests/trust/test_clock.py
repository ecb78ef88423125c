"""Answers, tags, cursors and data do not depend on the clock of the machine."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.programs import program
from tests.support.serving import waited_for
from tests.trust import often
from tests.trust.conftest import Tried
from tests.trust.installation import NEW, OLD, Installation

TIMES = ("1984-04-03 13:08:00", "2097-10-04 00:00:00", "2001-09-09 01:46:40")
PATHS = ("/v1/missions?limit=1", "/v1/events", "/v1/in-space?at=now", "/v1/dataset")
TOLD = ("etag", "cache-control", "content-length", "content-type")


@pytest.fixture
def clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Any]:
    """Sets the clock of processes that are started from now on, while they run."""
    program("faketime")
    file = tmp_path / "clock"
    libraries = [*Path("/usr/lib").rglob("libfaketime.so.1")]
    monkeypatch.setenv("LD_PRELOAD", str(libraries[0]))
    monkeypatch.setenv("FAKETIME_TIMESTAMP_FILE", str(file))
    monkeypatch.setenv("FAKETIME_NO_CACHE", "1")
    # Durations are measured by another clock, which cannot jump
    monkeypatch.setenv("FAKETIME_DONT_FAKE_MONOTONIC", "1")

    def set_to(time: str) -> None:
        beside = file.with_suffix(".new")
        beside.write_text(f"@{time}\n", encoding="utf-8")
        beside.replace(file)

    set_to(TIMES[0])
    return set_to


def answers(client: httpx.Client) -> list[tuple[Any, ...]]:
    """Answers and headers of each path, and of the page after the first."""
    results = []
    for path in PATHS:
        got = client.get(path).raise_for_status()
        headers = {name: got.headers.get(name) for name in TOLD}
        same = client.get(path, headers={"If-None-Match": got.headers["etag"]})
        results.append((path, got.text, headers, same.status_code))
    following = client.get(PATHS[0]).json()["links"]["next"]
    results.append((following, client.get(following).text, {}, 304))
    return results


def has_year(client: httpx.Client, year: str) -> bool:
    """Whether it is this year by the clock of the server."""
    return year in client.get("/healthz").headers["date"]


@often(quick=3, long=30)
def test_answers_stay_the_same_when_the_clock_jumps(
    on_file: Installation, clock: Callable[[str], Any], tried: Tried, attempts: int
) -> None:
    on_file.load(OLD)
    failures = []
    with on_file.served() as client:
        before = answers(client)
        assert all(status == 304 for *_, status in before)
        page = client.get(PATHS[0]).json()["links"]["next"]
        for number in range(attempts):
            at = TIMES[(number + 1) % len(TIMES)]
            clock(at)
            waited_for(partial(has_year, client, at[:4]))
            if (now := answers(client)) != before:
                failures.append(f"{at}: {now}")
            if client.get(page).status_code != 200:
                failures.append(f"{at}: an older cursor is refused")
        # New data is found at any time of the clock
        on_file.load(NEW)
        waited_for(lambda: client.get(PATHS[1]).text != before[1][1])
    tried("the clock may jump by decades", attempts, failures)


def test_same_data_is_built_at_any_time(
    on_file: Installation, clock: Callable[[str], Any]
) -> None:
    built = []
    for at in TIMES[:2]:
        clock(at)
        assert on_file.run("load").returncode == 0
        built.append(on_file.file.read_bytes())
    assert built[0] == built[1]
