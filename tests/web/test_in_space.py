"""The page of people in space says when, where they were, and what changed."""

import pytest

from app.web.in_space import aboard, when
from tests.support.client import Client
from tests.support.markup import page_of


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("people above 80 km on 2026-09-28", "in space on 28 September 2026"),
        ("people in orbit in 1985", "in orbit in 1985"),
        (
            "people above 100 km at 1975-07-17T16:30Z",
            "above 100 km at 17 July 1975, 16:30 UTC",
        ),
        ("people above 80 km in 1961/1962", "in space from 1961 to 1962"),
    ],
)
def test_heading_says_where_and_when(query: str, words: str) -> None:
    assert when({"query": query}) == words


def test_people_are_counted_by_craft() -> None:
    names = ["Tiangong", "International Space Station", "International Space Station"]
    rows = [{"aboard": {"name": name}} for name in names]
    text = "2 aboard the International Space Station, 1 aboard Tiangong."
    assert aboard([*rows, {"aboard": None}]) == text
    assert aboard([{"aboard": None}]) == ""


def test_page_links_to_the_changes_before_and_after(quick_client: Client) -> None:
    page = page_of(quick_client, "/in-space?at=1975-07-17T16:30Z")
    assert page.relations["prev"] == "/in-space?at=1975-07-15T19:50:01Z"
    assert page.relations["next"] == "/in-space?at=1975-07-21T10:50:51Z"
    assert "Previous change: 15 July 1975, 19:50:01 UTC, 7 in space" in page.text


def test_page_of_no_date_says_why_its_day_and_is_cited_with_it(
    quick_client: Client,
) -> None:
    day = quick_client.get("/v1/in-space").json()["meta"]["complete_to"]
    reason = "This is the last day up to which the crews in the data are complete."
    latest, dated = (
        page_of(quick_client, f"/in-space{query}").text for query in ("", f"?at={day}")
    )
    assert reason in latest
    assert reason not in dated
    assert f"/in-space?at={day}" in latest


def test_first_and_last_change_have_one_neighbour(quick_client: Client) -> None:
    page = page_of(quick_client, "/in-space?at=1961-04-12T06:07:00Z")
    assert "prev" not in page.relations
    assert page.relations["next"].startswith("/in-space?at=1961-04-12T")
    assert "next" not in page_of(quick_client, "/in-space").relations
    assert "prev" not in page_of(quick_client, "/in-space?at=../2026").relations


def test_markdown_of_an_instant_with_nobody_in_space_has_no_table(
    quick_client: Client,
) -> None:
    text = quick_client.get("/in-space.md?at=1961-01-01").text
    assert "Next launch: Vostok 1, 12 April 1961, 06:07" in text
    assert "| Person |" not in text
    assert "| Person |" in quick_client.get("/in-space.md?at=1975-07-17").text
