"""The requests of the guide answer what it shows, and its recipes run."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, urljoin

import pytest
from sqlalchemy import URL

from app.main import create_app
from app.problems import PROBLEM_TYPES
from app.query.grammar import RESERVED
from app.query.operators import OPERATORS
from app.resources import RESOURCES
from app.resources.definitions import CHOICES
from app.resources.formats import formats_of
from app.services.superlatives import SUPERLATIVES
from app.settings import ROOT, Settings
from app.web.guide.markdown import BASE, CHAPTERS, FOLDER, read_guide
from tests.conftest import problem_of
from tests.support.client import Client, client_of
from tests.support.markup import Markup, page_of
from tests.support.recipes import Block, anchors_of, blocks, check_shown, requests, run
from tests.support.serving import served

GUIDE = read_guide().markdown
SOURCES = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.md")}
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = blocks(GUIDE)
# Recipes fetch whole files
REQUESTS = [
    (path, status) for path, status in requests(GUIDE).items() if ".sqlite" not in path
]
WITH_ANSWER = [block for block in BLOCKS if block.language == "http" and block.shown]
RECIPES = [
    pytest.param(
        block,
        id=f"{name} {block.name}",
        marks=[pytest.mark.browser] if block.language == "html" else [],
    )
    for name, text in (("guide", GUIDE), ("README", README))
    for block in blocks(text)
    if block.language in ("python", "js", "r", "html") or block.code.startswith("curl ")
]


def encode(path: str) -> str:
    """Returns a path as clients send it."""
    return quote(path, safe="/?&=,.:-_~%+")


PATHS = ["/guide", *(chapter.path for chapter in read_guide().chapters.values())]


@pytest.fixture(scope="module")
def pages(quick_client: Client) -> dict[str, Markup]:
    """The contents of the guide and its chapters, by address."""
    return {path: page_of(quick_client, path) for path in PATHS}


# -- The pages


@pytest.mark.parametrize("path", PATHS)
def test_page_has_one_title_and_is_well_formed(
    pages: dict[str, Markup], path: str
) -> None:
    page = pages[path]
    assert (page.elements["main"], page.elements["h1"]) == (1, 1)
    assert page.faults == []
    assert page.styled == []


def test_contents_lead_to_every_chapter_and_section(pages: dict[str, Markup]) -> None:
    listed = [
        link
        for chapter in read_guide().chapters.values()
        for link in (
            chapter.path,
            *(f"{chapter.path}#{section.id}" for section in chapter.sections),
        )
    ]
    assert len(listed) > 50
    links = [link for link in pages["/guide"].links if link.startswith("/guide/")]
    assert links[: len(listed)] == listed, "the links of the footer come after them"


def test_contents_have_the_anchor_of_every_section(pages: dict[str, Markup]) -> None:
    sections = [link.partition("#")[2] for link in pages["/guide"].links]
    assert {*sections} - {"", "main"} <= {*pages["/guide"].ids}
    stable = {"a-first-answer", "the-idea", "pages", "who-was-first", "mistakes", "r"}
    assert stable <= {*pages["/guide"].ids}


def test_chapters_follow_each_other(pages: dict[str, Markup]) -> None:
    chapters = PATHS[1:]
    for path, before, after in zip(
        chapters, ["", *chapters], [*chapters[1:], ""], strict=False
    ):
        relations = pages[path].relations
        assert relations.get("prev", "") == before
        assert relations.get("next", "") == after


def test_every_link_of_the_guide_has_a_target(
    pages: dict[str, Markup], quick_client: Client
) -> None:
    links = {
        link if link[0] == "/" else path + link
        for path, page in pages.items()
        for link in page.links
        if link[:3] != "/v1" and "://" not in link
    }
    assert {"/docs", "/guide.md", "/openapi.json"} <= links
    assert faulty_links(quick_client, pages, links) == []


def test_links_between_chapters_also_work_on_a_code_host() -> None:
    links = [
        (name, *link)
        for name, text in SOURCES.items()
        for link in re.findall(r"\]\(([^)#:]*)(?:#([\w-]+))?\)", text)
    ]
    assert len(links) > 20
    anchors = {name: anchors_of(text) for name, text in SOURCES.items()}
    assert [
        (name, file, anchor)
        for name, file, anchor in links
        if (file or name) not in anchors
        or (anchor and anchor not in anchors[file or name])
    ] == []


def test_anchors_are_those_of_a_code_host(pages: dict[str, Markup]) -> None:
    for chapter in read_guide().chapters.values():
        sections = {section.id for section in chapter.sections}
        assert sections <= {*pages[chapter.path].ids} & anchors_of(chapter.source)


def test_links_between_chapters_work_in_the_markdown_of_this_server(
    quick_client: Client,
) -> None:
    for path in ("/guide.md", "/guide/claims.md"):
        links = re.findall(r"\]\(([\w/-]+\.md)", quick_client.get(path).text)
        targets = {urljoin(path, link) for link in links}
        assert targets
        assert [
            target for target in targets if quick_client.get(target).status_code != 200
        ] == []


def test_index_lists_every_chapter() -> None:
    files = {path.stem for path in FOLDER.glob("*.md")} - {"index"}
    assert {*CHAPTERS} == files
    titles = {name: chapter.title for name, chapter in read_guide().chapters.items()}
    listed = re.findall(r"\[(.+)\]\((.+)\.md\):", SOURCES["index.md"])
    assert {name: title for title, name in listed} == titles


@pytest.mark.parametrize(
    "folder", ["app", "docs", "tests", "README.md", "CONTRIBUTING.md", "SECURITY.md"]
)
def test_every_link_into_the_guide_has_a_target(
    pages: dict[str, Markup], quick_client: Client, folder: str
) -> None:
    root = ROOT / folder
    files = [root, *root.rglob("*")]
    links = {
        link
        for file in files
        if file.suffix in (".py", ".html", ".md", ".js", ".txt", ".json")
        for link in _TO_GUIDE.findall(file.read_text(encoding="utf-8"))
    }
    assert faulty_links(quick_client, pages, links) == []


_TO_GUIDE = re.compile(
    r"""(?<=["'(\s])/guide(?:/[a-z-]+)?(?:\.md)?(?:#[\w-]+)?(?=["')\s])"""
)


def faulty_links(
    client: Client, pages: dict[str, Markup], links: Iterable[str]
) -> list[str]:
    """Returns the links to a page, or to an anchor of the guide, that is not there."""
    faults = []
    for link in links:
        path, _, anchor = link.partition("#")
        if anchor and path in pages:
            if anchor not in pages[path].ids:
                faults.append(link)
        elif client.get(path, follow_redirects=True).status_code != 200:
            faults.append(link)
    return faults


def test_every_request_is_a_link_to_itself(pages: dict[str, Markup]) -> None:
    answers = ("/v1", "/embed")
    paths = {encode(path) for path in requests(GUIDE) if path.startswith(answers)}
    assert len(paths) > 80
    links = {link for page in pages.values() for link in page.links}
    assert {link for link in links if link.startswith(answers)} == paths


def test_link_in_code_keeps_the_text_of_the_request(quick_client: Client) -> None:
    assert (
        '<a href="/v1/people?q=%D0%93%D0%B0%D0%B3%D0%B0%D1%80%D0%B8%D0%BD">'
        "GET /v1/people?q=Гагарин</a>"
    ) in quick_client.get("/guide/grammar").text
    assert (
        "curl -s &#x27;"
        '<a href="/v1/firsts?countries=vietnam">'
        "http://api/v1/firsts?countries=vietnam</a>"
    ) in quick_client.get("/guide/recipes").text


def test_cell_names_its_column_for_narrow_screens() -> None:
    html = read_guide().chapters["running"].html
    assert '<td data-label="What it takes">nginx</td>' in html
    assert html.count("<td data-label") == html.count("<td")


def test_chapter_in_markdown_is_a_document_of_its_own(quick_client: Client) -> None:
    text = quick_client.get("/guide/claims.md").text
    assert text.startswith("# Claims\n")
    assert "\n## Citing\n" in text
    whole = quick_client.get("/guide.md").text
    assert "\n## Claims\n" in whole
    assert "\n### Citing\n" in whole


def test_unknown_chapter_is_not_found_with_suggestion(quick_client: Client) -> None:
    for name in ("gramar", "gramar.md"):
        problem = problem_of(quick_client.get(f"/guide/{name}"), 404)
        assert problem["errors"][0]["did_you_mean"] == "grammar"


# -- The host


@pytest.mark.parametrize(
    "host", ["api.example.org", "localhost:8120", "10.0.0.7", "[::1]:8000"]
)
def test_addresses_name_the_host_of_the_request(
    quick_client: Client, host: str
) -> None:
    for path in ("/guide/recipes", "/guide.md"):
        text = quick_client.get(path, headers={"Host": host}).text
        assert f"http://{host}/v1/firsts?countries=vietnam" in text
        assert BASE not in text


@pytest.mark.parametrize(
    "host",
    ["", "a b", "<script>", 'x" onclick="', "x/../y", "x:y", "x:123456", "[::1", "@x"],
)
def test_invalid_host_is_not_repeated(quick_client: Client, host: str) -> None:
    response = quick_client.get("/guide/recipes", headers={"Host": host})
    assert response.status_code in (200, 400)
    assert response.status_code == 400 or response.text == guide_for_base(
        quick_client, "/guide/recipes"
    )
    assert not host or host not in response.text


def guide_for_base(client: Client, path: str) -> str:
    """Returns the page for the host in the source of the guide."""
    return client.get(path, headers={"Host": BASE.removeprefix("http://")}).text


def test_addresses_name_the_public_address_if_it_is_set(sqlite_url: URL) -> None:
    settings = Settings(public_url="https://rendezvous.example.org/")
    with client_of(create_app(settings, sqlite_url)) as client:
        for path in ("/guide/recipes", "/guide.md"):
            text = client.get(path).text
            assert "https://rendezvous.example.org/v1/firsts?countries=vietnam" in text
            assert BASE not in text


def test_unchanged_guide_is_not_sent_again(
    quick_client: Client,
) -> None:
    response = quick_client.get("/guide.md")
    assert response.headers["content-type"] == "text/markdown; charset=utf-8"
    tag = {"If-None-Match": response.headers["etag"]}
    assert quick_client.get("/guide.md", headers=tag).status_code == 304
    elsewhere = tag | {"Host": "elsewhere"}
    assert quick_client.get("/guide.md", headers=elsewhere).status_code == 200


def test_guide_is_not_an_operation_of_the_api(quick_client: Client) -> None:
    assert not [
        path for path in quick_client.json("/openapi.json")["paths"] if "guide" in path
    ]


# -- The requests


@pytest.mark.parametrize(("path", "status"), REQUESTS)
def test_every_request_has_its_status(
    quick_client: Client, path: str, status: int
) -> None:
    response = quick_client.get(encode(path))
    assert response.status_code == status, response.text[:500]
    if status != 200:
        assert problem_of(response, status)["errors"]
    elif re.search(r"[/+]json$", response.headers["content-type"]):
        answer = response.json()
        assert answer
        assert "data" not in answer or answer["data"] or answer["meta"]["total"]
    else:
        assert len(response.text.splitlines()) > 1


@pytest.mark.parametrize(
    "block", [pytest.param(block, id=block.name) for block in WITH_ANSWER]
)
def test_answer_is_what_the_guide_shows(quick_client: Client, block: Block) -> None:
    [path] = requests(block.code)
    assert block.shown is not None
    check_shown(block.shown, quick_client.get(encode(path)).text)


def test_every_form_of_a_date_is_accepted(quick_client: Client) -> None:
    section = GUIDE.split("### Dates\n")[1].split("\n### ")[0]
    forms = re.findall(r"^\| `([^`]+)`", section, re.MULTILINE)
    assert len(forms) == 9
    for form in forms:
        quick_client.json(f"/v1/missions?launched={form}&limit=0")


def test_three_ways_to_name_a_state_are_equal(quick_client: Client) -> None:
    [block] = [block for block in BLOCKS if "countries=DDR" in block.code]
    rows = [quick_client.json(encode(path))["data"] for path in requests(block.code)]
    assert len(rows) == 3
    assert rows[0] == rows[1] == rows[2]


def test_guide_explains_every_parameter_and_format() -> None:
    spans = re.findall(r"`([^`\n]+)`", GUIDE.replace("```", ""))
    code = " ".join([*spans, *(block.code for block in BLOCKS)])
    names = [resource.path for resource in RESOURCES]
    names += [operator.suffix for operator in OPERATORS if operator.suffix]
    names += [*RESERVED, *CHOICES, "by", "category", "as_of", "at"]
    names += [value for values in CHOICES.values() for value in values]
    names += SUPERLATIVES
    formats = {*formats_of("list"), *formats_of("record")}
    names += [f"format={name}" for name in formats]
    patterns = [rf"(?<!\w){re.escape(name)}(?!\w)" for name in names]
    assert [pattern for pattern in patterns if not re.search(pattern, code)] == []


def test_guide_lists_the_status_of_every_problem() -> None:
    listed = re.findall(r"^\| (\d{3}) \|", GUIDE, re.MULTILINE)
    assert {*map(int, listed)} == {problem.status for problem in PROBLEM_TYPES}


# -- The recipes


@pytest.fixture(scope="module")
def base(sqlite_url: URL) -> Iterator[str]:
    """The address of a running server with the catalogue."""
    database = sqlite_url.render_as_string(hide_password=False)
    with served({"RENDEZVOUS_DATABASE_URL": database}) as client:
        # Clients of recipes do not wait for the server to start
        assert client.get("/readyz").status_code == 200
        yield str(client.base_url)


def test_every_language_has_a_recipe() -> None:
    assert {block.language for block in BLOCKS} >= {
        "sh", "python", "r", "js", "html", "spreadsheet", "m",
    }  # fmt: skip


@pytest.mark.xdist_group("guide")
@pytest.mark.parametrize("block", RECIPES)
def test_recipe_prints_what_the_text_shows(
    block: Block, base: str, tmp_path: Path
) -> None:
    printed = run(block, base, tmp_path)
    assert printed.strip()
    if block.shown:
        check_shown(block.shown, printed)


# Spreadsheets are not installed where the tests run; their requests are sent
TABLES = [
    path
    for block in (*BLOCKS, *blocks(README))
    if block.language in ("spreadsheet", "m")
    for path in requests(block.code)
]


@pytest.mark.parametrize("path", TABLES)
def test_spreadsheet_fetches_a_table(quick_client: Client, path: str) -> None:
    header, *rows = csv.reader(io.StringIO(quick_client.get(path).text, newline=""))
    assert rows
    assert {len(row) for row in rows} == {len(header)}


def test_formula_for_a_number_finds_it(quick_client: Client) -> None:
    [formula] = [block.code for block in BLOCKS if "TEXTAFTER" in block.code]
    [path] = requests(formula)
    [label] = re.findall(r'"(\w+,)"', formula)
    total = quick_client.json("/v1/people?sex=female&flown=true&limit=0")["meta"]
    number = quick_client.get(path).text.partition(label)[2]
    assert int(number) == total["total"]


def test_table_to_open_by_a_double_click_has_its_mark_and_the_dates(
    quick_client: Client,
) -> None:
    [path] = [path for path in requests(GUIDE) if "bom=true" in path]
    table = quick_client.get(path).content
    assert table.startswith(codecs.BOM_UTF8)
    rows = csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline=""))
    json_path = path.partition("&format")[0] + "&limit=1000"
    records = quick_client.json(json_path)["data"]
    assert [row["launched"] for row in rows] == [
        record["launched"] or "" for record in records
    ]
