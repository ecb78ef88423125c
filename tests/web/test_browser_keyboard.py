"""The frame of pages in a browser: keyboard, sticky header, pages without script."""

import pytest
from playwright.sync_api import Browser, Page, expect

from app.web.navigation import SHORTCUTS

pytestmark = pytest.mark.browser

MAX_HEADER = 56
WITHOUT_SCRIPT = (
    "/",
    "/people?flown=true",
    "/people/sigmund-jahn",
    "/missions/soyuz-28",
    "/firsts",
    "/in-space",
    "/guide/grammar",
    "/v1/people/sigmund-jahn",
    "/nowhere",
)


def test_first_stop_of_the_keyboard_leads_to_the_content(page: Page) -> None:
    page.goto("/people/sigmund-jahn")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("To the content")
    expect(page.locator(":focus")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_focus_goes_through_the_header_in_the_order_of_reading(page: Page) -> None:
    page.goto("/people/sigmund-jahn")
    stops = []
    for _ in range(5 + len(SHORTCUTS)):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert focused.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
        stops.append(focused.get_attribute("id") or focused.inner_text().strip())
    shortcuts = [link.name for link in SHORTCUTS]
    assert stops == [
        *("To the content", "Rendezvous", "q-top", "Search"),
        *(*shortcuts, "Menu"),
    ]


@pytest.mark.parametrize(("path", "box"), [("/", "#q"), ("/people", "#q-top")])
def test_slash_leads_to_the_search_except_while_typing(
    page: Page, path: str, box: str
) -> None:
    page.goto(path)
    page.keyboard.press("/")
    expect(page.locator(box)).to_be_focused()
    page.keyboard.type("a/b")
    expect(page.locator(box)).to_have_value("a/b")
    page.keyboard.press("Control+/")
    expect(page.locator(box)).to_have_value("a/b")


def test_escape_and_a_click_elsewhere_close_the_menu(page: Page) -> None:
    page.goto("/people")
    menu, errata = page.locator(".menu summary"), page.locator('.menu [href="/errata"]')
    menu.click()
    expect(errata).to_be_visible()
    page.keyboard.press("Escape")
    expect(errata).to_be_hidden()
    expect(menu).to_be_focused()
    menu.press("Enter")
    expect(errata).to_be_visible()
    page.get_by_role("heading", level=1).click()
    expect(errata).to_be_hidden()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_header_stays_in_one_row_and_covers_no_anchor(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 500})
    page.goto("/people/sigmund-jahn#request")
    header = page.locator("header.top").bounding_box()
    heading = page.locator("#request h2").bounding_box()
    assert header is not None
    assert heading is not None
    assert header["y"] == 0
    assert header["height"] <= MAX_HEADER
    assert heading["y"] >= header["height"]


def test_nothing_moves_for_readers_who_prefer_that(page: Page) -> None:
    page.goto("/")
    assert page.evaluate("document.getAnimations().length") == 0


def test_pages_work_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    for path in WITHOUT_SCRIPT:
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert len(page.locator("main").inner_text()) > 200, path
    page.locator(".menu summary").click()
    page.locator('.menu [href="/errata"]').click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Errata")
    context.close()
