"""The guide is true: its requests answer what it shows, and its recipes run."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import URL

from app.formats.negotiation import FORMATS
from app.main import create_app
from app.problems import PROBLEM_TYPES
from app.query.grammar import RESERVED
from app.query.operators import OPERATORS
from app.resources import RESOURCES
from app.resources.definitions import CHOICES
from app.services.superlatives import SUPERLATIVES
from app.settings import ROOT, Settings
from app.web.guide.markdown import BASE, read_guide
from tests.conftest import problem_of
from tests.support.client import Client, client_of
from tests.support.markup import Markup
from tests.support.recipes import Block, blocks, check_shown, requests, run
from tests.support.serving import served

GUIDE = read_guide().markdown
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = blocks(GUIDE)
# Whole files are fetched by the recipes
REQUESTS = [one for one in requests(GUIDE).items() if ".sqlite" not in one[0]]
ANSWERED = [one for one in BLOCKS if one.language == "http" and one.shown]
RECIPES = [
    pytest.param(
        one,
        id=f"{name} {one.name}",
        marks=[pytest.mark.browser] if one.language == "html" else [],
    )
    for name, text in (("guide", GUIDE), ("README", README))
    for one in blocks(text)
    if one.language in ("python", "js", "html") or one.code.startswith("curl ")
]


def sent(path: str) -> str:
    """A path as clients send it."""
    return quote(path, safe="/?&=,.:-_~%+")


@pytest.fixture(scope="module")
def page(quick_client: Client) -> Markup:
    return Markup(quick_client.get("/guide").text)


# -- The page


def test_the_guide_is_a_page_with_one_title_and_stable_anchors(page: Markup) -> None:
    assert (page.elements["main"], page.elements["h1"]) == (1, 1)
    assert page.faults == []
    assert page.styled == []
    assert {"a-first-answer", "pages", "who-was-first", "mistakes", "r"} <= {*page.ids}


def test_the_contents_lead_to_every_chapter_and_section(page: Markup) -> None:
    listed = [
        heading.id
        for chapter in read_guide().contents
        for heading in (chapter, *chapter.below)
    ]
    assert len(listed) > 30
    inner = [link[1:] for link in page.links if link[0] == "#" and link != "#main"]
    assert inner[: len(listed)] == listed


def test_no_link_leads_nowhere(page: Markup, quick_client: Client) -> None:
    inner = {link[1:] for link in page.links if link.startswith("#")}
    assert inner <= {*page.ids}
    others = {link for link in page.links if link[0] == "/" and link[:3] != "/v1"}
    assert {"/docs", "/guide.md", "/openapi.json"} <= others
    assert [one for one in others if quick_client.get(one).status_code != 200] == []


def test_every_request_is_a_link_to_itself(page: Markup) -> None:
    asked = {sent(path) for path in requests(GUIDE)}
    assert len(asked) > 80
    assert {link for link in page.links if link.startswith("/v1")} == asked


def test_a_request_in_code_is_shown_as_it_is_written(quick_client: Client) -> None:
    text = quick_client.get("/guide").text
    assert (
        '<a href="/v1/people?q=%D0%93%D0%B0%D0%B3%D0%B0%D1%80%D0%B8%D0%BD">'
        "GET /v1/people?q=Гагарин</a>"
    ) in text
    assert (
        "curl -s &#x27;"
        '<a href="/v1/firsts?country=vietnam">http://api/v1/firsts?country=vietnam</a>'
    ) in text


def test_a_cell_names_its_column_for_narrow_screens() -> None:
    html = read_guide().html
    assert '<td data-label="What it takes">nginx</td>' in html
    assert html.count("<td data-label") == html.count("<td")


# -- The host


@pytest.mark.parametrize("path", ["/guide", "/guide.md"])
@pytest.mark.parametrize(
    "host", ["api.example.org", "localhost:8120", "10.0.0.7", "[::1]:8000"]
)
def test_addresses_name_the_host_that_was_asked(
    quick_client: Client, path: str, host: str
) -> None:
    text = quick_client.get(path, headers={"Host": host}).text
    assert f"http://{host}/v1/people/vladimir-remek" in text
    assert BASE not in text


@pytest.mark.parametrize("path", ["/guide", "/guide.md"])
@pytest.mark.parametrize(
    "host",
    ["", "a b", "<script>", 'x" onclick="', "x/../y", "x:y", "x:123456", "[::1", "@x"],
)
def test_a_host_that_cannot_be_one_is_not_repeated(
    quick_client: Client, path: str, host: str
) -> None:
    response = quick_client.get(path, headers={"Host": host})
    assert response.status_code == 200
    assert response.text == read_through(quick_client, path)


def read_through(client: Client, path: str) -> str:
    """The page for the host that the guide is written with."""
    return client.get(path, headers={"Host": BASE.removeprefix("http://")}).text


def test_addresses_name_the_public_address_where_there_is_one(sqlite_url: URL) -> None:
    settings = Settings(public_url="https://rendezvous.example.org/")
    with client_of(create_app(settings, sqlite_url)) as client:
        for path in ("/guide", "/guide.md"):
            text = client.get(path).text
            assert "https://rendezvous.example.org/v1/people/vladimir-remek" in text
            assert BASE not in text


def test_the_guide_is_fetched_again_only_when_it_is_another(
    quick_client: Client,
) -> None:
    response = quick_client.get("/guide.md")
    assert response.headers["content-type"] == "text/markdown; charset=utf-8"
    tag = {"If-None-Match": response.headers["etag"]}
    assert quick_client.get("/guide.md", headers=tag).status_code == 304
    elsewhere = tag | {"Host": "elsewhere"}
    assert quick_client.get("/guide.md", headers=elsewhere).status_code == 200


def test_the_guide_is_no_operation_of_the_api(quick_client: Client) -> None:
    assert not [
        path for path in quick_client.json("/openapi.json")["paths"] if "guide" in path
    ]


# -- The requests


@pytest.mark.parametrize(("path", "status"), REQUESTS)
def test_every_request_answers_as_told(client: Client, path: str, status: int) -> None:
    response = client.get(sent(path))
    assert response.status_code == status, response.text[:500]
    if status != 200:
        assert problem_of(response, status)["errors"]
    elif re.search(r"[/+]json$", response.headers["content-type"]):
        answer = response.json()
        assert answer
        assert "data" not in answer or answer["data"] or answer["meta"]["total"]
    else:
        assert len(response.text.splitlines()) > 1


@pytest.mark.parametrize("block", [pytest.param(one, id=one.name) for one in ANSWERED])
def test_what_is_shown_is_what_is_answered(client: Client, block: Block) -> None:
    [path] = requests(block.code)
    assert block.shown is not None
    check_shown(block.shown, client.get(sent(path)).text)


def test_every_form_of_a_date_that_is_told_is_understood(quick_client: Client) -> None:
    section = GUIDE.split("### Dates\n")[1].split("\n### ")[0]
    forms = re.findall(r"^\| `([^`]+)`", section, re.MULTILINE)
    assert len(forms) == 9
    for form in forms:
        quick_client.json(f"/v1/missions?launched={form}&limit=0")


def test_the_three_ways_to_name_a_state_mean_the_same(quick_client: Client) -> None:
    [block] = [one for one in BLOCKS if "country=DDR" in one.code]
    found = [quick_client.json(sent(path))["data"] for path in requests(block.code)]
    assert len(found) == 3
    assert found[0] == found[1] == found[2]


def test_the_whole_grammar_is_taught() -> None:
    spans = re.findall(r"`([^`\n]+)`", GUIDE.replace("```", ""))
    code = " ".join([*spans, *(block.code for block in BLOCKS)])
    names = [f"/v1/{one.name}" for one in RESOURCES]
    names += [one.suffix for one in OPERATORS if one.suffix]
    names += [*RESERVED, *CHOICES, "by", "record", "as_of", "at"]
    names += [value for values in CHOICES.values() for value in values]
    names += SUPERLATIVES
    names += [f"format={form}" for form in FORMATS]
    told = [rf"(?<!\w){re.escape(name)}(?!\w)" for name in names]
    assert [name for name in told if not re.search(name, code)] == []


def test_every_kind_of_problem_is_told() -> None:
    told = {
        int(status) for status in re.findall(r"^\| (\d{3}) \|", GUIDE, re.MULTILINE)
    }
    assert told == {kind.status for kind in PROBLEM_TYPES}


# -- The recipes


@pytest.fixture(scope="module")
def base(sqlite_url: URL) -> Iterator[str]:
    """Where a real server of the catalogue answers."""
    database = sqlite_url.render_as_string(hide_password=False)
    with served({"RENDEZVOUS_DATABASE_URL": database}) as client:
        # Other clients do not try again while the server is starting
        assert client.get("/readyz").status_code == 200
        yield str(client.base_url)


def test_there_is_a_recipe_for_every_reader() -> None:
    assert {block.language for block in BLOCKS} >= {
        "sh", "python", "r", "js", "html", "spreadsheet", "m",
    }  # fmt: skip


@pytest.mark.xdist_group("guide")
@pytest.mark.parametrize("block", RECIPES)
def test_every_recipe_runs_and_prints_what_is_shown(
    block: Block, base: str, tmp_path: Path
) -> None:
    printed = run(block, base, tmp_path)
    assert printed.strip()
    if block.shown:
        check_shown(block.shown, printed)


# R and spreadsheets are not at hand where the tests run: what they fetch is
@pytest.mark.parametrize(
    "path",
    [
        path
        for block in (*BLOCKS, *blocks(README))
        if block.language in ("r", "spreadsheet", "m")
        for path in requests(block.code)
        if "format=csv" in path
    ],
)
def test_every_table_that_a_recipe_fetches_is_one(client: Client, path: str) -> None:
    header, *rows = csv.reader(io.StringIO(client.get(path).text, newline=""))
    assert "name" in header
    assert len(rows) > 5
    assert {len(row) for row in rows} == {len(header)}
