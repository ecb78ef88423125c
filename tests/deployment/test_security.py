"""Nobody writes over HTTP, learns of the inside, or chooses what others are sent.

What README and SECURITY.md promise is tried here; odd input of other kinds is tried in
the tests of forms, of pages and of hostile queries.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import anyio
import pytest
from sqlalchemy import URL, text
from sqlalchemy.exc import ProgrammingError

from app.db.engines import open_reader, writing
from app.ingest.load import loaded_revision, revision_of
from app.problems import PROBLEM_TYPES, Problem
from app.settings import ROOT
from app.web.pages import PAGES
from tests.conftest import app_on
from tests.support.client import Client, client_of
from tests.support.factories import ON_BOTH, data_of, empty_database, load_seed
from tests.support.markup import BROWSER

METHODS = (
    *("POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "QUERY"),
    *("PROPFIND", "MKCOL", "COPY", "MOVE", "LOCK", "LINK", "PURGE"),
)
OTHERS = (
    *("/docs", "/favicon.ico", "/openapi.json", "/healthz", "/readyz", "/mcp"),
    *("/sitemap.xml", "/robots.txt", "/llms.txt", "/guide", "/guide.md"),
    *("/problems/not-found", "/static/style.css", "/assets/docs/swagger-ui.css"),
    *("/nothing", "/v1/nothing"),
)
SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
INSIDE = re.compile(
    r"sqlite3|psycopg|sqlalchemy|SELECT|FROM|WHERE|Traceback|[A-Z]\w*(?:Error|Exception)"
    r"|malformed|/tmp|/usr|\.py\b|no such|0x[0-9a-f]{6}"
)
"""What only those who run the server should read."""


@pytest.fixture
def tiny(tmp_path: Path) -> URL:
    """The tiny seed as a file."""
    return load_seed(tmp_path)


def digest(url: URL) -> str:
    return hashlib.sha256(Path(url.database or "").read_bytes()).hexdigest()


def addresses(client: Client) -> list[str]:
    """An address of every kind."""
    paths = [*client.json("/openapi.json")["paths"]]
    paths += [page.address for page in PAGES]
    return [re.sub(r"{\w+}", "soyuz-28", path) for path in paths] + [*OTHERS]


def test_every_promise_names_its_test() -> None:
    named = set(re.findall(r"`((?:tests|app)/[^`]+)`", SECURITY))
    assert "tests/deployment/test_security.py" in named
    assert [one for one in named if not (ROOT / one).exists()] == []


# -- Nobody writes


def test_no_address_can_be_written_to(tiny: URL) -> None:
    before = digest(tiny)
    with client_of(app_on(tiny)) as client:
        told = {
            (method, path): client.request(method, path, content=b"{}").status_code
            for path in addresses(client)
            for method in METHODS
        }
    assert len(told) > 600
    # Tools are called by POST; what they may do is read
    assert 400 <= told.pop(("POST", "/mcp")) < 500
    assert set(told.values()) <= {404, 405}
    missing = {path for (_, path), status in told.items() if status == 404}
    assert missing == {"/nothing", "/v1/nothing"}
    assert digest(tiny) == before


@pytest.fixture(params=ON_BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """The tiny seed on each database in turn."""
    return load_seed(tmp_path, empty_database(request, request.param, tmp_path))


WRITING = (
    "DELETE FROM missions",
    "UPDATE release SET revision = 'mine'",
    "INSERT INTO release SELECT * FROM release",
    "DROP TABLE claims",
    "CREATE TABLE mine (id TEXT)",
)


def test_a_connection_that_answers_cannot_write(url: URL) -> None:
    async def refused() -> None:
        reader = open_reader(data_of(url), 5)
        for statement in WRITING:
            with pytest.raises(Exception, match=r"read-?only"):
                await reader.rows(text(statement))
        await reader.close()

    anyio.run(refused)


@pytest.fixture
def read_only_role(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[URL, URL]]:
    """A loaded PostgreSQL, as its owner and as a role that may read alone."""
    owner = load_seed(tmp_path, empty_database(request, "postgresql", tmp_path))
    name = f"reader_{owner.database}"
    shown = re.findall(r"^```sql\n(.*?)^```", SECURITY, re.DOTALL | re.MULTILINE)
    granted = shown[0].replace(" reader", f' "{name}"')
    with writing(owner) as engine:
        with engine.begin() as connection:
            connection.execute(text(granted))
        yield owner, owner.set(username=name)
        with engine.begin() as connection:
            connection.execute(text(f'DROP ROLE "{name}"'))


@pytest.mark.postgresql
@pytest.mark.xdist_group("postgresql")
def test_a_role_that_may_only_read_is_enough_to_answer(
    read_only_role: tuple[URL, URL], tmp_path: Path
) -> None:
    owner, reader = read_only_role
    with (
        writing(data_of(reader)) as engine,
        pytest.raises(ProgrammingError, match="denied"),
        engine.begin() as connection,
    ):
        connection.execute(text("DELETE FROM missions"))
    paths = ("/readyz", "/v1/missions", "/v1/firsts?country=CSK", "/v1/people?q=remek")
    answers = []
    for url in (owner, reader):
        with client_of(app_on(url)) as client:
            answers.append([client.get(path).text for path in paths])
            assert client.get("/v1/missions/soyuz-28").status_code == 200
    assert answers[0] == answers[1]
    # Whoever serves as that role starts without loading anew
    assert loaded_revision(reader) == revision_of(tmp_path / "seed")


# -- Nobody learns of the inside


@pytest.fixture
def damaged(tiny: URL) -> Iterator[Client]:
    """A client of an app whose database was destroyed after it was opened."""
    file = Path(tiny.database or "")
    with client_of(app_on(tiny, cache_bytes=0)) as client:
        assert client.get("/v1/missions").status_code == 200
        with file.open("r+b") as opened:
            opened.seek(8192)
            opened.write(b"\xff" * (file.stat().st_size - 8192))
        yield client


@pytest.mark.parametrize("accept", ["*/*", BROWSER["Accept"]])
def test_a_fault_tells_nothing_of_the_inside(damaged: Client, accept: str) -> None:
    paths = [*damaged.json("/openapi.json")["paths"]]
    paths += [page.address for page in PAGES]
    paths += ["/v1/missions?kind=satellite", "/v1/people?q=a", "/v1/firsts?by=sex"]
    statuses = []
    for path in paths:
        asked = re.sub(r"{\w+}", "soyuz-28", path)
        response = damaged.get(asked, headers={"Accept": accept})
        statuses.append(response.status_code)
        if response.status_code == 500:
            problem = re.sub(r"<link.*?>|<script.*?>|<a .*?>", "", response.text)
            assert INSIDE.findall(problem) == [], asked
        elif response.status_code != 200:
            assert response.status_code in (303, 307, 400, 404), asked
    assert statuses.count(500) > 20
    assert damaged.get("/readyz").status_code == 500
    assert damaged.get("/healthz").status_code == 200


@pytest.mark.parametrize("kind", PROBLEM_TYPES, ids=lambda one: one.slug)
def test_what_a_problem_means_tells_nothing_of_the_inside(kind: type[Problem]) -> None:
    assert INSIDE.findall(f"{kind.title} {kind.about}") == []


# -- Nobody chooses what others are sent


@pytest.mark.parametrize("path", [page.address for page in PAGES] + [*OTHERS])
def test_every_page_lets_nothing_run_that_is_not_ours(
    quick_client: Client, path: str
) -> None:
    asked = re.sub(r"{\w+}", "soyuz-28", path)
    response = quick_client.get(asked, headers=BROWSER, follow_redirects=True)
    if not response.headers["content-type"].startswith("text/html"):
        assert response.headers["x-content-type-options"] == "nosniff"
        return
    policies = response.headers["content-security-policy"].split("; ")
    policy = dict(one.split(" ", maxsplit=1) for one in policies)
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert {policy["script-src"], policy["style-src"]} == {"'self'"}
    assert response.headers["referrer-policy"] == "same-origin"
    for script in re.findall(
        r"<script(?![^>]*json)([^>]*)>(.*?)</script>", response.text
    ):
        assert "src=" in script[0]
        assert script[1] == ""


def test_nothing_runs_in_what_is_refused(quick_client: Client) -> None:
    for path in ("/v1/missions?<script>=1", "/nothing/<script>", "/v1/missions/<x>"):
        response = quick_client.get(path)
        assert response.headers["content-type"] == "application/problem+json"
        assert "default-src 'none'" in response.headers["content-security-policy"]


@pytest.mark.parametrize("public", [None, "https://api.example"])
def test_what_a_client_calls_us_is_told_to_nobody(
    sqlite_url: URL, public: str | None
) -> None:
    claimed = {
        "Host": "elsewhere.example",
        "X-Forwarded-Host": "elsewhere.example",
        "X-Forwarded-Proto": "gopher",
        "Forwarded": "host=elsewhere.example;proto=gopher",
        "X-Original-URL": "/elsewhere.example",
    }
    paths = (
        "/v1/missions/",
        "/people/",
        "/mcp/",
        "//v1/missions",
        "/v1/firsts/?by=sex",
    )
    with client_of(app_on(sqlite_url, public_url=public)) as client:
        for path in (*addresses(client), *paths):
            for accept in ("*/*", BROWSER["Accept"]):
                response = client.get(path, headers=claimed | {"Accept": accept})
                told = f"{response.headers} {response.text}"
                assert "gopher" not in told, path
                if "elsewhere.example" in told:
                    # Only what is written for this client, and kept for no other
                    assert public is None, path
                    assert path in ("/guide", "/guide.md", "/llms.txt")
                    assert response.headers["cache-control"].startswith("private,")
        page = client.get("/people", headers=BROWSER).text
        assert ('rel="canonical"' in page) == (public is not None)


@pytest.mark.parametrize(
    "path", ["//elsewhere.example/", "/\\elsewhere.example/", "///"]
)
def test_no_way_leads_to_another_host(quick_client: Client, path: str) -> None:
    response = quick_client.get(f"http://api{path}")
    assert response.status_code in (307, 404)
    location = response.headers.get("location", "/")
    assert re.match(r"/(?![/\\])", location + " ")
