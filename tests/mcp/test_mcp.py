"""Tools for language models: real clients ask over HTTP and over a pipe."""

import asyncio
import io
import json
import re
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any

import httpx
import pytest
from mcp import Client as ToolClient
from mcp import StdioServerParameters, types
from sqlalchemy import URL

from app.cli import main
from app.mcp.server import server_of
from app.mcp.tools import MOST, TOOLS
from app.settings import ROOT
from tests.conftest import app_on
from tests.support.client import Client, client_of
from tests.support.serving import served

README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
Told = dict[str, Any]
QUESTIONS: dict[str, tuple[str, Told]] = {
    "which station": (
        "get",
        {
            "resource": "missions",
            "id": "soyuz-28",
            "claims": True,
            "fields": "station",
        },
    ),
    "who from Asia": ("first", {"region": "Asia"}),
    "when founded": (
        "claims",
        {"record": "organisations/glavkosmos", "field": "founded"},
    ),
}


@pytest.fixture(scope="module")
def server(sqlite_url: URL) -> Iterator[httpx.Client]:
    with served({"DATABASE_URL": str(sqlite_url)}) as client:
        client.get("/healthz")
        yield client


def speak(
    to: str | StdioServerParameters, say: Callable[[ToolClient], Awaitable[Any]]
) -> Any:
    """What a real client of the protocol is told."""

    async def connected() -> Any:
        async with ToolClient(to) as client:
            return await say(client)

    return asyncio.run(connected())


def piped(sqlite_url: URL) -> StdioServerParameters:
    """The program that README says to start."""
    [line] = re.findall(r"^(\{\"mcpServers\".*)$", README, re.MULTILINE)
    [configured] = json.loads(line)["mcpServers"].values()
    assert 'rendezvous = "app.cli:main"' in PROJECT
    assert configured["command"] == "rendezvous"
    return StdioServerParameters(
        command=sys.executable,
        args=["-m", "app", *configured["args"]],
        cwd=ROOT,
        env={"DATABASE_URL": str(sqlite_url)},
    )


@pytest.fixture(scope="module", params=["http", "pipe"])
def answers(request: pytest.FixtureRequest, sqlite_url: URL) -> dict[str, Told]:
    """The answers to the questions below, over each transport in turn."""
    if request.param == "pipe":
        to: str | StdioServerParameters = piped(sqlite_url)
    else:
        to = f"{request.getfixturevalue('server').base_url}/mcp"

    async def ask_all(client: ToolClient) -> dict[str, Told]:
        return {
            name: answer_of(await client.call_tool(tool, arguments))
            for name, (tool, arguments) in QUESTIONS.items()
        }

    told: dict[str, Told] = speak(to, ask_all)
    return told


Call = Callable[..., types.CallToolResult]


@pytest.fixture(scope="module")
def call(sqlite_url: URL) -> Iterator[Call]:
    """Calls a tool of the app in process."""
    app = app_on(sqlite_url)

    async def called(tool: str, arguments: Told) -> types.CallToolResult:
        async with ToolClient(server_of(app.state.inside)) as client:
            return await client.call_tool(tool, arguments)

    with client_of(app) as client:
        yield lambda tool, **arguments: client.portal.call(called, tool, arguments)


@pytest.fixture(scope="module")
def ask(call: Call) -> Callable[..., Told]:
    """Calls a tool that must answer."""
    return lambda tool, **arguments: answer_of(call(tool, **arguments))


@pytest.fixture(scope="module")
def refused(call: Call) -> Callable[..., str]:
    """Calls a tool that must say what is wrong."""

    def refused(tool: str, **arguments: Any) -> str:
        result = call(tool, **arguments)
        assert result.is_error
        return text_of(result)

    return refused


def text_of(result: types.CallToolResult) -> str:
    [content] = result.content
    assert isinstance(content, types.TextContent)
    return content.text


def answer_of(result: types.CallToolResult) -> Told:
    """The typed answer, which is the text as well, and says what it rests on."""
    assert not result.is_error, text_of(result)
    told: Told = result.structured_content
    assert told == json.loads(text_of(result))
    assert told["asked"].startswith("/v1/")
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", told["dataset"]["revision"])
    assert told["dataset"]["version"]
    return told


# -- Questions that readers of the documents have, each answered with its sources


def test_which_station_soyuz_28_visited_and_who_says_otherwise(
    answers: dict[str, Told],
) -> None:
    told = answers["which station"]
    assert told["data"]["station"]["name"] == "Salyut 6"
    about = [one for one in told["claims"] if one["field"] == "station"]
    judged = {one["source"]["id"]: one for one in about}
    assert judged["gcat"]["agreement"] == "agrees"
    assert judged["gcat"]["locator"]["place"]
    assert judged["000-essay"]["stated"] == "Salyut 4"
    assert judged["000-essay"]["agreement"] == "disagrees"
    assert judged["000-essay"]["locator"]["paragraph"] == 4
    assert "Salyut 6" in judged["000-essay"]["note"]


def test_who_was_the_first_from_asia_and_who_says_so(
    answers: dict[str, Told],
) -> None:
    told = answers["who from Asia"]
    [first] = told["data"]
    [flight] = first["first"]
    assert flight["person"]["name"] == "Phạm Tuân"
    assert flight["mission"]["name"] == "Soyuz 37"
    assert flight["launched"] == "1980-07-23T18:33:03Z"
    assert {one["source"]["id"] for one in first["claims"]} >= {"gcat", "000-essay"}
    assert "000-essay, paragraph 6" in first["cited"]
    assert told["definition"]["basis"] == "citizenship"


def test_when_glavkosmos_was_founded_and_which_document_errs(
    answers: dict[str, Told],
) -> None:
    told = answers["when founded"]
    assert {one["actual"] for one in told["data"]} == {"1985-02"}
    stated = {one["source"]["id"]: one["stated"] for one in told["data"]}
    assert stated["000-essay"] == "1987"
    assert [
        one["source"]["id"] for one in told["data"] if one["agreement"] == "disagrees"
    ] == ["000-essay", "003-perestroika"]


def test_what_is_asked_is_what_the_api_answers(
    ask: Callable[..., Told], quick_client: Client
) -> None:
    told = ask("in_space", at="1975-07-17T16:30Z")
    answer = quick_client.json(told["asked"])
    assert told["total"] == answer["meta"]["total"] == 7
    assert [one["person"]["name"] for one in told["data"]] == [
        one["person"]["name"] for one in answer["data"]
    ]


# -- The tools


def test_a_name_leads_to_the_id_that_the_other_tools_take(
    ask: Callable[..., Told],
) -> None:
    [best, *_] = ask("search", q="phm tun", limit=3)["data"]
    assert (best["type"], best["label"]) == ("people", "Phạm Tuân")
    record = ask("get", resource=best["type"], id=best["id"])
    assert record["data"]["first_flight"]["name"] == "Soyuz 37"
    assert record["claims"] == []
    assert ask("get", resource="people", id=best["id"], claims=True)["claims"]


def test_the_first_of_each_group_names_its_sources_in_brief(
    ask: Callable[..., Told],
) -> None:
    told = ask("first", by="country", country__not="USA,SUN")
    assert len(told["data"]) > 30
    assert all(one["cited"] and one["claims"] == [] for one in told["data"])


def test_nobody_is_explained(ask: Callable[..., Told]) -> None:
    told = ask("first", country="CZE")
    assert told["data"][0]["first"] == []
    assert any("Vladimír Remek" in hint for hint in told["hints"])


def test_records_are_filtered_trimmed_and_turned_page_by_page(
    ask: Callable[..., Told],
) -> None:
    guests = {
        "resource": "crew",
        "filters": {"programme": ["interkosmos"], "guest": True},
        "fields": "person.name",
        "limit": 8,
    }
    first = ask("list_records", **guests)
    second = ask("list_records", **guests, cursor=first["next_cursor"])
    assert (first["total"], second["next_cursor"]) == (15, None)
    names = {one["person"]["name"] for one in first["data"] + second["data"]}
    # One of the fourteen guests flew twice
    assert len(names) == 14
    assert {"Vladimír Remek", "Jean-Loup Chrétien", "Rakesh Sharma"} < names


def test_values_are_counted_without_records(ask: Callable[..., Told]) -> None:
    filters = {"crew_size__gte": 3}
    told = ask("list_records", resource="missions", filters=filters, group_by="station")
    counts = {one["value"]: one["count"] for one in told["facets"]["station"]}
    assert told["data"] == []
    assert counts["iss"] > counts["mir"] > 0


# -- Mistakes


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("first", {"country": "Vietnm"}, ["/v1/firsts?country=Vietnm", "'vietnam'?"]),
        ("first", {"contry": "VNM"}, ["no argument 'contry'", "'country'?"]),
        ("first", {"boundary": "120km"}, ["allowed: orbit, 100km, 80km"]),
        ("get", {"resource": "missions", "id": "soyuz-281"}, ["'soyuz-21'?"]),
        ("get", {"resource": "mission", "id": "soyuz-28"}, ["'missions'?"]),
        ("get", {"resource": "missions", "id": "../people"}, ["id: "]),
        ("search", {}, ["q: Field required"]),
        ("search", {"q": "mir", "limit": MOST + 1}, ["limit: ", str(MOST)]),
        ("claims", {"agreement": "disagree"}, ["'disagrees'?", "not-comparable"]),
        ("in_space", {"at": "tomorrow"}, ["at: ", "tomorrow"]),
        ("frist", {}, ["'first'?", "allowed: search, get, first"]),
    ],
)
def test_a_mistake_is_answered_with_what_would_be_right(
    refused: Callable[..., str],
    tool: str,
    arguments: Mapping[str, Any],
    said: list[str],
) -> None:
    text = refused(tool, **arguments)
    assert [one for one in said if one not in text] == []


def test_a_wrong_filter_is_answered_with_those_that_exist(
    refused: Callable[..., str],
) -> None:
    text = refused("list_records", resource="missions", filters={"programm": "x"})
    assert "did you mean 'programme'?; allowed: " in text
    assert "launch_vehicle" in text
    text = refused("list_records", resource="missions", filters={"format": "csv"})
    assert "answers here are JSON" in text
    text = refused("list_records", resource="missions", filters={"limit": 9})
    assert "limit: an argument beside `filters`" in text


def test_what_has_no_single_fault_is_told_whole(refused: Callable[..., str]) -> None:
    assert "characters" in refused("search", q="x" * 20_000)


# -- What a model reads, and what it costs


def test_the_tools_are_few_and_soon_read(server: httpx.Client) -> None:
    listed = speak(f"{server.base_url}/mcp", lambda client: client.list_tools())
    assert [one.name for one in listed.tools] == [*TOOLS]
    assert 5 <= len(listed.tools) <= 8
    for one in listed.tools:
        assert 40 < len(one.description) < 400, one.name
        assert len(json.dumps(one.input_schema)) < 1500, one.name
        assert one.output_schema["type"] == "object"
        assert one.annotations.read_only_hint
        for name, argument in one.input_schema["properties"].items():
            assert argument.get("enum") or argument["description"], name


def test_records_are_introduced(server: httpx.Client) -> None:
    async def introduced(client: ToolClient) -> Any:
        return client.instructions

    text = speak(f"{server.base_url}/mcp", introduced)
    assert "missions: One flight of one vehicle" in text
    assert len(text) < 1500


def test_the_program_ends_when_nothing_more_is_asked(
    sqlite_url: URL, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ping = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    line = json.dumps(ping).encode() + b"\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(line)))
    monkeypatch.setattr(sys, "argv", ["rendezvous", "mcp"])
    monkeypatch.setenv("DATABASE_URL", str(sqlite_url))
    with pytest.raises(SystemExit) as end:
        main()
    out, err = capsys.readouterr()
    assert (end.value.code, err) == (0, "")
    assert json.loads(out)["result"] == {}
