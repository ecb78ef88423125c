"""A server with a cache and one without give equal answers, whatever headers are sent.

Header lines are repeated, reordered and malformed at random. An answer also equals the
one to the same lines joined by commas, which mean the same (RFC 9110, 5.3).
"""

import gzip
from collections.abc import Iterator
from functools import partial
from random import Random
from typing import NamedTuple

import brotli
import pytest
import zstandard
from fastapi import FastAPI
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import URL

from tests.middleware.conftest import small_app
from tests.middleware.exchange import Exchanged, Line, exchange
from tests.support.client import Client, client_of

DECODERS = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
}
PATHS = [
    "/v1/missions?limit=1",
    "/v1/sources/essay",
    "/v1/dataset/download/rendezvous-csv.zip",
    "/static/style.css",
    "/v1/missions/nope",
    "/v1/in-space/history",
]
DATES = ["Thu, 02 Mar 1978 15:28:10 GMT", "Fri, 01 Jan 2100 00:00:00 GMT", "1978"]
WEIGHTS = ["", ";q=0", ";q=0.5", "; q=1", ";q=²", ";q=", ";q=1e9", ";q=nan", ";x"]
MEDIA = [
    *("application/json", "text/csv", "application/x-ndjson", "application/ld+json"),
    *(
        "text/html",
        "text/markdown",
        "application/x-bibtex",
        "*/*",
        "text/*",
        "IMAGE/png",
    ),
    *("", "*", "/", "json"),
]
ENCODINGS = ["gzip", "br", "zstd", "identity", "deflate", "*", "GZIP", ""]
RANGES = [
    "bytes=0-1",
    "bytes=5-6,0-1",
    "bytes=-3",
    "bytes=99999999-",
    "lines=1",
    "bytes",
]
# Names of the entity tags of the path stand in braces
TAGS = ["{weak}", "{strong}", "*", '"x"', 'W/"x"', '"', "x"]


def lists(values: list[str], weights: list[str]) -> st.SearchStrategy[str]:
    """Comma-separated values, as one line of a header has them."""
    value = st.builds("{}{}".format, st.sampled_from(values), st.sampled_from(weights))
    separator = st.sampled_from([",", ", ", " ,", ",,"])
    return st.builds(
        lambda values, separator: separator.join(values),
        st.lists(value, max_size=3),
        separator,
    )


def lines_of(name: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[Line]:
    return st.tuples(st.just(name), values)


TAG_LISTS = lists(TAGS, [""])
LISTS = ("accept", "accept-encoding", "if-match", "if-none-match")
LINE = st.one_of(
    lines_of("accept", lists(MEDIA, WEIGHTS)),
    lines_of("accept-encoding", lists(ENCODINGS, WEIGHTS)),
    *(lines_of(name, TAG_LISTS) for name in ("if-none-match", "if-match", "if-range")),
    *(
        lines_of(name, st.sampled_from(DATES))
        for name in ("if-modified-since", "if-unmodified-since")
    ),
    lines_of("range", st.sampled_from(RANGES)),
    lines_of("host", st.sampled_from(["api", "elsewhere.example", ""])),
    lines_of("x-junk", st.sampled_from(["", "²", ",", "{", "a" * 40_000])),
    st.sampled_from([("upgrade", "h2c"), ("cookie", "a=b"), ("accept-language", "cs")]),
)
REQUESTS = st.lists(st.lists(LINE, max_size=5), min_size=1, max_size=3)


class Servers(NamedTuple):
    """The same application with a cache and without."""

    client: Client
    with_cache: FastAPI
    without_cache: FastAPI
    etags: dict[str, str]

    def send(self, app: FastAPI, path: str, lines: list[Line]) -> Exchanged:
        request = partial(exchange, app.state.served, path, lines)
        return self.client.portal.call(request)


@pytest.fixture(scope="module")
def servers(small_url: URL) -> Iterator[Servers]:
    apps = [small_app(small_url, cache_bytes=size) for size in (10_000_000, 0)]
    with client_of(apps[0]) as client, client_of(apps[1]) as other:
        etags = {path: other.get(path).headers.get("etag", '""') for path in PATHS}
        yield Servers(client, apps[0], apps[1], etags)


def content(answer: Exchanged) -> tuple[int, list[Line], bytes]:
    """Returns an answer without what compression, multipart and the cache choose."""
    ignored = {"cache-status", "content-length"}
    body = answer.body
    encoding = answer.headers.get("content-encoding")
    if encoding:
        body = DECODERS[encoding](body)
    boundary = answer.headers.get("content-type", "").partition("boundary=")[2]
    lines = [
        (name, value.replace(boundary, "boundary") if boundary else value)
        for name, value in answer.lines
        if name not in ignored
    ]
    if boundary:
        body = body.replace(boundary.encode(), b"boundary")
    return answer.status, sorted(lines), body


def joined(lines: list[Line]) -> list[Line]:
    """Returns the lines with those of each header that is a list in one line."""
    values = {
        name: ", ".join(value for other, value in lines if other == name)
        for name, _ in lines
        if name in LISTS
    }
    return [line for line in lines if line[0] not in LISTS] + list(values.items())


@pytest.mark.parametrize("path", PATHS)
@settings(max_examples=50, derandomize=True, deadline=None, database=None)
@given(requests=REQUESTS, random=st.randoms(use_true_random=False))
def test_answers_with_and_without_a_cache_are_equal(
    servers: Servers, path: str, requests: list[list[Line]], random: Random
) -> None:
    weak = servers.etags[path]
    # Requests without preferences are the usual victims of a wrong key
    lists_of_lines = 2 * [[], *requests]
    servers.with_cache.state.response_cache.reset()
    for lines in random.sample(lists_of_lines, len(lists_of_lines)):
        sent = [("host", "api")] if random.random() < 0.9 else []
        for name, value in lines:
            strong = weak.removeprefix("W/")
            tag = value.replace("{weak}", weak).replace("{strong}", strong)
            sent.append((name, tag))
        expected = content(servers.send(servers.without_cache, path, sent))
        assert content(servers.send(servers.with_cache, path, sent)) == expected
        merged = servers.send(servers.without_cache, path, joined(sent))
        assert content(merged) == expected
