"""Requests arrive as spans of OpenTelemetry where a setting sends them."""

import gzip
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import URL

from tests.middleware.conftest import small_app
from tests.support.client import client_of
from tests.support.serving import served

TRACE = "0af7651916cd43dd8448eb211c80319c"
PARENT = "b7ad6b7169203331"


@pytest.fixture
def collector() -> Iterator[tuple[str, list[bytes]]]:
    """The address of a collector, and the bodies that it received."""
    sent: list[bytes] = []

    class Collects(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            packed = self.headers.get("Content-Encoding") == "gzip"
            if self.path == "/v1/traces":
                sent.append(gzip.decompress(body) if packed else body)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Collects) as server:
        Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}", sent
        server.shutdown()


def test_each_request_is_a_span_named_by_its_route(
    small_url: URL, collector: tuple[str, list[bytes]]
) -> None:
    pytest.importorskip(
        "opentelemetry.exporter.otlp.proto.http", reason="no exporter is installed"
    )
    from opentelemetry.proto.collector.trace.v1 import (  # noqa: PLC0415
        trace_service_pb2,
    )

    address, sent = collector
    folder = Path(small_url.database or "").parent.parent
    settings = {
        "DATABASE_URL": str(small_url),
        "RENDEZVOUS_SEED_DATA": str(folder / "seed"),
        "RENDEZVOUS_TRACES": "true",
        "OTEL_EXPORTER_OTLP_ENDPOINT": address,
    }
    with served(settings) as client:
        above = {"traceparent": f"00-{TRACE}-{PARENT}-01"}
        assert client.get("/v1/missions/soyuz-28", headers=above).status_code == 200
        for path in ("/v1/missions/soyuz-28", "/v1/missions/nobody", "/healthz"):
            client.get(path)
    spans = [
        span
        for body in sent
        for resource in trace_service_pb2.ExportTraceServiceRequest.FromString(
            body
        ).resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    ]
    assert {span.name for span in spans} == {"GET /v1/missions/{id}"}
    first, second, third = sorted(spans, key=lambda span: span.start_time_unix_nano)
    assert (first.trace_id.hex(), first.parent_span_id.hex()) == (TRACE, PARENT)
    assert second.trace_id != first.trace_id
    statuses = [
        value.value.int_value
        for span in (first, second, third)
        for value in span.attributes
        if value.key == "http.response.status_code"
    ]
    assert statuses == [200, 200, 404]


def test_requests_are_answered_without_a_collector(small_url: URL) -> None:
    with client_of(small_app(small_url, traces=True)) as client:
        for path in ("/v1/missions", "/v1/missions", "/people", "/nothing", "/healthz"):
            status = 404 if path == "/nothing" else 200
            assert client.get(path).status_code == status
