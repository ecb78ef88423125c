"""Prometheus metrics at `/metrics`, where a setting asks for them.

Each process counts its own requests, so every sample carries the process id: a scrape
is answered by one of several processes.
"""

import os
from collections.abc import Callable, Iterable
from typing import NamedTuple

from prometheus_client import CollectorRegistry, Histogram, ProcessCollector
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response

from app.middleware.limits import ConcurrencyLimit
from app.middleware.observability import RequestRecord
from app.middleware.response_cache import ResponseCache

PATH = "/metrics"
BUCKETS = (
    *(0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05),
    *(0.1, 0.25, 0.5, 1.0, 2.5, 5.0),
)
"""Seconds; a response from the cache takes less than the first."""
RELEASED = "End of the day of the newest release"


class ServedData(NamedTuple):
    """The data that a process serves."""

    version: str
    revision: str
    released: float
    """End of the day of the newest release, in seconds since 1970; NaN without one."""
    rejected: bool
    """Whether newer data is in place that cannot be served."""


Dataset = Callable[[], ServedData]


class Metrics:
    """Counts requests and reports the state of the process."""

    def __init__(
        self, cache: ResponseCache, limit: ConcurrencyLimit, dataset: Dataset
    ) -> None:
        counted = CollectorRegistry()
        ProcessCollector(registry=counted)
        counted.register(_State(cache, limit, dataset))
        self._seconds = Histogram(
            "rendezvous_request_seconds",
            "Time to answer, by declared route, status, and whether from the cache",
            ["route", "status", "from_memory"],
            buckets=BUCKETS,
            registry=counted,
        )
        self._observers: dict[tuple[str, int, bool], Callable[[float], None]] = {}
        self.registry = CollectorRegistry()
        self.registry.register(_WithProcessId(counted))

    def count(self, record: RequestRecord) -> None:
        """Counts a request that was answered."""
        key = (record.route, record.status, record.from_memory)
        observe = self._observers.get(key)
        if observe is None:
            labels = (record.route, record.status, str(record.from_memory).lower())
            self._observers[key] = observe = self._seconds.labels(*labels).observe
        observe(record.seconds)

    async def respond(self, request: Request) -> Response:
        """Returns the metrics in the format that the scraper prefers."""
        encode, media_type = choose_encoder(request.headers.get("accept", ""))
        headers = {"Cache-Control": "no-store"}
        return Response(encode(self.registry), media_type=media_type, headers=headers)


class _State(Collector):
    """Values that are read when they are asked for."""

    def __init__(
        self, cache: ResponseCache, limit: ConcurrencyLimit, dataset: Dataset
    ) -> None:
        self.cache = cache
        self.limit = limit
        self.dataset = dataset

    def collect(self) -> Iterable[Metric]:
        responses, data = self.cache.responses, self.dataset()
        for name, description, value in (
            ("working", "Requests that are worked on", self.limit.working),
            ("cache_answers", "Responses in the cache", len(responses)),
            ("cache_bytes", "Memory of these responses", responses.currsize),
            ("dataset_rejected", "Whether newer data cannot be served", data.rejected),
            ("dataset_released_timestamp_seconds", RELEASED, data.released),
        ):
            yield GaugeMetricFamily(f"rendezvous_{name}", description, value)
        description = "Requests refused because too many others were worked on"
        yield CounterMetricFamily("rendezvous_refused", description, self.limit.refused)
        labels = {"version": data.version, "revision": data.revision}
        yield InfoMetricFamily("rendezvous_dataset", "The data that is served", labels)


class _WithProcessId(Collector):
    """Samples of a registry, labelled with the id of the process."""

    def __init__(self, counted: CollectorRegistry) -> None:
        self.counted = counted

    def collect(self) -> Iterable[Metric]:
        labels = {"pid": str(os.getpid())}
        for metric in self.counted.collect():
            metric.samples = [
                sample._replace(labels=sample.labels | labels)
                for sample in metric.samples
            ]
            yield metric
