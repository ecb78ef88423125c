"""The memory of a server stays bounded, whatever its clients send or leave unread.

A server in a process of its own gets the requests that once filled its memory: many
that differ in everything that could be remembered, and large answers that nobody reads.
"""

import random
import re
import socket
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from time import sleep

import httpx
import pytest
from sqlalchemy import URL

from tests.support.serving import served

MAX_MEGABYTES = 320
"""The server at rest, and eight of its largest answers of 9 MB while they are made."""
LENGTHS = (15_900, 7_900)
"""Bytes of a query: nearly the longest that is read, and that is answered."""
NUMBERS = (
    *("crew_size", "mass_kg", "perigee_km", "apogee_km", "inclination_deg"),
    *("duration_seconds", "guests_count"),
)
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc"),
    pytest.mark.xdist_group("memory"),
]


class Server:
    """A server, and the memory of its process."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        metrics = client.get("/metrics").text
        self.pid = int(re.findall(r'pid="(\d+)"', metrics)[0])

    @property
    def address(self) -> tuple[str, int]:
        url = self.client.base_url
        return url.host, url.port or 80

    @property
    def megabytes(self) -> int:
        """The most that the process has held until now."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) // 1024

    def send(self, urls: Iterable[str]) -> set[int]:
        """Sends requests one after the other and returns their statuses."""
        connection = HTTPConnection(*self.address)
        statuses = set()
        for url in urls:
            connection.request("GET", url)
            response = connection.getresponse()
            response.read()
            statuses.add(response.status)
        connection.close()
        return statuses


@pytest.fixture(scope="module")
def server(sqlite_url: URL) -> Iterator[Server]:
    settings = {
        "RENDEZVOUS_DATABASE_URL": str(sqlite_url),
        "RENDEZVOUS_METRICS": "true",
    }
    # A client that is let go in the middle of a response is logged
    expected = "ERROR: +ASGI callable returned without completing response\\."
    with served(settings, expected=expected) as client:
        yield Server(client)


def text_of(length: int) -> str:
    """Returns letters that no other query has."""
    return random.randbytes(length // 2).hex().translate(str.maketrans("0123", "wxyz"))


def number_lists(shape: int, values: int) -> str:
    """Returns a query of so many values, whose statement no other shape has."""
    names = [name + end for name in NUMBERS for end in ("", "__not", "__gte", "__lte")]
    chosen = random.Random(shape).sample(names, 12)
    counts = [values // 12 - number % 3 for number in range(shape, shape + 12)]
    lists = (",".join(str(value % 10) for value in range(count)) for count in counts)
    return "&".join(map("{}={}".format, chosen, lists))


def test_queries_that_never_repeat(server: Server) -> None:
    words = (
        f"/v1/{path}?q={text_of(length)}"
        for _ in range(500)
        for length in LENGTHS
        for path in ("people", "search")
    )
    assert server.send(words) <= {200, 400, 414}
    assert server.megabytes < MAX_MEGABYTES
    filters = (
        f"/v1/missions?limit=0&{name}={text_of(length)}"
        for _ in range(650)
        for length in LENGTHS
        for name in ("name", "call_sign__contains")
    )
    assert server.send(filters) <= {200, 400, 414}
    assert server.megabytes < MAX_MEGABYTES


def test_statements_that_never_repeat(server: Server) -> None:
    shapes = (
        f"/v1/missions?{number_lists(shape, values)}"
        for shape in range(30)
        for values in (6_000, 480, 96)
    )
    assert server.send(shapes) <= {200, 400, 414}
    assert server.megabytes < MAX_MEGABYTES


@pytest.mark.parametrize(
    ("url", "version"),
    [
        ("/v1/missions?limit=200&include=claims", "1.1"),
        ("/v1/claims?format=ndjson", "1.1"),
        ("/v1/claims?format=ndjson", "1.0"),
        ("/v1/dataset/download/rendezvous.sqlite", "1.1"),
    ],
)
def test_responses_that_nobody_reads(server: Server, url: str, version: str) -> None:
    head = f"GET {url} HTTP/{version}\r\nHost: a\r\n\r\n"
    with ExitStack() as stack:
        for _ in range(30):
            connection = socket.create_connection(server.address)
            stack.enter_context(connection)
            connection.sendall(head.encode())
        # Answered when those before it were worked on
        assert server.send(["/v1/missions?limit=1", "/healthz"]) <= {200, 503}
        sleep(0.5)
        assert server.megabytes < MAX_MEGABYTES
