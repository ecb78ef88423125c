"""Equal texts in other Unicode forms give the same answer under the same address."""

from collections.abc import Iterator
from unicodedata import normalize
from urllib.parse import quote

import anyio
import pytest
from fastapi import FastAPI
from starlette.types import Message, Receive, Scope, Send

from app.middleware.normalisation import NormalisedText, normalised_query
from tests.middleware.conftest import small_app
from tests.support.client import Client, client_of
from tests.support.factories import changed, load_seed

QUERIES = [
    (b"", b""),
    (b"q=jahn&limit=2", b"q=jahn&limit=2"),
    # What is in NFC keeps its spelling
    (b"q=J%C3%A4hn+a%2Bb%20c&x", b"q=J%C3%A4hn+a%2Bb%20c&x"),
    (b"q=J%c3%a4hn", b"q=J%c3%a4hn"),
    (b"q=Ja%CC%88hn", b"q=J%C3%A4hn"),
    (b"q=J%61%CC%88hn", b"q=J%C3%A4hn"),
    # In names, and with everything around it kept
    (b"a=1+2&u%CC%88=%2B+%26&b", b"a=1%202&%C3%BC=%2B%20%26&b"),
    (b"a=b=%CC%B8&=", b"a=b%E2%89%A0&="),
    # Letters that are not encoded
    ("q=Jähn".encode(), b"q=J%C3%A4hn"),
    (normalize("NFD", "q=й").encode(), b"q=%D0%B9"),
    # Bytes that are not UTF-8
    (b"q=%FF", b"q=%FF"),
    (b"q=%FFe%CC%81", b"q=%FF%C3%A9"),
]


@pytest.mark.parametrize(("query", "normalised"), QUERIES)
def test_query_is_in_nfc(query: bytes, normalised: bytes) -> None:
    assert normalised_query(query) == normalised
    assert normalised_query(normalised) == normalised


def test_what_is_not_a_request_passes_unchanged() -> None:
    scopes: list[Scope] = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        scopes.append(scope)

    async def receive() -> Message:
        return {}

    async def send(_message: Message) -> None:
        pass

    scope: Scope = {"type": "lifespan"}
    anyio.run(NormalisedText(app).__call__, scope, receive, send)
    assert scopes == [scope]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """The small seed, with an id in another catalogue that has an accent."""
    rows = changed("people", "vladimir-remek", gcat_id="É-1", native_name="Йó")
    return small_app(load_seed(tmp_path_factory.mktemp("normalised"), people=rows))


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[Client]:
    with client_of(app) as client:
        yield client


ADDRESSES = [
    "/v1/people?q=Владимир Йó",
    "/v1/people?gcat_id=é-1",
    "/v1/people/É-1",
    "/v1/people?id=é-1",
    "/v1/claims?record=people/É-1",
    "/v1/search?q=Йó",
    "/v1/countries/Česko",
    "/v1/firsts?country=Česko",
    "/v1/missions?launched=é",
    "/v1/people?é=1",
    "/people?q=Йó",
    "/v1/é",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_both_spellings_are_one_request(client: Client, address: str) -> None:
    answers = [
        client.get(quote(normalize(form, address), safe="/?&="))
        for form in ("NFC", "NFD")
    ]
    composed, decomposed = (
        (answer.status_code, answer.headers.get("etag"), answer.text)
        for answer in answers
    )
    assert composed == decomposed
    assert composed[0] in (200, 400, 404)


def test_letters_in_both_spellings_find_the_person(client: Client) -> None:
    for form in ("NFC", "NFD"):
        for address in ("people?q=Йó", "people?gcat_id=é-1", "people?id=é-1"):
            path = quote(f"/v1/{normalize(form, address)}", safe="/?=")
            assert [person["id"] for person in client.json(path)["data"]] == [
                "vladimir-remek"
            ]


def test_record_has_the_same_canonical_address(client: Client) -> None:
    for name in ("É-1", "e\u0301-1", "Q314324", "q314324"):
        links = client.json(f"/v1/people/{quote(name)}")["links"]
        assert links["self"] == "/v1/people/vladimir-remek"


def test_pages_and_tools_ask_for_both_spellings(app: FastAPI, client: Client) -> None:
    for form in ("NFC", "NFD"):
        path = quote(f"/v1/people?q={normalize(form, 'Йó')}", safe="/?=")
        answer = client.portal.call(app.state.client.get, path)
        assert answer.body["links"]["self"] == "/v1/people?q=%D0%99%C3%B3"
        assert answer.body["meta"]["total"] == 1
