"""Compressed responses have the same content under the same entity tag."""

import gzip
import zlib
from typing import NamedTuple

import brotli
import pytest
import zstandard
from httpx import Headers

from app.middleware.compression import ENCODINGS, MAX_PARSED, preferred_encoding
from tests.support.client import Client

DECODERS = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
}


class Sent(NamedTuple):
    """A response with its bytes as they were sent."""

    status: int
    headers: Headers
    body: bytes


def request(client: Client, path: str, encoding: str, method: str = "GET") -> Sent:
    async def read() -> Sent:
        headers = {"Accept-Encoding": encoding}
        async with client.http.stream(method, path, headers=headers) as response:
            body = b"".join([part async for part in response.aiter_raw()])
            return Sent(response.status_code, response.headers, body)

    return client.portal.call(read)


@pytest.mark.parametrize(
    "path",
    [
        "/v1/missions/soyuz-28",
        "/v1/people?format=csv",
        "/v1/crew?format=ndjson",
        "/openapi.json",
        "/people",
        "/static/style.css",
    ],
)
def test_compressed_response_is_the_same_content_and_smaller(
    small_client: Client, path: str
) -> None:
    plain = request(small_client, path, "identity")
    tag = plain.headers["etag"].removeprefix("W/")
    for encoding, decode in DECODERS.items():
        # Twice, because the second response may come from the cache
        for _ in range(2):
            sent = request(small_client, path, encoding)
            assert sent.headers["content-encoding"] == encoding
            assert "Accept-Encoding" in sent.headers["vary"]
            # One tag for all encodings is weak (RFC 9110, 8.8.1)
            assert sent.headers["etag"] == f"W/{tag}"
            assert len(sent.body) < len(plain.body)
            assert decode(sent.body) == plain.body
            length = sent.headers.get("content-length")
            assert length in (None, str(len(sent.body)))


def test_responses_that_would_not_shrink_stay_plain(small_client: Client) -> None:
    [file] = [
        file["url"]
        for file in small_client.json("/v1/dataset/download")["data"]
        if file["url"].endswith("ndjson.zip")
    ]
    for path in ("/v1/missions?limit=0", file):
        sent = request(small_client, path, "gzip")
        assert "content-encoding" not in sent.headers
    assert sent.headers["etag"].startswith('"'), "bytes of a file never change"


def test_problem_is_compressed(small_client: Client) -> None:
    sent = request(small_client, "/v1/missions?programm=interkosmos", "gzip")
    assert sent.status == 400
    assert sent.headers["content-encoding"] == "gzip"
    assert b"programme" in gzip.decompress(sent.body)


def test_head_has_the_headers_of_the_compressed_response(small_client: Client) -> None:
    path = "/v1/missions/soyuz-28"
    whole, head = (
        request(small_client, path, "gzip", method) for method in ("GET", "HEAD")
    )
    assert head.body == b""
    # The second response may come from the cache, and says so
    names = set(whole.headers) - {"cache-status"}
    assert {name: head.headers[name] for name in names} == {
        name: whole.headers[name] for name in names
    }


def test_stream_is_compressed_in_chunks(quick_client: Client) -> None:
    sent = request(quick_client, "/v1/claims?format=ndjson&limit=1000", "gzip")
    assert "content-length" not in sent.headers
    assert zlib.decompress(sent.body, 31).count(b"\n") == 1000


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", ""),
        ("identity", ""),
        ("deflate", ""),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("gzip;q=1.0, br;q=0.5, zstd;q=0", "br"),
        ("GZIP; q=0.2", "gzip"),
        ("*", "zstd"),
        ("*;q=0.5, zstd;q=0", "br"),
        ("*;q=0, gzip", "gzip"),
        ("gzip;q=0", ""),
        # A weight that is not one does not count as acceptance
        *(
            (f"br;q={weight}", "")
            for weight in ("", "none", "²", "1_0", "2", "nan", "-1")
        ),
        ("br;level=9", ""),
        (",,;;=,br", "br"),
        (f"br{' ' * MAX_PARSED}", ""),
    ],
)
def test_fastest_accepted_encoding_is_preferred(accepted: str, encoding: str) -> None:
    assert preferred_encoding(accepted.encode("latin-1")).decode() == encoding
    assert not encoding or encoding in ENCODINGS
