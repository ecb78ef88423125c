"""Alerts and dashboard of `deploy/`, evaluated by a real Prometheus on real metrics."""

import json
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from app.settings import ROOT
from tests.support.factories import load_seed
from tests.support.programs import program
from tests.support.serving import free_port, served, waited_for

DEPLOY = ROOT / "deploy"
CONFIG = (DEPLOY / "prometheus.yml").read_text(encoding="utf-8")
RULES = yaml.safe_load((DEPLOY / "alerts.yml").read_text(encoding="utf-8"))
ALERTS = {rule["alert"]: rule for rule in RULES["groups"][0]["rules"]}
CASES = Path(__file__).with_name("alerts.yml")
DASHBOARD = json.loads((DEPLOY / "grafana-dashboard.json").read_text(encoding="utf-8"))
PANELS: list[dict[str, Any]] = DASHBOARD["panels"]
EXPRESSIONS = {
    f"{panel['title']}, {target['refId']}": target["expr"].replace(
        "$__rate_interval", "1m"
    )
    for panel in PANELS
    for target in panel["targets"]
}
METRIC = re.compile(r"\b(?:up|(?:rendezvous|process)_\w+)\b(?!\()")
pytestmark = pytest.mark.xdist_group("prometheus")
PATHS = ("/v1/stations", "/v1/stations", "/v1/people/nobody", "/v1/firsts?country=CSK")


def promtool(*words: str | Path) -> None:
    """Runs a check of Prometheus; its report is the message if it fails."""
    command = [program("promtool"), *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_prometheus_accepts_configuration_and_alerts() -> None:
    promtool("check", "config", DEPLOY / "prometheus.yml")


def test_alerts_fire_in_their_cases_only() -> None:
    promtool("test", "rules", CASES)


def test_every_alert_has_a_case_in_which_it_fires() -> None:
    cases = yaml.safe_load(CASES.read_text(encoding="utf-8"))["tests"]
    fired = {
        test["alertname"]
        for case in cases
        for test in case["alert_rule_test"]
        if test.get("exp_alerts")
    }
    assert fired == {*ALERTS}


def test_every_alert_is_explained() -> None:
    operations = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(Rendezvous\w+)` \| (\w+) \|", operations, re.MULTILINE)
    severities = {name: rule["labels"]["severity"] for name, rule in ALERTS.items()}
    assert dict(rows) == severities


def test_every_metric_of_an_alert_has_a_panel() -> None:
    shown = {name for text in EXPRESSIONS.values() for name in METRIC.findall(text)}
    needed = {name for rule in ALERTS.values() for name in METRIC.findall(rule["expr"])}
    assert needed
    assert needed <= shown


def test_dashboard_can_be_imported() -> None:
    """Its panels have ids of their own, do not overlap, and ask the chosen source."""
    [variable] = DASHBOARD["templating"]["list"]
    assert (variable["type"], variable["query"]) == ("datasource", "prometheus")
    sources = [panel["datasource"]["uid"] for panel in PANELS] + [
        target["datasource"]["uid"] for panel in PANELS for target in panel["targets"]
    ]
    assert {*sources} == {f"${{{variable['name']}}}"}
    assert len({panel["id"] for panel in PANELS}) == len(PANELS)
    places = [panel["gridPos"] for panel in PANELS]
    assert all(place["x"] + place["w"] <= 24 for place in places)
    assert not any(overlap(*pair) for pair in combinations(places, 2))


def overlap(place: dict[str, int], other: dict[str, int]) -> bool:
    return all(
        place[start] < other[start] + other[size]
        and other[start] < place[start] + place[size]
        for start, size in (("x", "w"), ("y", "h"))
    )


@contextmanager
def scraped(folder: Path, port: int) -> Iterator[httpx.Client]:
    """A client of a Prometheus that scrapes a port each second, with our alerts."""
    text = CONFIG.replace("127.0.0.1:8001", f"127.0.0.1:{port}").replace("15s", "1s")
    assert text.count("127.0.0.1:8002") == 1
    text = text.replace(', "127.0.0.1:8002"', "")
    (folder / "prometheus.yml").write_text(text, encoding="utf-8")
    rules = (DEPLOY / "alerts.yml").read_text(encoding="utf-8")
    (folder / "alerts.yml").write_text(rules, encoding="utf-8")
    address = f"127.0.0.1:{free_port()}"
    command = [
        program("prometheus"),
        f"--config.file={folder}/prometheus.yml",
        f"--storage.tsdb.path={folder}/series",
        f"--web.listen-address={address}",
        "--log.level=error",
    ]
    patient = httpx.HTTPTransport(retries=8)
    with (
        subprocess.Popen(command) as process,
        httpx.Client(transport=patient, base_url=f"http://{address}/api/v1") as client,
    ):
        try:
            yield client
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def prometheus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a Prometheus that has scraped a server which answers requests."""
    folder = tmp_path_factory.mktemp("prometheus")
    url = load_seed(folder).render_as_string(hide_password=False)
    settings = {
        "RENDEZVOUS_SEED_DATA": str(folder / "seed"),
        "RENDEZVOUS_DATA_FOLDER": str(folder / "var"),
        "RENDEZVOUS_DATABASE_URL": url,
        "RENDEZVOUS_METRICS": "true",
    }
    with served(settings) as server, scraped(folder, server.base_url.port or 0) as it:

        def counted_often() -> bool:
            for path in PATHS:
                server.get(path)
            # No more often than the requests are scraped
            time.sleep(1)
            query = "count_over_time(rendezvous_request_seconds_count[1m]) >= 3"
            return len(result(it, query)) >= len(PATHS)

        waited_for(counted_often, seconds=60)
        yield it


def result(client: httpx.Client, query: str) -> list[dict[str, Any]]:
    """Returns the series of a query."""
    answer = client.get("/query", params={"query": query}).json()
    assert answer["status"] == "success", answer
    series: list[dict[str, Any]] = answer["data"]["result"]
    return series


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_panel_shows_what_a_server_reports(prometheus: httpx.Client, name: str) -> None:
    values = [row["value"][1] for row in result(prometheus, EXPRESSIONS[name])]
    assert values
    assert "NaN" not in values


def test_metrics_of_alerts_are_reported(prometheus: httpx.Client) -> None:
    names = {name for rule in ALERTS.values() for name in METRIC.findall(rule["expr"])}
    assert [name for name in names if not result(prometheus, name)] == []


def test_no_alert_is_pending_but_that_of_old_data(prometheus: httpx.Client) -> None:
    """The data of the tests was released in 1978."""

    def all_evaluated() -> bool:
        return all(rule["health"] == "ok" for rule in rules())

    def rules() -> list[dict[str, Any]]:
        [group] = prometheus.get("/rules").json()["data"]["groups"]
        found: list[dict[str, Any]] = group["rules"]
        return found

    waited_for(all_evaluated, seconds=60)
    states = {rule["name"]: rule["state"] for rule in rules()}
    assert states == dict.fromkeys(ALERTS, "inactive") | {
        "RendezvousDataIsOld": "pending"
    }
