"""No name leads out of a folder, and no value becomes a header."""

import re
import string
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlencode

import pytest
from anyio import sleep_forever
from fastapi import FastAPI
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import URL

from app.formats.dataset_files import DOWNLOAD_MEDIA_TYPES
from tests.conftest import app_on
from tests.support.client import Client, client_of

PARTS = (
    *("..", ".", "/", "....//", "\\", "%2e%2e", "%2f", "~", "C:", "\x00", ""),
    *("etc", "passwd", "index.json", "rendezvous.sqlite", "rendezvous-csv.zip"),
)
ODD_NAMES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.lists(st.sampled_from(PARTS), max_size=8).map("/".join),
)


@pytest.fixture(scope="module")
def served(sqlite_url: URL) -> Iterator[tuple[FastAPI, Client]]:
    """An app, and a client that keeps it started."""
    app = app_on(sqlite_url)
    with client_of(app) as client:
        yield app, client


@settings(max_examples=100, deadline=None, derandomize=True)
@given(name=ODD_NAMES)
@pytest.mark.parametrize("place", ["/v1/dataset/download", "/static", "/assets/docs"])
def test_names_do_not_lead_out_of_a_folder(
    served: tuple[FastAPI, Client], place: str, name: str
) -> None:
    """Paths as no client would send them, which put an end to their dots."""
    app, client = served
    requests: list[Any] = [{"type": "http.request", "body": b"", "more_body": False}]
    sent: list[Any] = []

    async def receive() -> Any:
        """Ends the request, and then waits: a client that is gone gets no answer."""
        if requests:
            return requests.pop()
        return await sleep_forever()

    async def send(message: Any) -> None:
        sent.append(message)

    path = f"{place}/{name}"
    request = {
        "query_string": b"",
        "headers": [(b"host", b"api")],
        "raw_path": path.encode("utf-8", "replace"),
    }
    scope = {"type": "http", "method": "GET", "path": path, "root_path": "", **request}
    client.portal.call(app.state.served, scope, receive, send)
    if sent[0]["status"] == 200:
        assert (place, name) in {
            ("/v1/dataset/download", file) for file in DOWNLOAD_MEDIA_TYPES
        }
    else:
        assert sent[0]["status"] in (307, 404), name


LINK = r'<[^<>"\\\s]+>; rel="[a-z-]+"(; type="[a-z/+-]+")?'
"""A link of the header, which holds no character that ends its address."""


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    name=st.sampled_from(["cursor", "format", "fields", "sort", "q", "name", "id"]),
    value=st.text(
        alphabet=string.ascii_letters + "\r\n\t :;=\"',/\x00\x0b\x85\u2028", max_size=60
    ),
)
@pytest.mark.parametrize("path", ["/v1/missions", "/v1/missions/soyuz-28", "/people"])
def test_values_do_not_become_headers(
    quick_client: Client, path: str, name: str, value: str
) -> None:
    text = f"{value}\r\nSet-Cookie: mine=1\r\n\r\n"
    for form in ("json", "csv"):
        query = urlencode(
            {name: text, "bom": "true"} | ({"format": form} if name != "format" else {})
        )
        response = quick_client.get(f"{path}?{query}")
        assert response.status_code in (200, 303, 400, 404)
        assert "set-cookie" not in response.headers
        for header in response.headers.values():
            assert not re.search(r"[\r\n\x00]", header)
        link = response.headers.pop("link", "")
        assert re.fullmatch(rf"({LINK}(, {LINK})*)?", link), link
        response.headers.pop("location", None)
        for header in response.headers.values():
            assert "mine=1" not in unquote(header)
