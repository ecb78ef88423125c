"""Answers are compressed where that is asked for, and stay the same answers."""

import gc
import gzip
import zlib

import brotli
import pytest
import zstandard
from httpx import Response

from app.middleware.compression import ENCODINGS, chosen_encoding
from tests.support.client import Client

LIST = "/v1/missions?programme=interkosmos"
DECODERS = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
}
every_encoding = pytest.mark.parametrize("encoding", DECODERS)
every_path = pytest.mark.parametrize(
    "path",
    [
        LIST,
        "/v1/missions/soyuz-28",
        "/v1/firsts?by=country",
        "/v1/people?format=csv",
        "/v1/crew?format=ndjson&limit=3",
        "/openapi.json",
        "/docs",
    ],
)


def get(client: Client, path: str, **headers: str) -> Response:
    """An answer whose body is as it was sent."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(path, headers={"Accept-Encoding": "identity"} | named)


def raw(client: Client, path: str, encoding: str) -> tuple[Response, bytes]:
    """An answer in an encoding, with its bytes as they went over the wire."""

    async def read() -> tuple[Response, bytes]:
        headers = {"Accept-Encoding": encoding}
        async with client.http.stream("GET", path, headers=headers) as response:
            return response, b"".join([part async for part in response.aiter_raw()])

    return client.portal.call(read)


@every_encoding
@every_path
def test_a_compressed_answer_is_the_same_answer_and_smaller(
    client: Client, path: str, encoding: str
) -> None:
    plain = get(client, path)
    # Twice, because the second time it is answered from memory
    for _ in range(3):
        response, body = raw(client, path, encoding)
        assert response.headers["content-encoding"] == encoding
        assert len(body) < len(plain.content)
        assert DECODERS[encoding](body) == plain.content
        length = response.headers.get("content-length")
        assert length in (None, str(len(body)))


@every_encoding
def test_each_encoding_has_a_validator_of_its_own_and_any_is_recognised(
    client: Client, encoding: str
) -> None:
    plain = get(client, LIST).headers["etag"]
    for _ in range(3):
        tag = get(client, LIST, Accept_Encoding=encoding).headers["etag"]
        assert tag == f'{plain[:-1]}-{encoding}"'
        for known in (plain, tag):
            again = get(client, LIST, Accept_Encoding=encoding, If_None_Match=known)
            assert (again.status_code, again.headers["etag"]) == (304, known)
            assert again.content == b""


def test_an_answer_that_is_small_stays_plain(client: Client) -> None:
    for _ in range(3):
        response = get(client, "/v1/missions?limit=0", Accept_Encoding="gzip")
        assert "content-encoding" not in response.headers


def test_a_problem_is_compressed_too(client: Client) -> None:
    response, body = raw(client, "/v1/missions?programm=interkosmos", "gzip")
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    assert b"programme" in body


def test_files_that_are_compressed_already_stay_as_they_are(client: Client) -> None:
    [path] = [
        one["url"]
        for one in client.json("/v1/dataset/download")["data"]
        if one["url"].endswith("ndjson.zip")
    ]
    response, body = raw(client, path, "gzip")
    assert "content-encoding" not in response.headers
    assert body[:2] == b"PK"


def test_head_tells_what_get_would_send(client: Client) -> None:
    headers = {"Accept-Encoding": "gzip"}
    whole = client.get("/v1/missions/soyuz-28", headers=headers)
    head = client.request("HEAD", "/v1/missions/soyuz-28", headers=headers)
    assert head.content == b""
    for name in ("etag", "content-encoding", "content-length", "content-type", "vary"):
        assert head.headers[name] == whole.headers[name]


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", None),
        ("identity", None),
        ("deflate", None),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("gzip;q=1.0, br;q=0.5, zstd;q=0", "gzip"),
        ("GZIP; q=0.2", "gzip"),
        ("*", "zstd"),
        ("*;q=0, gzip", "gzip"),
        ("gzip;q=0", None),
        ("br;q=none", None),
    ],
)
def test_the_client_chooses_the_encoding(accepted: str, encoding: str | None) -> None:
    assert chosen_encoding(accepted) == encoding


def test_a_stream_is_compressed_as_it_goes(client: Client) -> None:
    """Its length is not known beforehand, and its chunks are not held back."""
    response, body = raw(client, "/v1/claims?format=ndjson&limit=1000", "gzip")
    assert "content-length" not in response.headers
    assert zlib.decompress(body, 31).count(b"\n") == 1000


@every_encoding
def test_what_compresses_goes_with_the_answer(
    quick_client: Client, encoding: str
) -> None:
    for country in ("poland", "cuba", "vietnam"):
        response, _ = raw(quick_client, f"/countries/{country}", encoding)
        assert response.headers["content-encoding"] == encoding
    gc.collect()
    kinds = {made.__class__ for made in (make() for make in ENCODINGS.values())}
    assert [one for one in gc.get_objects() if one.__class__ in kinds] == []
