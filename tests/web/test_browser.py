"""The pages in a real browser."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright
from sqlalchemy import URL

from app.settings import ROOT
from tests.support.programs import program
from tests.support.serving import served

pytestmark = pytest.mark.browser

QUIET = (
    "--no-sandbox --disable-gpu --disable-background-networking"
    " --disable-component-update --disable-sync --no-first-run"
)
SHOTS = ROOT / "var" / "screenshots"
AXE = ROOT / "var" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
READERS: tuple[tuple[str, int, Literal["light", "dark"]], ...] = (
    ("desk", 1280, "light"),
    ("phone", 390, "dark"),
)
WIDTHS = (320, 390, 768, 1280)
"""Widths of screens on which no page may scroll sideways."""
PATHS = (
    "/",
    "/people",
    "/people/alan-shepard",
    "/missions?programme=interkosmos",
    "/missions/soyuz-28",
    "/stations/mir",
    "/countries/czechoslovakia",
    "/dockings?at=1978-03-05",
    "/sites/baikonur",
    "/events/apollo-soyuz-first-docking",
    "/sources/000-essay",
    "/claims",
    "/claims/s000-027",
    "/changes",
    "/changes/2026.11.1.missions.soyuz-19.apogee_km",
    "/crew/soyuz-31-sigmund-jahn",
    "/firsts",
    "/firsts?country=vietnam",
    "/in-space",
    "/search?q=jahn",
    "/firsts?country=CZE",
    "/problems/not-found",
    "/guide",
    "/nowhere",
    "/missions?programm=interkosmos",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = program("chromium")
    with sync_playwright() as kit:
        browser = kit.chromium.launch(executable_path=chromium, args=QUIET.split())
        yield browser
        browser.close()


@pytest.fixture(scope="module")
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


def test_search_suggests_records_while_typing(page: Page, faults: list[str]) -> None:
    page.goto("/")
    box = page.get_by_role("combobox", name="Search")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("sigmund j")
    options = page.locator("#results-0 [role=option]")
    expect(options.first).to_contain_text("Sigmund Jähn")
    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(page.locator("#results-0")).to_be_hidden()
    box.press("ArrowDown")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    active = options.first.get_attribute("id")
    expect(box).to_have_attribute("aria-activedescendant", active or "")
    box.press("Enter")
    expect(page).to_have_url(re.compile("/people/sigmund-jahn$"))
    assert faults == []


def test_click_on_a_suggestion_opens_its_page(page: Page) -> None:
    page.goto("/people")
    page.get_by_role("combobox", name="Search").fill("salyut 6")
    page.locator("#results-0 [role=option]", has_text="Salyut 6").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Salyut 6")


def test_suggestions_are_text(page: Page, faults: list[str]) -> None:
    page.route(
        "**/v1/search**",
        lambda route: route.fulfill(
            json={
                "data": [
                    {
                        "type": "people",
                        "label": "<img src=x onerror=alert(1)>",
                        "hint": "<b>bold</b>",
                        "url": "/v1/people/x",
                    }
                ]
            }
        ),
    )
    page.goto("/")
    page.get_by_role("combobox", name="Search").fill("x")
    expect(page.get_by_role("option")).to_contain_text("<img src=x")
    assert page.locator("[role=option] img, [role=option] b").count() == 0
    assert faults == []


def test_search_without_hits_says_so(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("combobox", name="Search")
    box.fill("xqzvbnm")
    message = page.get_by_text("Nothing has a name like this")
    expect(message).to_have_class("nothing")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press("Escape")
    expect(message).to_have_class("unseen")


def test_search_works_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Search people").fill("Гагарин")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Yuri Gagarin").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Yuri Gagarin")
    context.close()


def test_disagreement_of_sources_can_be_opened(page: Page) -> None:
    page.goto("/people/alan-shepard")
    expect(page.get_by_role("heading", name="Where sources disagree")).to_be_visible()
    row = page.locator(".facts > div", has_text="Died")
    stated = row.get_by_text("21 July 1998").first
    expect(stated).to_be_visible()
    other = row.get_by_text("22 July 1998")
    expect(other).to_be_hidden()
    row.get_by_text("1 disagrees").click()
    expect(other).to_be_visible()


def test_plots_are_drawn(page: Page) -> None:
    page.goto("/")
    marks = page.locator("svg.firsts a")
    assert marks.count() == len(
        page.request.get("/v1/firsts?by=country").json()["data"]
    )
    for plot in ("svg.firsts", "svg.world", "svg.history"):
        box = page.locator(plot).bounding_box()
        assert box is not None
        assert box["width"] > 800
        assert box["height"] > 100
    marks.filter(has_text="Vietnam").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Firsts: Vietnam")


def test_state_on_the_map_links_to_its_page(page: Page) -> None:
    page.goto("/")
    page.locator("svg.world").get_by_label("Mongolia: 1 flown").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mongolia")


def test_request_can_be_copied(page: Page, address: str) -> None:
    page.goto("/people/sigmund-jahn")
    copy = page.locator("#request").get_by_role("button", name="Copy")
    copy.click()
    expect(page.locator("#request").get_by_role("button")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"curl '{address}/v1/people/sigmund-jahn?include=claims'")


def test_documentation_calls_the_api(page: Page, faults: list[str]) -> None:
    page.goto("/docs")
    page.locator("#operations-tag-people").click()
    page.locator("#operations-people-list_people .opblock-summary").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    status = page.locator(".live-responses-table .response-col_status").last
    expect(status).to_contain_text("200")
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_class("dark-mode")
    page.get_by_role("link", name="Rendezvous").click()
    expect(page.get_by_role("combobox", name="Search")).to_be_visible()
    assert faults == []


@pytest.mark.parametrize("path", [*PATHS, "/docs"])
def test_page_fits_every_width_without_errors(
    page: Page, faults: list[str], path: str
) -> None:
    name = path.strip("/").translate(str.maketrans("/?=&", "____")) or "home"
    SHOTS.mkdir(parents=True, exist_ok=True)
    for device, width, scheme in READERS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.goto(path)
        shot = SHOTS / f"{name}-{device}-{scheme}.png"
        page.screenshot(path=shot, full_page=True)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        across = page.evaluate("document.documentElement.scrollWidth")
        assert across <= width, f"{path} is {across} wide on a screen of {width}"
    assert [text for text in faults if "status of 40" not in text] == []


@pytest.mark.parametrize("path", PATHS)
def test_page_is_accessible(browser: Browser, address: str, path: str) -> None:
    axe = _axe()
    context = browser.new_context(
        base_url=address, bypass_csp=True, reduced_motion="reduce"
    )
    page = context.new_page()
    violations: list[tuple[str, str, str]] = []
    for _, width, scheme in READERS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.goto(path)
        page.add_script_tag(path=axe)
        violations += [
            (rule["id"], node["target"], node.get("failureSummary", "")[:300])
            for rule in page.evaluate("axe.run()")["violations"]
            for node in rule["nodes"][:3]
        ]
    context.close()
    assert violations == []


def _axe() -> Path:
    if not AXE.exists():
        pytest.skip("no axe-core here: `make browser` fetches it where npm is")
    return AXE


@pytest.mark.parametrize("path", ["/", "/people/alan-shepard", "/missions", "/guide"])
def test_printed_page_has_no_navigation(page: Page, path: str) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(path)
    for name in ("nav", "form", "button"):
        elements = page.locator(name).all()
        assert not any(element.is_visible() for element in elements)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert ink == "rgb(22, 32, 44)", "dark ink, whatever the screen has"


def test_page_can_be_used_by_keyboard(page: Page) -> None:
    page.goto("/people/sigmund-jahn")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_text("To the content")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
