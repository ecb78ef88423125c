"""Tools for language models, called by real clients over HTTP and over a pipe."""

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
from app.mcp.server import create_server, describe
from app.mcp.tools import INSTRUCTIONS, MAX_RECORDS, TOOLS
from app.resources import BY_NAME
from app.settings import ROOT
from tests.conftest import app_on
from tests.support.client import Client, client_of
from tests.support.serving import served

README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
Json = dict[str, Any]
QUESTIONS: dict[str, tuple[str, Json]] = {
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
    """Connects a client of the protocol, and returns what `say` returns."""

    async def connect() -> Any:
        async with ToolClient(to) as client:
            return await say(client)

    return asyncio.run(connect())


def pipe(sqlite_url: URL, *options: str) -> StdioServerParameters:
    """Returns the command of the README, with options of the interpreter."""
    [line] = re.findall(r"^(\{\"mcpServers\".*)$", README, re.MULTILINE)
    [configured] = json.loads(line)["mcpServers"].values()
    assert 'rendezvous = "app.cli:main"' in PROJECT
    assert configured["command"].endswith("/.venv/bin/rendezvous")
    return StdioServerParameters(
        command=sys.executable,
        args=[*options, "-m", "app", *configured["args"]],
        cwd=ROOT,
        env={"DATABASE_URL": str(sqlite_url)},
    )


@pytest.fixture(scope="module", params=["http", "pipe"])
def results(request: pytest.FixtureRequest, sqlite_url: URL) -> dict[str, Json]:
    """Results of the questions below, over each transport in turn."""
    if request.param == "pipe":
        to: str | StdioServerParameters = pipe(sqlite_url)
    else:
        to = f"{request.getfixturevalue('server').base_url}/mcp"

    async def call_all(client: ToolClient) -> dict[str, Json]:
        return {
            name: content_of(await client.call_tool(tool, arguments))
            for name, (tool, arguments) in QUESTIONS.items()
        }

    results: dict[str, Json] = speak(to, call_all)
    return results


Call = Callable[..., types.CallToolResult]


@pytest.fixture(scope="module")
def call(sqlite_url: URL) -> Iterator[Call]:
    """Calls a tool of the app in process."""
    app = app_on(sqlite_url)

    async def call_tool(tool: str, arguments: Json) -> types.CallToolResult:
        async with ToolClient(create_server(app.state.client.get)) as client:
            return await client.call_tool(tool, arguments)

    with client_of(app) as client:
        yield lambda tool, **arguments: client.portal.call(call_tool, tool, arguments)


@pytest.fixture(scope="module")
def ask(call: Call) -> Callable[..., Json]:
    """Calls a tool that must succeed."""
    return lambda tool, **arguments: content_of(call(tool, **arguments))


@pytest.fixture(scope="module")
def rejection(call: Call) -> Callable[..., str]:
    """Calls a tool that must fail, and returns the text of the error."""

    def rejection(tool: str, **arguments: Any) -> str:
        result = call(tool, **arguments)
        assert result.is_error
        return text_of(result)

    return rejection


def text_of(result: types.CallToolResult) -> str:
    [content] = result.content
    assert isinstance(content, types.TextContent)
    return content.text


def content_of(result: types.CallToolResult) -> Json:
    """Returns structured content, which must equal the text and name its request."""
    assert not result.is_error, text_of(result)
    content: Json = result.structured_content
    assert content == json.loads(text_of(result))
    assert content["asked"].startswith("/v1/")
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", content["dataset"]["revision"])
    assert content["dataset"]["version"]
    return content


# -- Questions that readers of the documents have, each answered with its sources


def test_station_of_soyuz_28_comes_with_the_source_that_disagrees(
    results: dict[str, Json],
) -> None:
    result = results["which station"]
    assert result["data"]["station"]["name"] == "Salyut 6"
    about = [claim for claim in result["claims"] if claim["field"] == "station"]
    claims = {claim["source"]["id"]: claim for claim in about}
    assert claims["perceptiode-soyuz-28"]["agreement"] == "agrees"
    assert claims["perceptiode-soyuz-28"]["locator"]["place"]
    assert claims["000-essay"]["stated_value"] == "Salyut 4"
    assert claims["000-essay"]["agreement"] == "disagrees"
    assert claims["000-essay"]["locator"]["paragraph"] == 4
    assert "Salyut 6" in claims["000-essay"]["note"]


def test_first_person_from_asia_comes_with_sources(results: dict[str, Json]) -> None:
    result = results["who from Asia"]
    [first] = result["data"]
    [flight] = first["first"]
    assert flight["person"]["name"] == "Phạm Tuân"
    assert flight["mission"]["name"] == "Soyuz 37"
    assert flight["launched"] == "1980-07-23T18:33:03Z"
    assert {claim["source"]["id"] for claim in first["claims"]} >= {"gcat", "000-essay"}
    assert "000-essay, paragraph 6" in first["cited"]
    assert result["definition"]["basis"] == "citizenship"


def test_founding_of_glavkosmos_names_the_documents_that_err(
    results: dict[str, Json],
) -> None:
    claims = results["when founded"]["data"]
    assert {claim["our_value"] for claim in claims} == {"1985-02"}
    stated = {claim["source"]["id"]: claim["stated_value"] for claim in claims}
    assert stated["000-essay"] == "1987"
    assert [
        claim["source"]["id"] for claim in claims if claim["agreement"] == "disagrees"
    ] == ["000-essay", "003-perestroika"]


def test_result_is_the_answer_of_the_named_request(
    ask: Callable[..., Json], quick_client: Client
) -> None:
    result = ask("in_space", at="1975-07-17T16:30Z")
    answer = quick_client.json(result["asked"])
    assert result["total"] == answer["meta"]["total"] == 7
    assert [row["person"]["name"] for row in result["data"]] == [
        row["person"]["name"] for row in answer["data"]
    ]


def test_people_in_space_have_a_place_and_an_end_of_the_data(
    ask: Callable[..., Json], quick_client: Client
) -> None:
    result = ask("in_space")
    meta = quick_client.json("/v1/in-space")["meta"]
    for name in ("complete_to", "count_min", "count_max"):
        assert result[name] == meta[name]
    [first, *_] = ask("in_space", at="1986-05-20")["data"]
    assert first["aboard"]["name"] == "Salyut 7"
    assert first["aboard_since"].startswith("1986-05-06")
    assert first["perhaps"] is False


# -- The tools


def test_search_returns_ids_for_the_other_tools(ask: Callable[..., Json]) -> None:
    [best, *_] = ask("search", q="phm tun", limit=3)["data"]
    assert (best["type"], best["label"]) == ("people", "Phạm Tuân")
    record = ask("get", resource=best["type"], id=best["id"])
    assert record["data"]["first_flight"]["name"] == "Soyuz 37"
    assert record["claims"] == []
    assert ask("get", resource="people", id=best["id"], claims=True)["claims"]


def test_first_of_each_group_has_sources_instead_of_claims(
    ask: Callable[..., Json],
) -> None:
    firsts = ask("first", by="country", country__not="USA,SUN")["data"]
    assert len(firsts) > 30
    assert all(first["cited"] and first["claims"] == [] for first in firsts)


def test_first_of_nobody_has_a_hint(ask: Callable[..., Json]) -> None:
    result = ask("first", country="CZE")
    assert result["data"][0]["first"] == []
    assert any("Vladimír Remek" in hint for hint in result["hints"])


def test_records_are_filtered_trimmed_and_paged(ask: Callable[..., Json]) -> None:
    guests = {
        "resource": "crew",
        "filters": {"programme": ["interkosmos"], "guest": True},
        "fields": "person.name",
        "limit": 8,
    }
    first = ask("list_records", **guests)
    second = ask("list_records", **guests, cursor=first["next_cursor"])
    assert (first["total"], second["next_cursor"]) == (15, None)
    names = {row["person"]["name"] for row in first["data"] + second["data"]}
    # One of the fourteen guests flew twice
    assert len(names) == 14
    assert {"Vladimír Remek", "Jean-Loup Chrétien", "Rakesh Sharma"} < names


def test_values_are_counted_without_records(ask: Callable[..., Json]) -> None:
    filters = {"crew_size__gte": 3}
    result = ask(
        "list_records", resource="missions", filters=filters, group_by="station"
    )
    counts = {count["value"]: count["count"] for count in result["facets"]["station"]}
    assert result["data"] == []
    assert counts["iss"] > counts["mir"] > 0


# -- Mistakes


@pytest.mark.parametrize(
    ("tool", "arguments", "expected"),
    [
        ("first", {"country": "Vietnm"}, ["/v1/firsts?country=Vietnm", "'vietnam'?"]),
        ("first", {"contry": "VNM"}, ["`contry` is not an argument", "'country'?"]),
        ("first", {"boundary": "120km"}, ["allowed: orbit, 100km, 80km"]),
        ("get", {"resource": "missions", "id": "soyuz-281"}, ["'soyuz-21'?"]),
        ("get", {"resource": "mission", "id": "soyuz-28"}, ["'missions'?"]),
        ("get", {"resource": "missions", "id": "../people"}, ["id: "]),
        ("search", {}, ["q: Field required"]),
        (
            "search",
            {"q": "mir", "limit": MAX_RECORDS + 1},
            ["limit: ", str(MAX_RECORDS)],
        ),
        ("claims", {"record": "soyuz-28"}, ["`record` cannot", "'missions/soyuz-28'?"]),
        ("claims", {"field": "statoin"}, ["`field` cannot", "'station'?"]),
        (
            "list_records",
            {"resource": "changes", "filters": {"record": "events/foo"}},
            ["`record` cannot be 'events/foo': there is no such record"],
        ),
        ("claims", {"agreement": "disagree"}, ["'disagrees'?", "not-comparable"]),
        ("in_space", {"at": "tomorrow"}, ["`at` cannot be 'tomorrow'", "1978-03-02"]),
        ("frist", {}, ["'first'?", "allowed: search, get, first"]),
    ],
)
def test_mistake_is_rejected_with_what_would_be_right(
    rejection: Callable[..., str],
    tool: str,
    arguments: Mapping[str, Any],
    expected: list[str],
) -> None:
    text = rejection(tool, **arguments)
    assert [part for part in expected if part not in text] == []


def test_wrong_filter_is_rejected_with_those_that_exist(
    rejection: Callable[..., str],
) -> None:
    text = rejection("list_records", resource="missions", filters={"programm": "x"})
    assert "did you mean 'programme'?; allowed: " in text
    assert "launch_vehicle" in text
    text = rejection("list_records", resource="missions", filters={"format": "csv"})
    assert "results are JSON" in text
    text = rejection("list_records", resource="missions", filters={"limit": 9})
    assert "limit: an argument beside `filters`" in text


@pytest.mark.parametrize("record_id", ["é" * 15_000, "a\0b", "a%2e", "a?b#c;d\\e"])
def test_strange_id_is_rejected(rejection: Callable[..., str], record_id: str) -> None:
    text = rejection("get", resource="people", id=record_id)
    assert "- id: " in text or "too long" in text


@pytest.mark.parametrize("words", ["x" * 20_000, "é" * 15_000])
def test_arguments_that_are_too_long_are_rejected(
    rejection: Callable[..., str], words: str
) -> None:
    assert "characters" in rejection("search", q=words)


# -- What a model reads, and what it costs


def test_tools_are_few_and_short(server: httpx.Client) -> None:
    listed = speak(f"{server.base_url}/mcp", lambda client: client.list_tools())
    assert [tool.name for tool in listed.tools] == [*TOOLS]
    assert 5 <= len(listed.tools) <= 8
    for tool in listed.tools:
        assert 40 < len(tool.description) < 400, tool.name
        assert len(json.dumps(tool.input_schema)) < 1500, tool.name
        assert tool.output_schema["type"] == "object"
        assert tool.annotations.read_only_hint
        for name, argument in tool.input_schema["properties"].items():
            assert argument.get("enum") or argument["description"], name


def test_tools_are_the_same_without_docstrings(sqlite_url: URL) -> None:
    question = QUESTIONS["who from Asia"]

    async def list_and_call(client: ToolClient) -> tuple[Any, Any, Any]:
        listed = await client.list_tools()
        return client.instructions, listed.tools, await client.call_tool(*question)

    server = pipe(sqlite_url, "-OO")
    instructions, tools, result = speak(server, list_and_call)
    assert instructions == INSTRUCTIONS
    assert tools == [describe(tool) for tool in TOOLS.values()]
    assert content_of(result)["data"][0]["first"][0]["person"]["id"] == "pham-tuan"


def test_instructions_introduce_the_records() -> None:
    assert "missions: One flight of one vehicle" in INSTRUCTIONS
    unnamed = [name for name in BY_NAME if f" {name}: " not in INSTRUCTIONS]
    assert unnamed == []
    assert len(INSTRUCTIONS) < 1500


def test_program_ends_with_its_input(
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


def test_search_is_paged(ask: Callable[..., Json]) -> None:
    first = ask("search", q="soyuz", limit=3)
    second = ask("search", q="soyuz", limit=3, cursor=first["next_cursor"])
    urls = [hit["url"] for page in (first, second) for hit in page["data"]]
    assert len(set(urls)) == 6 < first["total"] == second["total"]


def test_item_of_a_list_may_contain_a_comma(ask: Callable[..., Json]) -> None:
    names = ["Spacewalk of 2013-07-09, International Space Station", "Buran"]
    result = ask("list_records", resource="events", filters={"name": names})
    assert [event["id"] for event in result["data"]] == ["spacewalk-2013-07-09-iss"]
    assert result["hints"][0].startswith("No event has the name 'Buran'.")
