"""The guarantees of SECURITY.md: read-only, silent about internals, no foreign content.

Malformed input is tested elsewhere, in the files that SECURITY.md names.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import OperationalError
from typing import Any

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
OTHER_PATHS = (
    *("/docs", "/favicon.ico", "/openapi.json", "/healthz", "/readyz", "/mcp"),
    *("/sitemap.xml", "/robots.txt", "/llms.txt", "/guide", "/guide.md"),
    *("/guide/start", "/guide/start.md"),
    *("/problems/not-found", "/static/style.css", "/assets/docs/swagger-ui.css"),
    *("/nothing", "/v1/nothing"),
)
SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
INTERNAL = re.compile(
    r"sqlite3|psycopg|sqlalchemy|SELECT|FROM|WHERE|Traceback|[A-Z]\w*(?:Error|Exception)"
    r"|image is malformed|/tmp|/usr|\.py\b|no such|0x[0-9a-f]{6}"
)
"""Words that only an operator should read."""


@pytest.fixture
def tiny(tmp_path: Path) -> URL:
    """The tiny seed in a file."""
    return load_seed(tmp_path)


def digest(url: URL) -> str:
    return hashlib.sha256(Path(url.database or "").read_bytes()).hexdigest()


def all_paths(client: Client) -> list[str]:
    """Returns a path of every kind."""
    paths = [*client.json("/openapi.json")["paths"]]
    paths += [page.address for page in PAGES]
    return [re.sub(r"{\w+}", "soyuz-28", path) for path in paths] + [*OTHER_PATHS]


# -- Read-only


def test_methods_that_write_are_refused_everywhere(tiny: URL) -> None:
    before = digest(tiny)
    with client_of(app_on(tiny)) as client:
        statuses = {
            (method, path): client.request(method, path, content=b"{}").status_code
            for path in all_paths(client)
            for method in METHODS
        }
    assert len(statuses) > 600
    # Tools are called by POST; they only read
    assert 400 <= statuses.pop(("POST", "/mcp")) < 500
    assert set(statuses.values()) <= {404, 405}
    missing = {path for (_, path), status in statuses.items() if status == 404}
    assert missing == {"/nothing", "/v1/nothing"}
    assert digest(tiny) == before


@pytest.fixture(params=ON_BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """The tiny seed on each database in turn."""
    return load_seed(tmp_path, empty_database(request, request.param, tmp_path))


WRITING = (
    "DELETE FROM {schema}missions",
    "UPDATE {schema}release SET revision = 'mine'",
    "INSERT INTO {schema}release SELECT * FROM {schema}release",
    "DROP TABLE {schema}claims",
    "CREATE TABLE {schema}mine (id TEXT)",
)


def test_connection_of_the_server_cannot_write(url: URL) -> None:
    async def try_to_write() -> None:
        reader = await open_reader(url, 5)
        # Readers address the tables of PostgreSQL by their schema
        name = getattr(reader, "identity", ("",))[0]
        schema = f"{name}." if url.get_backend_name() == "postgresql" else ""
        for statement in WRITING:
            with pytest.raises(Exception, match=r"read-?only"):
                await reader.rows(text(statement.format(schema=schema)))
        await reader.close()

    anyio.run(try_to_write)


@pytest.fixture
def read_only_role(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[URL, URL]]:
    """A loaded PostgreSQL, as its owner and as a role that only reads."""
    owner = load_seed(tmp_path, empty_database(request, "postgresql", tmp_path))
    name = f"reader_{owner.database}"
    [shown] = re.findall(r"^```sql\n(.*?)^```", SECURITY, re.DOTALL | re.MULTILINE)
    granted = shown.replace(" reader", f' "{name}"')
    with writing(owner) as engine:
        with engine.begin() as connection:
            connection.execute(text(granted))
        yield owner, owner.set(username=name)
        with engine.begin() as connection:
            connection.execute(text(f'DROP ROLE "{name}"'))


@pytest.mark.postgresql
@pytest.mark.xdist_group("postgresql")
def test_role_that_only_reads_is_enough_to_serve(
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
    # A server with that role starts without loading
    assert loaded_revision(reader) == revision_of(tmp_path / "seed")


# -- Silent about internals


@pytest.fixture
def failing(tiny: URL, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """A client of an application whose statements are wrong."""

    async def fail(*_arguments: Any) -> None:
        detail = f"no such column: secret, in SELECT secret FROM missions, {tiny}"
        raise OperationalError(detail)

    app = app_on(tiny, cache_bytes=0)
    with client_of(app) as client:
        assert client.get("/v1/missions").status_code == 200
        for name in ("rows", "long_rows"):
            monkeypatch.setattr(app.state.snapshot.data, name, fail)
        yield client


@pytest.mark.parametrize("accept", ["*/*", BROWSER["Accept"]])
def test_internal_error_reveals_no_internals(failing: Client, accept: str) -> None:
    paths = [*failing.json("/openapi.json")["paths"]]
    paths += [page.address for page in PAGES]
    paths += ["/v1/missions?kind=satellite", "/v1/people?q=a", "/v1/firsts?by=sex"]
    statuses = []
    for path in paths:
        url = re.sub(r"{\w+}", "soyuz-28", path)
        response = failing.get(url, headers={"Accept": accept})
        statuses.append(response.status_code)
        if response.status_code == 500:
            problem = re.sub(r"<link.*?>|<script.*?>|<a .*?>", "", response.text)
            assert INTERNAL.findall(problem) == [], url
        elif response.status_code != 200:
            assert response.status_code in (303, 307, 400, 404), url
    assert statuses.count(500) > 20
    assert failing.get("/readyz").status_code == 500
    assert failing.get("/healthz").status_code == 200


@pytest.mark.parametrize("kind", PROBLEM_TYPES, ids=lambda kind: kind.slug)
def test_description_of_a_problem_reveals_no_internals(kind: type[Problem]) -> None:
    assert INTERNAL.findall(f"{kind.title} {kind.about}") == []


# -- No foreign content


@pytest.mark.parametrize("path", [page.address for page in PAGES] + [*OTHER_PATHS])
def test_page_runs_only_scripts_of_this_server(quick_client: Client, path: str) -> None:
    url = re.sub(r"{\w+}", "soyuz-28", path)
    response = quick_client.get(url, headers=BROWSER, follow_redirects=True)
    if not response.headers["content-type"].startswith("text/html"):
        assert response.headers["x-content-type-options"] == "nosniff"
        return
    policies = response.headers["content-security-policy"].split("; ")
    policy = dict(directive.split(" ", maxsplit=1) for directive in policies)
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


def test_nothing_runs_in_an_error(quick_client: Client) -> None:
    for path in ("/v1/missions?<script>=1", "/nothing/<script>", "/v1/missions/<x>"):
        response = quick_client.get(path)
        assert response.headers["content-type"] == "application/problem+json"
        assert "default-src 'none'" in response.headers["content-security-policy"]


@pytest.mark.parametrize("public", [None, "https://api.example"])
def test_host_that_a_client_claims_reaches_no_other_client(
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
        for path in (*all_paths(client), *paths):
            for accept in ("*/*", BROWSER["Accept"]):
                response = client.get(path, headers=claimed | {"Accept": accept})
                text = f"{response.headers} {response.text}"
                assert "gopher" not in text, path
                if "elsewhere.example" in text:
                    # Written for this client, and stored for no other
                    assert public is None, path
                    assert path.startswith(("/guide", "/llms.txt"))
                    assert response.headers["cache-control"].startswith("private,")
        page = client.get("/people", headers=BROWSER).text
        assert ('rel="canonical"' in page) == (public is not None)


@pytest.mark.parametrize(
    "path", ["//elsewhere.example/", "/\\elsewhere.example/", "///"]
)
def test_no_redirect_leads_to_another_host(quick_client: Client, path: str) -> None:
    response = quick_client.get(f"http://api{path}")
    assert response.status_code in (307, 404)
    location = response.headers.get("location", "/")
    assert re.match(r"/(?![/\\])", location + " ")
