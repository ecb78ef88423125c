"""The pages in a real browser: search, plots, copying, the reference, print."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


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
    message = page.get_by_text("Nothing was found")
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


def test_disagreement_stands_at_its_fact_and_can_be_opened(page: Page) -> None:
    page.goto("/people/alan-shepard")
    row = page.locator(".facts > div", has_text="Died").first
    expect(row.locator(".against")).to_contain_text("states 22 July 1998")
    reason = row.get_by_text("several biographies")
    expect(reason).to_be_hidden()
    row.locator("summary").click()
    expect(reason).to_be_visible()
    row.get_by_role("link", name="Why our value differs").click()
    heading = page.get_by_role("heading", name="Where sources disagree")
    expect(heading).to_be_in_viewport()


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
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("The first citizen of Vietnam")


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


def test_form_of_the_documentation_is_short_and_filled(
    page: Page, faults: list[str]
) -> None:
    page.goto("/docs")
    page.locator("#operations-tag-missions").click()
    page.locator("#operations-missions-list_missions .opblock-summary").click()
    page.get_by_role("button", name="Try it out").click()
    execute = page.get_by_role("button", name="Execute")
    expect(execute).to_be_in_viewport()
    names = page.locator("tr[data-param-name]").evaluate_all(
        "rows => rows.map((row) => row.dataset.paramName)"
    )
    assert names[:2] == ["q", "kind"]
    assert [name for name in names if "__" in name] == []
    execute.click()
    body = page.locator(".live-responses-table .highlight-code").first
    expect(body).to_contain_text('"soyuz-33"')
    assert faults == []


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
