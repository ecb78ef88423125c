"""What other sites show of a link: title, description and card of every page."""

import re
from pathlib import Path

import pytest

from app.main import app_for
from tests.support.client import Client, client_of
from tests.support.factories import load_seed
from tests.support.markup import BROWSER, page_of
from tests.web.page_paths import PATHS

_META = re.compile(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)">')


@pytest.mark.parametrize("path", [*PATHS, "/docs"])
def test_card_repeats_title_and_description_of_the_page(
    public_client: Client, path: str
) -> None:
    html = public_client.get(path, headers=BROWSER).text
    meta = dict(_META.findall(html))
    [title] = re.findall("<title>([^<]*)</title>\n", html)
    [canonical] = re.findall('<link rel="canonical" href="([^"]*)">', html)
    assert meta["og:title"] == title
    assert meta["og:description"] == meta["description"]
    assert meta["og:url"] == canonical
    assert meta["og:image"] == "https://rendezvous.example/static/card.png"
    assert meta["og:image:alt"]
    assert meta["twitter:card"] == "summary_large_image"


@pytest.mark.parametrize(
    ("path", "description"),
    [
        ("/people/sigmund-jahn", "first German in space"),
        ("/firsts?countries=vietnam", "The first citizen of Vietnam in space was Phạm"),
        ("/in-space?at=1975-07-17T16:30Z", "2 aboard Salyut 4"),
        ("/guide/claims", "See where a fact comes from"),
    ],
)
def test_description_is_the_story_of_the_page(
    public_client: Client, path: str, description: str
) -> None:
    meta = dict(_META.findall(public_client.get(path, headers=BROWSER).text))
    assert description in meta["og:description"]


def test_answers_are_pages_with_hardly_any_data(tmp_path: Path) -> None:
    with client_of(app_for(str(load_seed(tmp_path)))) as client:
        for path in ("/firsts", "/firsts?sex=female", "/in-space"):
            assert page_of(client, path).faults == []
            assert page_of(client, f"/embed{path}").faults == []
