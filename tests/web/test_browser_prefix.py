"""A server under a path of its host, in a real browser behind a real proxy."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import URL

from tests.deployment.test_nginx_prefix import PREFIX, site
from tests.support.serving import free_port

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("nginx")]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, sqlite_url: URL) -> Iterator[str]:
    """The public URL of a server under the prefix; no request may leave it."""
    port, folder = free_port(), tmp_path_factory.mktemp("browser")
    public = f"http://127.0.0.1:{port}{PREFIX}"
    with site(folder, sqlite_url, {}, public=public, port=port) as client:
        assert client.get(f"{PREFIX}/readyz").status_code == 200
        yield public


@pytest.mark.parametrize(
    "path", ["", "/people/sigmund-jahn", "/guide/start", "/v1/missions?limit=2"]
)
def test_page_has_its_styles_and_scripts(
    page: Page, address: str, faults: list[str], path: str
) -> None:
    page.goto(address + (path or "/"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    layout = page.evaluate("getComputedStyle(document.querySelector('.bar')).display")
    assert layout == "flex"
    page.get_by_role("link", name="Rendezvous").first.click()
    expect(page).to_have_url(f"{address}/")
    assert faults == []


def test_suggestion_opens_its_page(page: Page, address: str, faults: list[str]) -> None:
    page.goto(f"{address}/people")
    page.get_by_role("combobox", name="Search").press_sequentially("sigmund j")
    page.locator("#results-0 [role=option]", has_text="Sigmund").first.click()
    expect(page).to_have_url(f"{address}/people/sigmund-jahn")
    copy = page.locator("#request").get_by_role("button", name="Copy")
    copy.click()
    expect(page.locator("#request").get_by_role("button")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"curl '{address}/v1/people/sigmund-jahn?include=claims'")
    assert faults == []


def test_form_sends_its_query_under_the_prefix(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.get_by_role("combobox", name="Search").fill("salyut 6")
    page.get_by_role("combobox", name="Search").press("Enter")
    expect(page).to_have_url(re.compile(rf"{re.escape(address)}/search\?q=salyut"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_documentation_calls_the_api(
    page: Page, address: str, faults: list[str]
) -> None:
    page.goto(f"{address}/docs")
    page.locator("#operations-tag-people").click()
    page.locator("#operations-people-list_people .opblock-summary").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    status = page.locator(".live-responses-table .response-col_status").last
    expect(status).to_contain_text("200")
    body = page.locator(".live-responses-table .highlight-code").first
    expect(body).to_contain_text(f"{PREFIX}/v1/people/")
    guide = page.locator("#swagger-ui").get_by_role("link", name="guide").first
    assert guide.get_attribute("href") == f"{PREFIX}/guide"
    assert faults == []
