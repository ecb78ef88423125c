"""Metrics are told to Prometheus where a setting asks for them."""

import os
from collections.abc import Iterator

import pytest
from prometheus_client.openmetrics.parser import (
    text_string_to_metric_families as openmetrics,
)
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample
from sqlalchemy import URL

from app.middleware.observability import UNKNOWN
from tests.conftest import app_on
from tests.support.client import Client, client_of
from tests.support.factories import load_seed


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> URL:
    """The tiny seed as a file."""
    return load_seed(tmp_path_factory.mktemp("metrics"))


@pytest.fixture
def measured(url: URL) -> Iterator[Client]:
    """A client of an app that counts."""
    with client_of(app_on(url, metrics=True, concurrency_limit=7)) as client:
        yield client


def samples(client: Client) -> list[Sample]:
    """What the metrics are now."""
    response = client.get("/metrics", headers={"Accept": "text/plain"})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/plain; version=")
    assert response.headers["cache-control"] == "no-store"
    families = text_string_to_metric_families(response.text)
    return [sample for family in families for sample in family.samples]


def value(found: list[Sample], name: str, **labels: str) -> float:
    """The sum of the samples of a name with these labels."""
    return sum(
        one.value
        for one in found
        if one.name == name and labels.items() <= one.labels.items()
    )


def test_requests_are_counted_by_route_status_and_memory(measured: Client) -> None:
    for path in ("/v1/stations", "/v1/stations", "/v1/stations", "/v1/stations?x=1"):
        measured.get(path)
    found = samples(measured)
    count, route = "rendezvous_request_seconds_count", "/v1/stations"
    assert value(found, count, route=route, status="200") == 3
    assert value(found, count, route=route, status="400") == 1
    assert value(found, count, route=route, from_memory="true") >= 1
    assert (
        value(found, "rendezvous_request_seconds_bucket", route=route, le="+Inf") == 4
    )
    assert 0 < value(found, "rendezvous_request_seconds_sum", route=route) < 60
    # Looking is a request too, once it is over
    assert value(found, count, route="/metrics") == 0
    assert value(samples(measured), count, route="/metrics") == 1


def test_paths_that_lead_nowhere_are_one_route(measured: Client) -> None:
    for number in range(5):
        measured.get(f"/nothing-{number}")
    found = samples(measured)
    assert value(found, "rendezvous_request_seconds_count", route=UNKNOWN) == 5
    assert not any("nothing" in str(one.labels) for one in found)


def test_the_state_of_the_process_is_told(measured: Client) -> None:
    for _ in range(2):
        measured.get("/v1/missions")
    found = samples(measured)
    assert value(found, "rendezvous_cache_answers") >= 1
    assert value(found, "rendezvous_cache_bytes") > 1000
    assert value(found, "rendezvous_cache_questions") >= 1
    assert value(found, "rendezvous_working") == 0
    assert value(found, "rendezvous_refused_total") == 0
    assert value(found, "process_resident_memory_bytes") > 1_000_000
    revision = measured.json("/v1")["dataset"]["revision"]
    assert value(found, "rendezvous_dataset_info", revision=revision) == 1


def test_everything_carries_the_number_of_the_process(measured: Client) -> None:
    found = samples(measured)
    assert {one.labels.get("pid") for one in found} == {str(os.getpid())}


def test_metrics_come_as_openmetrics_too(measured: Client) -> None:
    wanted = {"Accept": "application/openmetrics-text; version=1.0.0"}
    response = measured.get("/metrics", headers=wanted)
    assert response.headers["content-type"].startswith("application/openmetrics-text")
    names = {family.name for family in openmetrics(response.text)}  # type: ignore[no-untyped-call]
    assert {"rendezvous_request_seconds", "rendezvous_refused"} <= names


def test_a_scrape_is_never_limited(url: URL) -> None:
    with client_of(app_on(url, metrics=True, rate_limit=1)) as client:
        assert len([samples(client) for _ in range(3)]) == 3
