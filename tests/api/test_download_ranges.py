"""Parts of a file to download, and conditions on it (RFC 9110, sections 13 and 14)."""

import json
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import URL

from app.formats.dataset_files import INDEX, folder_of
from app.main import create_app
from app.settings import Settings
from tests.conftest import problem_of
from tests.support.client import Client, client_of

NAME = "rendezvous-csv.zip"
PATH = f"/v1/dataset/download/{NAME}"
CONTENT = bytes(range(256)) * 4
SIZE = len(CONTENT)
CHECKSUM = "0" * 64


class Part(NamedTuple):
    """Bytes of the file from a position on."""

    start: int
    content: bytes


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def client(sqlite_url: URL, folder: Path) -> Iterator[Client]:
    """A client of an application with one file to download."""
    app = create_app(Settings(data_folder=folder), sqlite_url)
    with client_of(app) as client:
        files = folder_of(folder, app.state.snapshot.reference_data.revision)
        files.mkdir()
        index = {"name": NAME, "about": "", "bytes": SIZE, "sha256": CHECKSUM}
        (files / INDEX).write_text(json.dumps([index]))
        (files / NAME).write_bytes(CONTENT)
        yield client


def parts_of(client: Client, ranges: str) -> list[Part]:
    """Returns the parts in a response to `Range`, which must be 206."""
    response = client.get(PATH, headers={"Range": ranges})
    assert response.status_code == 206, (ranges, response.text)
    content_type = response.headers["content-type"]
    if not content_type.startswith("multipart/byteranges;"):
        assert content_type == "application/zip"
        return [_part(response.headers["content-range"], response.content)]
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    message = message_from_bytes(head + response.content)
    return [
        _part(str(part["Content-Range"]), part.get_payload(decode=True))
        for part in message.walk()
        if not part.is_multipart()
    ]


def _part(content_range: str, content: object) -> Part:
    unit, _, positions = content_range.partition(" ")
    first, last = map(int, positions.removesuffix(f"/{SIZE}").split("-"))
    assert unit == "bytes"
    assert isinstance(content, bytes)
    assert len(content) == last - first + 1
    return Part(first, content)


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [
        ("bytes=0-99", [(0, 100)]),
        ("bytes=100-", [(100, SIZE)]),
        ("bytes=-100", [(SIZE - 100, SIZE)]),
        ("bytes=-99999999999", [(0, SIZE)]),
        ("bytes=5-99999999999", [(5, SIZE)]),
        ("Bytes = 7-7", [(7, 8)]),
        (f"bytes={SIZE - 1}-", [(SIZE - 1, SIZE)]),
        ("bytes=0-1,5-6", [(0, 2), (5, 7)]),
        ("bytes=5-6 ,\t0-1, -2", [(0, 2), (5, 7), (SIZE - 2, SIZE)]),
        ("bytes=,0-1,,5-6,", [(0, 2), (5, 7)]),
        # Ranges that overlap are joined, those beyond the end left out
        ("bytes=0-9,5-19", [(0, 20)]),
        ("bytes=0-1,99999-", [(0, 2)]),
        ("bytes=-0,0-1,5-4", [(0, 2)]),
    ],
)
def test_ranges_within_the_file_are_sent(
    client: Client, ranges: str, expected: list[tuple[int, int]]
) -> None:
    parts = parts_of(client, ranges)
    assert parts == [Part(start, CONTENT[start:end]) for start, end in expected]


@pytest.mark.parametrize(
    "ranges",
    [
        f"bytes={SIZE}-",
        "bytes=5-4",
        "bytes=-0",
        "bytes=",
        "bytes=,",
        "bytes",
        "bytes=a-b",
        "bytes=+1-2",
        "bytes=1-2-3",
        "bytes=²-³",
        "bytes=0-1;q=1",
        "bytes=0-1, bytes=5-6",
        f"bytes={'9' * 5_000}-",
    ],
)
def test_other_ranges_are_rejected_with_the_size(client: Client, ranges: str) -> None:
    refused = client.get(PATH, headers={"Range": ranges.encode("latin-1")})
    assert problem_of(refused, 416)["type"] == "/problems/range-not-satisfiable"
    assert refused.headers["content-range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize(
    "ranges", ["lines=0-1", "0-1", "", "bytes=" + ",".join(["0-0"] * 500)]
)
def test_ranges_that_may_be_ignored_bring_the_whole_file(
    client: Client, ranges: str
) -> None:
    """Other units, and more parts than a file is worth (RFC 9110, 14.2)."""
    response = client.get(PATH, headers={"Range": ranges})
    assert (response.status_code, response.content) == (200, CONTENT)


def test_head_ignores_ranges(client: Client) -> None:
    for ranges in ("bytes=0-1", "bytes=99999-"):
        response = client.request("HEAD", PATH, headers={"Range": ranges})
        assert (response.status_code, response.content) == (200, b"")
        assert response.headers["content-length"] == str(SIZE)
        assert response.headers["accept-ranges"] == "bytes"


POSITIONS = st.integers(0, SIZE + 50)
RANGES = st.lists(
    st.tuples(POSITIONS, POSITIONS)
    | st.tuples(POSITIONS, st.none())
    | st.tuples(st.none(), POSITIONS),
    min_size=1,
    max_size=6,
)


@settings(max_examples=100, derandomize=True, deadline=None, database=None)
@given(RANGES)
def test_exactly_the_bytes_of_the_ranges_are_sent(
    client: Client, ranges: list[tuple[int | None, int | None]]
) -> None:
    expected: set[int] = set()
    for first, last in ranges:
        if first is None:
            expected |= set(range(max(SIZE - (last or 0), 0), SIZE))
        else:
            expected |= set(range(first, SIZE if last is None else min(last + 1, SIZE)))
    texts = (
        f"{'' if first is None else first}-{'' if last is None else last}"
        for first, last in ranges
    )
    text = f"bytes={','.join(texts)}"
    if not expected:
        problem_of(client.get(PATH, headers={"Range": text}), 416)
        return
    found: set[int] = set()
    for part in parts_of(client, text):
        end = part.start + len(part.content)
        assert part.content == CONTENT[part.start : end]
        found |= set(range(part.start, end))
    assert found == expected


PAST, FUTURE = "Thu, 02 Mar 1978 15:28:10 GMT", "Fri, 01 Jan 2100 00:00:00 GMT"
ETAG = f'"{CHECKSUM}"'
TWO_BYTES = {"Range": "bytes=0-1"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"If-None-Match": ETAG}, 304),
        ({"If-None-Match": f"W/{ETAG}"}, 304),
        ({"If-Modified-Since": FUTURE}, 304),
        ({"If-Modified-Since": PAST}, 200),
        ({"If-Modified-Since": FUTURE, "If-None-Match": '"x"'}, 200),
        ({"If-Modified-Since": "Thu, 02 Mar 1978 00:00:00 +" + "9" * 20}, 200),
        ({"If-Match": ETAG}, 200),
        ({"If-Match": f"W/{ETAG}"}, 412),
        ({"If-Match": '"x"'}, 412),
        ({"If-Unmodified-Since": FUTURE}, 200),
        ({"If-Unmodified-Since": PAST}, 412),
        (TWO_BYTES | {"If-Match": ETAG}, 206),
        (TWO_BYTES | {"If-Match": '"x"'}, 412),
        (TWO_BYTES | {"If-None-Match": ETAG}, 304),
        (TWO_BYTES | {"If-Unmodified-Since": PAST}, 412),
        (TWO_BYTES | {"If-Range": ETAG}, 206),
        (TWO_BYTES | {"If-Range": f"W/{ETAG}"}, 200),
        (TWO_BYTES | {"If-Range": '"x"'}, 200),
        (TWO_BYTES | {"If-Range": FUTURE}, 200),
        ({"Range": "bytes=99999-", "If-Range": '"x"'}, 200),
        ({"If-Range": ETAG}, 200),
    ],
)
def test_conditions_on_a_file(
    client: Client, headers: dict[str, str], status: int
) -> None:
    # Twice: a whole response may be cached, and must still be judged by its date
    for _ in range(2):
        response = client.get(PATH, headers=headers)
        assert response.status_code == status
        if status == 412:
            assert ETAG in problem_of(response, 412)["detail"]
        else:
            assert response.headers["etag"] == ETAG
            length = {200: SIZE, 206: 2, 304: 0}[status]
            assert response.content == CONTENT[:length]
        assert client.get(PATH).content == CONTENT


def test_range_continues_a_file_of_the_same_date(client: Client) -> None:
    modified = client.get(PATH).headers["last-modified"]
    headers = TWO_BYTES | {"If-Range": modified}
    assert client.get(PATH, headers=headers).content == CONTENT[:2]


def test_file_that_was_cut_short_or_removed_is_unavailable(
    sqlite_url: URL, tmp_path: Path
) -> None:
    app = create_app(Settings(data_folder=tmp_path), sqlite_url)
    with client_of(app) as client:
        files = folder_of(tmp_path, app.state.snapshot.reference_data.revision)
        files.mkdir()
        index = {"name": NAME, "about": "", "bytes": SIZE, "sha256": CHECKSUM}
        (files / INDEX).write_text(json.dumps([index]))
        for content in (CONTENT[:-1], None):
            if content is None:
                (files / NAME).unlink()
            else:
                (files / NAME).write_bytes(content)
            response = client.get(PATH, headers=TWO_BYTES)
            assert "missing" in problem_of(response, 503)["detail"]
            assert response.headers["retry-after"] == "60"
