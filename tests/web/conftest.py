"""Pages are compared with those on PostgreSQL in `api/test_databases.py`."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright
from sqlalchemy import URL

from tests.support.client import Client
from tests.support.programs import program
from tests.support.serving import served
from tests.web.page_paths import CHROMIUM_OPTIONS


@pytest.fixture(scope="session")
def client(quick_client: Client) -> Client:
    """A client on SQLite alone."""
    return quick_client


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = program("chromium")
    with sync_playwright() as kit:
        browser = kit.chromium.launch(executable_path=chromium, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(sqlite_url: URL) -> Iterator[str]:
    """The address of a running server with the catalogue."""
    with served({"DATABASE_URL": str(sqlite_url)}) as client:
        assert client.get("/readyz").status_code == 200
        yield str(client.base_url).rstrip("/")


@pytest.fixture
def faults() -> list[str]:
    """Messages of the console, errors, and requests to other hosts."""
    return []


@pytest.fixture
def page(browser: Browser, address: str, faults: list[str]) -> Iterator[Page]:
    """A page of a wide screen, with access to the clipboard."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": 1280, "height": 900},
        permissions=["clipboard-read", "clipboard-write"],
        reduced_motion="reduce",
    )

    def check_host(request: Request) -> None:
        if not request.url.startswith((address, "data:")):
            faults.append(request.url)

    page = context.new_page()
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", check_host)
    yield page
    context.close()
