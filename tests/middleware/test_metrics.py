"""Prometheus metrics at `/metrics`, if a setting enables them."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from math import isnan
from pathlib import Path

import pytest
from prometheus_client.openmetrics.parser import (
    text_string_to_metric_families as openmetrics,
)
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample
from sqlalchemy import URL

from app.middleware.observability import UNKNOWN
from tests.middleware.conftest import small_app
from tests.support.client import Client, client_of
from tests.support.factories import load_seed
from tests.support.serving import waited_for

COUNT = "rendezvous_request_seconds_count"


@pytest.fixture
def measured(small_url: URL) -> Iterator[Client]:
    """A client of an application that counts its requests."""
    app = small_app(small_url, metrics=True, concurrency_limit=7)
    with client_of(app) as client:
        yield client


def samples_of(client: Client) -> list[Sample]:
    response = client.get("/metrics", headers={"Accept": "text/plain"})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/plain; version=")
    assert response.headers["cache-control"] == "no-store"
    families = text_string_to_metric_families(response.text)
    return [sample for family in families for sample in family.samples]


def total(samples: list[Sample], name: str, **labels: str) -> float:
    """Returns the sum of the samples with this name and these labels."""
    return sum(
        sample.value
        for sample in samples
        if sample.name == name and labels.items() <= sample.labels.items()
    )


def test_requests_are_counted_by_route_status_and_cache(measured: Client) -> None:
    for path in ("/v1/stations", "/v1/stations", "/v1/stations", "/v1/stations?x=1"):
        measured.get(path)
    for number in range(5):
        measured.get(f"/nothing-{number}")
    samples = samples_of(measured)
    route = {"route": "/v1/stations"}
    assert total(samples, COUNT, **route, status="200") == 3
    assert total(samples, COUNT, **route, status="200", from_memory="true") == 2
    assert total(samples, COUNT, **route, status="400") == 1
    assert total(samples, "rendezvous_request_seconds_bucket", **route, le="+Inf") == 4
    assert 0 < total(samples, "rendezvous_request_seconds_sum", **route) < 60
    # Paths without a route are counted as one
    assert total(samples, COUNT, route=UNKNOWN) == 5
    assert not any("nothing" in str(sample.labels) for sample in samples)
    # A scrape is a request too, counted when it is over
    assert total(samples, COUNT, route="/metrics") == 0
    assert total(samples_of(measured), COUNT, route="/metrics") == 1


def test_state_of_the_process_is_reported(measured: Client) -> None:
    for _ in range(2):
        measured.get("/v1/missions")
    samples = samples_of(measured)
    assert total(samples, "rendezvous_cache_answers") == 1
    assert total(samples, "rendezvous_cache_bytes") > 1000
    assert total(samples, "rendezvous_working") == 0
    assert total(samples, "rendezvous_refused_total") == 0
    assert total(samples, "process_resident_memory_bytes") > 1_000_000
    revision = measured.json("/v1")["dataset"]["revision"]
    assert total(samples, "rendezvous_dataset_info", revision=revision) == 1
    # Several processes are scraped at one address
    assert {sample.labels.get("pid") for sample in samples} == {str(os.getpid())}


def test_day_of_the_newest_release_is_reported(
    measured: Client, tmp_path: Path
) -> None:
    name = "rendezvous_dataset_released_timestamp_seconds"
    end_of_day = datetime(1978, 3, 11, 23, 59, 59, tzinfo=UTC)
    assert total(samples_of(measured), name) == end_of_day.timestamp()
    unreleased = load_seed(tmp_path, releases=[], changes=[])
    with client_of(small_app(unreleased, metrics=True)) as client:
        assert isnan(total(samples_of(client), name))


def test_rejected_data_is_reported(tmp_path: Path) -> None:
    url, name = load_seed(tmp_path), "rendezvous_dataset_rejected"
    app = small_app(url, metrics=True, refresh_seconds=0.02)
    with client_of(app) as client:
        assert total(samples_of(client), name) == 0
        damaged = tmp_path / "damaged"
        damaged.write_text("This is not a database. " * 1000, encoding="utf-8")
        damaged.replace(url.database or "")
        waited_for(lambda: total(samples_of(client), name) == 1)


def test_metrics_come_as_openmetrics_too(measured: Client) -> None:
    accept = {"Accept": "application/openmetrics-text; version=1.0.0"}
    response = measured.get("/metrics", headers=accept)
    assert response.headers["content-type"].startswith("application/openmetrics-text")
    names = {family.name for family in openmetrics(response.text)}  # type: ignore[no-untyped-call]
    assert {"rendezvous_request_seconds", "rendezvous_refused"} <= names
