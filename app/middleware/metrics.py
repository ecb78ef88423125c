"""Metrics in the form of Prometheus, at `/metrics` where a setting asks for them.

Each process counts for itself and tells of itself alone, so everything it tells carries
its number: with several processes, each answers some of the scrapes.
"""

import os
from collections.abc import Callable, Iterable

from fastapi import APIRouter, Request, Response
from prometheus_client import CollectorRegistry, Histogram, ProcessCollector
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from app.middleware.limits import ConcurrencyLimit
from app.middleware.observability import RequestRecord
from app.middleware.response_cache import Front

BUCKETS = (
    *(0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05),
    *(0.1, 0.25, 0.5, 1.0, 2.5, 5.0),
)
"""Seconds: an answer from memory takes less than the first."""


class Metrics:
    """Counts requests, and tells how the process is."""

    def __init__(self, front: Front, gate: ConcurrencyLimit) -> None:
        counted = CollectorRegistry()
        ProcessCollector(registry=counted)
        counted.register(_State(front, gate))
        self._seconds = Histogram(
            "rendezvous_request_seconds",
            "Time to answer, by route as declared, status, and whether from memory",
            ["route", "status", "from_memory"],
            buckets=BUCKETS,
            registry=counted,
        )
        self._known: dict[tuple[str, int, bool], Callable[[float], None]] = {}
        self.registry = CollectorRegistry()
        self.registry.register(_OfThisProcess(counted))
        self.router = APIRouter(include_in_schema=False)
        self.router.add_api_route("/metrics", self._told)

    def count(self, seen: RequestRecord) -> None:
        """A request that was answered."""
        key = (seen.route, seen.status, seen.from_memory)
        observe = self._known.get(key)
        if observe is None:
            labels = (seen.route, seen.status, str(seen.from_memory).lower())
            self._known[key] = observe = self._seconds.labels(*labels).observe
        observe(seen.seconds)

    async def _told(self, request: Request) -> Response:
        """The metrics in the form that whoever gathers them likes."""
        encode, media = choose_encoder(request.headers.get("accept", ""))
        headers = {"Cache-Control": "no-store"}
        return Response(encode(self.registry), media_type=media, headers=headers)


class _State(Collector):
    """What is known without counting."""

    def __init__(self, front: Front, gate: ConcurrencyLimit) -> None:
        self.front = front
        self.gate = gate

    def collect(self) -> Iterable[Metric]:
        front, gate = self.front, self.gate
        for name, about, value in (
            ("working", "Requests that are worked on", gate.inside),
            ("cache_answers", "Answers in memory", len(front.answers)),
            ("cache_bytes", "What they weigh", front.answers.weight),
            ("cache_questions", "Questions that are understood", len(front.questions)),
        ):
            yield GaugeMetricFamily(f"rendezvous_{name}", about, value)
        refused = "Requests that found too many others"
        yield CounterMetricFamily("rendezvous_refused", refused, gate.refused)
        dataset = front.snapshot.dataset
        told = {name: dataset[name] for name in ("version", "revision")}
        yield InfoMetricFamily("rendezvous_dataset", "The data answered from", told)


class _OfThisProcess(Collector):
    """What a registry tells, with the number of the process."""

    def __init__(self, counted: CollectorRegistry) -> None:
        self.counted = counted

    def collect(self) -> Iterable[Metric]:
        mine = {"pid": str(os.getpid())}
        for metric in self.counted.collect():
            metric.samples = [
                one._replace(labels=one.labels | mine) for one in metric.samples
            ]
            yield metric
