"""Takes a picture of every kind of page, wide and narrow, light and dark.

`python -m tests.support.screenshots ADDRESS [PATH ...]` writes them to var/screenshots.
They are looked at by people; tests measure the pages themselves.
"""

import sys
from typing import Literal

from playwright.sync_api import sync_playwright

from app.settings import ROOT
from tests.support.programs import program
from tests.web.page_paths import CHROMIUM_OPTIONS, PATHS

FOLDER = ROOT / "var" / "screenshots"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def main(address: str, paths: list[str]) -> None:
    """Writes four pictures of each page of a running server."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as kit:
        browser = kit.chromium.launch(
            executable_path=program("chromium"), args=CHROMIUM_OPTIONS
        )
        page = browser.new_page(base_url=address, reduced_motion="reduce")
        for path in paths or PATHS:
            name = path.strip("/").translate(str.maketrans("/?=&", "____")) or "home"
            page.goto(path)
            for width in (390, 1280):
                page.set_viewport_size({"width": width, "height": 900})
                for scheme in SCHEMES:
                    page.emulate_media(color_scheme=scheme)
                    file = FOLDER / f"{name}-{width}-{scheme}.png"
                    page.screenshot(path=file, full_page=True)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
