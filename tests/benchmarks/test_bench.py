"""Logic of the benchmark: parsing, ratios, aims and the report; nothing is timed."""

import asyncio
import json
import os
from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from app.settings import ROOT, Settings
from tests.benchmarks import report
from tests.benchmarks.__main__ import CASES
from tests.benchmarks.aims import AIMS, Aim, Key, Measurements, ratio, resident, tail
from tests.benchmarks.load import Sample, Target, by_python, parsed, summed
from tests.benchmarks.prepare import new_paths
from tests.benchmarks.processes import memory, processor
from tests.benchmarks.servers import (
    CEILING,
    DATASETTE,
    OURS,
    PYTHON,
    TABLE,
    Server,
    running,
)
from tests.support.client import Client

WRK_OUTPUT = """\
Running 1s test @ http://127.0.0.1:8000/list
  1 threads and 16 connections
Requests/sec:  23641.34
Transfer/sec:      0.97GB

found 23650 1000366 610 2121 3
"""


@pytest.fixture
def measured() -> Measurements:
    """Our server and the ceiling; the machine was slow in the second round."""
    ceiling = [Sample(1000, 1, 2), Sample(200, 1, 2), Sample(1000, 1, 2)]
    ours = [Sample(900, 1, 2), Sample(100, 2, 9, 1), Sample(800, 1.5, 3, 2)]
    return Measurements(
        {Key("list", 16, CEILING): ceiling, Key("list", 16, OURS): ours},
        seconds_to_start={OURS: 1.25},
        memory={OURS: memory(os.getpid())},
    )


def test_output_of_wrk_is_parsed() -> None:
    sample = parsed(WRK_OUTPUT)
    assert sample.per_second == pytest.approx(23641.35, abs=0.01)
    assert sample[1:] == (0.61, 2.121, 3, 0)


def test_output_without_figures_raises_an_error_that_quotes_it() -> None:
    with pytest.raises(ValueError, match="unable to connect"):
        parsed("unable to connect to 127.0.0.1:1")


def test_times_are_summed_up_in_a_sample() -> None:
    times = [one / 1000 for one in range(100, 0, -1)]
    assert summed(times, 2, 1) == Sample(50, 51, 100, 1)


def test_sample_without_answers() -> None:
    assert summed([], 1, 0) == Sample(1, 0, 0, 0)


def test_ratios_are_computed_round_by_round(measured: Measurements) -> None:
    assert measured.ratio(Key("list", 16, OURS), CEILING) == 0.8


def test_ratio_to_a_missing_measurement_is_none(measured: Measurements) -> None:
    assert measured.ratio(Key("list", 16, OURS), DATASETTE) is None
    assert measured.ratio(Key("list", 16, DATASETTE), OURS) is None


def test_ratio_to_no_answers_is_infinite() -> None:
    key = Key("list", 16, OURS)
    asked = Measurements(
        {key: [Sample(10, 1, 2)], key._replace(server="x"): [Sample(0, 0, 0)]}
    )
    assert asked.ratio(key, "x") == float("inf")


def test_figures_are_medians_and_failures_are_sums(measured: Measurements) -> None:
    assert measured.typical(Key("list", 16, OURS)) == Sample(800, 1.5, 3, 3)
    assert measured.typical(Key("list", 1, OURS)) is None


def test_aim_is_met_missed_or_not_measured(measured: Measurements) -> None:
    table = (
        Aim("share", ratio("list", 16, OURS, CEILING), 0.8),
        Aim("share", ratio("list", 16, OURS, CEILING), 0.9),
        Aim("tail", tail("list", 16, OURS), 2, at_most=True),
        Aim("memory", resident(OURS), 1, at_most=True),
        Aim("others", ratio("list", 16, OURS, DATASETTE), 30),
    )
    memory_shown = report.shown(measured.memory[OURS].resident)
    _, *lines = report.aims(measured, table)
    assert [line.split() for line in lines] == [
        ["share", "≥", "0.8", "0.800", "met"],
        ["share", "≥", "0.9", "0.800", "missed"],
        ["tail", "≤", "2", "2.00", "met"],
        ["memory", "≤", "1", memory_shown, "missed"],
        ["others", "≥", "30", "-", "not", "asked"],
    ]


def test_table_has_every_measurement_and_its_failures(measured: Measurements) -> None:
    _, ceiling, ours = report.speeds(measured)
    figures = ["16", "1.00", "1,000", "1.00", "2.00", "0.000"]
    assert ceiling.split()[-6:] == figures
    assert ours.endswith("3 failed")


def test_file_has_every_sample_and_every_aim(measured: Measurements) -> None:
    result = json.loads(json.dumps(report.as_json(measured)))
    assert [len(item["rounds"]) for item in result["measured"]] == [3, 3]
    assert [item["aim"] for item in result["aims"]] == [aim.what for aim in AIMS]
    assert result["servers"][0]["seconds_to_start"] == 1.25
    assert OURS in "\n".join(report.sizes(measured))


def test_every_aim_is_measured() -> None:
    asked = {
        Key(case.question, connections, server): [Sample(1, 1, 1)]
        for case in CASES
        for connections in case.connections
        for server in case.servers
    }
    names = [server.name for server in TABLE]
    all_measured = Measurements(
        asked,
        dict.fromkeys(names, 1.0),
        dict.fromkeys(names, memory(os.getpid())),
        seconds_to_build=1,
    )
    assert [aim.what for aim in AIMS if aim.measure(all_measured) is None] == []
    assert {one for case in CASES for one in case.servers} == set(names)


def test_every_server_has_the_paths_it_is_asked_for() -> None:
    asked = {server.name: server.paths for server in TABLE}
    assert [
        (case.question, name)
        for case in CASES
        for name in case.servers
        if case.question not in asked[name]
    ] == []


def test_new_lists_are_more_than_a_server_caches(quick_client: Client) -> None:
    paths = new_paths()["new lists"]
    size = len(quick_client.get(paths[0]).content)
    assert size * len(paths) > 2 * Settings().cache_bytes
    begin, end = parse_qs(urlsplit(paths[0]).query)["launched"][0].split("/")
    assert date.fromisoformat(begin) < date.fromisoformat(end)


def test_no_question_that_is_always_new_repeats_a_url() -> None:
    for question, paths in new_paths().items():
        assert len(paths) > 800, question
        assert len(set(paths)) == len(paths), question


def test_paths_asked_of_our_server_are_answered(quick_client: Client) -> None:
    (ours,) = (server for server in TABLE if server.name == OURS)
    samples = [path for paths in new_paths().values() for path in paths[::400]]
    for path in [*ours.paths.values(), *samples]:
        answer = quick_client.json(path)
        assert answer["data"] or answer["meta"]["hints"], path


@pytest.fixture(scope="module")
def fixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """The server of fixed bytes, started as by the benchmark."""
    bodies = tmp_path_factory.mktemp("bench") / "bodies.json"
    bodies.write_text(json.dumps({"/list": "[1]"}), encoding="utf-8")
    (ceiling,) = (server for server in TABLE if server.name == CEILING)
    settings = {"BENCH_BODIES": str(bodies)}
    with running(ceiling._replace(settings=settings), {}) as one:
        assert one.memory.own <= one.memory.resident
        yield Target(one.port, one.process, "/list", {})


def test_load_is_made_in_python_without_wrk(fixed: Target) -> None:
    sample = asyncio.run(by_python(fixed, 2, 0.05, 0))
    assert sample.per_second > 1
    assert sample.failed == 0
    assert processor(fixed.process) > 0


def test_server_that_does_not_start_is_reported() -> None:
    wrong = Server("wrong", ("tests.benchmarks.nothing",), {"list": "/"}, python=PYTHON)
    with pytest.raises(TimeoutError), running(wrong, {}):
        pass


def pinned(file: str) -> set[str]:
    lines = (ROOT / file).read_text("utf-8").splitlines()
    return {line.partition("==")[0] for line in lines if "==" in line}


def test_peers_are_locked_and_not_dependencies_of_the_product() -> None:
    peers = {"datasette", "django", "djangorestframework", "gunicorn"}
    assert peers <= pinned("tests/benchmarks/peers/requirements.txt")
    assert not peers & pinned("requirements-test.txt")
