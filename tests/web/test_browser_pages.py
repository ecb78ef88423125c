"""Every kind of page in a browser: its width, its text, its targets, and axe."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from app.settings import ROOT
from tests.web.page_paths import EMBEDS, PATHS

pytestmark = pytest.mark.browser

AXE = ROOT / "var" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
ALL_RULES = "axe.run({rules: {'target-size': {enabled: true}}})"
"""All rules of WCAG 2.2 AA and good practice; that for targets is off by default."""
READERS: tuple[tuple[int, Literal["light", "dark"]], ...] = (
    (1280, "light"),
    (390, "dark"),
)
WIDTHS = (320, 768, 1280, 390)
"""Widths of screens on which no page may scroll sideways; the last is a phone."""
SMALL_TEXT = """() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const elements = [...document.querySelectorAll("input, select, button, textarea")];
    while (texts.nextNode()) {
        const { data, parentElement } = texts.currentNode;
        if (data.trim()) elements.push(parentElement);
    }
    return elements
        .filter((element) => !element.closest("svg, script, noscript, .unseen"))
        .filter((element) => element.checkVisibility())
        .filter((element) => parseFloat(getComputedStyle(element).fontSize) < 16)
        .map((element) => element.outerHTML.slice(0, 100));
}"""


@pytest.mark.parametrize("path", [*PATHS, *EMBEDS, "/docs"])
def test_page_fits_every_width_without_errors(
    page: Page, faults: list[str], path: str
) -> None:
    page.goto(path)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        across = page.evaluate("document.documentElement.scrollWidth")
        assert across <= width, f"{path} is {across} wide on a screen of {width}"
    # The reference of the API has a style sheet of its own
    if path != "/docs":
        assert page.evaluate(SMALL_TEXT) == [], "text of less than 16 px on a phone"
    assert [text for text in faults if "status of 40" not in text] == []


@pytest.mark.parametrize("path", [*PATHS, *EMBEDS, "/docs"])
def test_page_is_accessible(browser: Browser, address: str, path: str) -> None:
    axe = _axe()
    context = browser.new_context(
        base_url=address, bypass_csp=True, reduced_motion="reduce"
    )
    page = context.new_page()
    violations: list[tuple[str, str, str]] = []
    for width, scheme in READERS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.goto(path)
        if path == "/docs":
            page.wait_for_selector(".opblock-tag")
        page.add_script_tag(path=axe)
        violations += [
            (rule["id"], node["target"], node.get("failureSummary", "")[:300])
            for rule in page.evaluate(ALL_RULES)["violations"]
            for node in rule["nodes"][:3]
        ]
    context.close()
    assert violations == []


def _axe() -> Path:
    if not AXE.exists():
        pytest.skip("no axe-core here: `make browser` fetches it where npm is")
    return AXE
