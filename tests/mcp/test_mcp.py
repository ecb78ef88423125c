"""Tools for language models, called by real clients over HTTP and over a pipe."""

import asyncio
import io
import json
import re
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any

import httpx
import pytest
from mcp import Client as ToolClient
from mcp import StdioServerParameters, types
from sqlalchemy import URL

from app.cli import main
from app.mcp.arguments import MAX_RECORDS
from app.mcp.results import MAX_STEPS
from app.mcp.server import create_server, describe
from app.mcp.tools import INSTRUCTIONS, TOOLS
from app.resources import BY_NAME
from app.settings import ROOT
from tests.conftest import app_on
from tests.support.client import Client, client_of
from tests.support.serving import served

README = (ROOT / "README.md").read_text(encoding="utf-8")
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
    "which record": ("get", {"id": "missions/soyuz-28", "fields": "name,url"}),
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
    return StdioServerParameters(
        command=sys.executable,
        args=[*options, "-m", "app", *configured["args"][3:]],
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
    assert "/v1/" in content["asked"]
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


def test_example_client_prints_answer_sources_and_request(
    server: httpx.Client,
) -> None:
    program = ROOT / "docs" / "examples" / "mcp_client.py"
    base = str(server.base_url).rstrip("/")
    ended = subprocess.run(
        [sys.executable, program, base],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    lines = dict(line.split(": ", 1) for line in ended.stdout.splitlines())
    assert lines["Tools"] == ", ".join(TOOLS)
    assert "did you mean 'vietnam'?" in lines["Mistake"]
    assert lines["Answer"].startswith("Phạm Tuân, launched on Soyuz 37, 1980-07-23")
    assert "000-essay, paragraph 6" in lines["Sources"]
    assert lines["Request"] == f"{base}/v1/firsts?countries=Vietnam"
    assert server.get(lines["Request"]).status_code == 200
    assert len(program.read_text(encoding="utf-8").splitlines()) <= 60


# -- Addresses


def test_addresses_begin_with_the_address_that_was_called(
    results: dict[str, Json], request: pytest.FixtureRequest
) -> None:
    result = results["which record"]
    base = ""
    if "http" in request.node.callspec.id:
        base = str(request.getfixturevalue("server").base_url).rstrip("/")
    assert result["data"]["url"] == f"{base}/v1/missions/soyuz-28"
    assert result["asked"] == f"{base}/v1/missions/soyuz-28?fields=name,url"


def test_addresses_begin_with_the_public_address_if_it_is_set(
    public_client: Client,
) -> None:
    call = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": "get", "arguments": {"id": "missions/soyuz-28"}},
    }
    accept = {"Accept": "application/json, text/event-stream"}
    headers = {"Host": "localhost", **accept}
    response = public_client.request("POST", "/mcp", json=call, headers=headers)
    content = response.json()["result"]["structuredContent"]
    assert content["asked"] == "https://rendezvous.example/v1/missions/soyuz-28"
    assert content["data"]["url"] == content["asked"]


@pytest.mark.parametrize(
    "record_id",
    [
        "missions/soyuz-28",
        "/v1/missions/soyuz-28",
        "v1/missions/soyuz-28",
        "/missions/soyuz-28",
        "https://rendezvous.example/v1/missions/soyuz-28?include=claims",
        "http://127.0.0.1:8000/missions/soyuz%2D28#facts",
        "missions/1978-023A",
    ],
)
def test_record_is_named_by_a_path_or_url(
    ask: Callable[..., Json], record_id: str
) -> None:
    for more in ({}, {"resource": "missions"}):
        result = ask("get", id=record_id, fields="id", **more)
        assert result["data"] == {"id": "soyuz-28"}


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
    firsts = ask("first", by="country", countries__not="USA,SUN")["data"]
    assert len(firsts) > 30
    assert all(first["cited"] and first["claims"] == [] for first in firsts)


def test_first_of_nobody_has_a_hint(ask: Callable[..., Json]) -> None:
    result = ask("first", countries="CZE")
    assert result["data"][0]["first"] == []
    assert any("Vladimír Remek" in hint for hint in result["hints"])


def test_records_are_filtered_trimmed_and_paged(ask: Callable[..., Json]) -> None:
    guests = {
        "resource": "crew",
        "filters": {"programmes": ["interkosmos"], "guest": True},
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


def test_values_of_two_fields_are_counted_together(ask: Callable[..., Json]) -> None:
    query = {"group_by": "launched.decade,kind", "filters": {"stations": "mir"}}
    result = ask("list_records", resource="missions", **query)
    decade = {"launched.decade": "198X", "kind": "crewed-orbital"}
    [pair] = [pair for pair in result["groups"] if pair["values"] == decade]
    assert 0 < pair["count"] < result["total"]


def test_holder_of_a_record_comes_with_the_flight(ask: Callable[..., Json]) -> None:
    result = ask("superlatives", category="longest-flight")
    [record] = result["data"]
    [holder] = record["holders"]
    assert holder["person"]["name"] == "Valery Polyakov"
    assert holder["crew"]["mission"]["name"] == "Soyuz TM-18"
    assert record["category"] == "longest-flight"
    assert {row["category"] for row in ask("superlatives", sex="female")["data"]} > {
        "longest-flight"
    }


def test_history_has_its_highest_number_and_steps_if_they_are_few(
    ask: Callable[..., Json], quick_client: Client
) -> None:
    result = ask("in_space_history", at="1985-10")
    [series] = result["data"]
    [expected] = quick_client.json(result["asked"])["data"]
    assert series["steps"] == expected["steps"]
    most = max(step["count"] for step in series["steps"])
    assert series["most"] in series["steps"]
    assert series["most"]["count"] == most
    result = ask("in_space_history", by="station")
    assert all(series["steps"] == [] for series in result["data"])
    assert any("shorter time with `at`" in hint for hint in result["hints"])
    counts = {row["group"]["station"]["id"]: row["most"] for row in result["data"]}
    assert counts["iss"]["count"] == 13
    assert len(json.dumps(result)) < 10_000
    assert MAX_STEPS < 100


def test_changes_of_a_record_are_listed(ask: Callable[..., Json]) -> None:
    result = ask("changes", resource="missions", limit=2)
    assert len(result["data"]) == 2 < result["total"]
    record = result["data"][0]["record"]
    about = ask("changes", record=record, since="2026.11.0")
    assert {row["record"] for row in about["data"]} == {record}


def test_coverage_is_of_everything_or_of_one_resource(
    ask: Callable[..., Json],
) -> None:
    result = ask("coverage")
    assert result["data"]["counts"]["missions"] > 900
    assert result["data"]["gaps"] == []
    assert len(json.dumps(result)) < 16_000
    result = ask("coverage", resource="missions")
    assert {row["resource"] for row in result["data"]["coverage"]} == {"missions"}
    assert any(row["note"] for row in result["data"]["coverage"])
    abouts = {gap["about"] for gap in result["data"]["gaps"]}
    assert abouts == {"missions", "assignments"}
    assert any("gaps of single records" in hint for hint in result["hints"])
    assert ask("coverage", resource="sites")["hints"] == []


# -- Mistakes


@pytest.mark.parametrize(
    ("tool", "arguments", "expected"),
    [
        ("first", {"country": "Vietnm"}, ["/v1/firsts?countries=Vietnm", "'vietnam'?"]),
        ("first", {"contry": "VNM"}, ["`contry` is not an argument", "'country'?"]),
        ("first", {"boundary": "120km"}, ["allowed: orbit, 100km, 80km"]),
        ("get", {"resource": "missions", "id": "soyuz-281"}, ["'soyuz-21'?"]),
        ("get", {"resource": "mission", "id": "soyuz-28"}, ["'missions'?"]),
        ("get", {"resource": "missions", "id": "../people"}, ["id: "]),
        ("get", {"id": "soyuz-28"}, ["`resource` is required", "missions/soyuz-28"]),
        ("get", {"id": "mission/soyuz-28"}, ["'missions'?"]),
        ("get", {"id": "missions/soyuz-281"}, ["'soyuz-21'?"]),
        (
            "get",
            {"resource": "people", "id": "missions/soyuz-28"},
            ["`resource` is 'people', but `id` names 'missions'"],
        ),
        ("changes", {"record": "missions/soyuz-1999"}, ["there is no such record"]),
        ("changes", {"resource": "mission"}, ["'missions'?"]),
        ("coverage", {"resource": "mission"}, ["'missions'?"]),
        ("superlatives", {"category": "longest"}, ["'longest-", "allowed: "]),
        ("superlatives", {"countries": "narnia"}, ["`countries` cannot be 'narnia'"]),
        ("in_space_history", {"by": "sex"}, ["country or station"]),
        ("claims", {"record": "missions/soyuz28"}, ["'missions/soyuz-28'?"]),
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
    assert "results are always JSON" in text
    text = rejection("list_records", resource="missions", filters={"limit": 9})
    assert "limit: give it as an argument of the tool" in text


@pytest.mark.parametrize("record_id", ["é" * 15_000, "a\0b", "a%2e", "a?b#c;d\\e"])
def test_strange_id_is_rejected(rejection: Callable[..., str], record_id: str) -> None:
    text = rejection("get", resource="people", id=record_id)
    assert "- id: " in text or "too long" in text


@pytest.mark.parametrize("words", ["x" * 20_000, "é" * 15_000])
def test_arguments_that_are_too_long_are_rejected(
    rejection: Callable[..., str], words: str
) -> None:
    assert "characters" in rejection("search", q=words)


def test_singular_of_an_argument_is_accepted(
    ask: Callable[..., Json], rejection: Callable[..., str]
) -> None:
    asked = ask("first", country="VNM")["asked"]
    assert asked == ask("first", countries="VNM")["asked"]
    text = rejection("first", country="VNM", countries="VNM")
    assert "`country` is not an argument" in text


# -- What a model reads, and what it costs


def test_tools_are_few_and_short(server: httpx.Client) -> None:
    listed = speak(f"{server.base_url}/mcp", lambda client: client.list_tools())
    assert [tool.name for tool in listed.tools] == [*TOOLS]
    assert len(listed.tools) <= 10
    whole = listed.model_dump_json(by_alias=True, exclude_none=True)
    assert len(whole.encode()) < 12_000
    for tool in listed.tools:
        assert 40 < len(tool.description) < 400, tool.name
        assert len(json.dumps(tool.input_schema)) < 1500, tool.name
        assert {"asked", "data", "hints"} < {*tool.output_schema["required"]}
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
    assert "missions: Flights of one spacecraft each" in INSTRUCTIONS
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
