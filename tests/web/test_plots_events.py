"""The timeline of events and the course of a mission."""

import re
from typing import Any

from app.web.plots import course, timeline
from app.web.plots.figure import Figure, Material
from tests.support.client import Client
from tests.support.markup import BROWSER

SALYUT = {"name": "Salyut", "url": "/v1/stations/salyut"}


def _event(at: str | None, name: str, kind: str = "visit", **other: Any) -> Any:
    empty = {"ended": None, "place": None, "duration_text": None, "summary": None}
    url = f"/v1/events/{name.lower()}"
    return {"at": at, "name": name, "kind": kind, "url": url} | empty | other


def _draw(events: list[Any], total: int, **record: Any) -> Figure | None:
    answer = {
        "data": events,
        "meta": {"total": total},
        "links": {"self": "/v1/events?limit=40&missions=m&sort=at"},
    }
    return timeline.draw(Material("", {"data": record}, [answer]))


def _mission(**changes: Any) -> dict[str, Any]:
    mission = {
        "id": "m",
        "launched": "1978-01-01T10:00:30Z",
        "landed": "1978-01-09T12:00Z",
        "launch_site": {"name": "Baikonur"},
        "landing_place": {"name": "near Arkalyk"},
        "dockings": [
            {
                "target": SALYUT,
                "docked": "1978-01-02T10:00Z",
                "undocked": "1978-01-08T10:00Z",
            }
        ],
    }
    return mission | changes


def test_day_lists_events_with_a_time_before_those_without() -> None:
    events = [
        _event("1975-07-17", "Speech"),
        _event("1975-07-17T16:09:09Z", "Docking", "docking"),
        _event("1975-07", "Month"),
        _event(None, "Never"),
    ]
    figure = _draw(events, 3)
    assert figure
    assert re.findall(r'href="/events/(\w+)"', figure.drawing) == [
        "month",
        "docking",
        "speech",
    ]
    times = re.findall(r'<time datetime="[^"]+">([^<]*)</time><p>', figure.drawing)
    assert times == ["", "16:09", ""]
    assert re.findall(r"<h3><time[^>]+>(.+?)<", figure.drawing) == [
        "July 1975",
        "17 July 1975",
    ]
    assert figure.text == "3 events, from Month (July 1975) to Speech (17 July 1975)."
    assert figure.lines[1] == "17 July 1975, 16:09 UTC: Docking."
    assert not figure.links


def test_event_says_when_it_ended_where_it_was_and_how_long_it_lasted_once() -> None:
    events = [
        _event("1975", "A", ended="1975-07-19", duration_text="2 h", place="over Metz"),
        _event("1976", "B", duration_text="2 h", summary="It lasted 2 h."),
    ]
    figure = _draw(events, 7)
    assert figure
    assert "<span>Until 19 July 1975. Over Metz. 2 h.</span>" in figure.drawing
    assert "<span>It lasted 2 h.</span>" in figure.drawing
    assert figure.text == "The first 2 of 7 events, from A (1975) to B (1976)."
    assert figure.links == (("/events?missions=m&sort=at", "All 7 events"),)


def test_date_in_the_name_of_an_event_is_written_out() -> None:
    events = [
        _event("1969-07-21T02:38Z", "Moonwalk of 1969-07-21, Apollo 11", "spacewalk"),
        _event("1969-07-22", "Talk", "speech"),
    ]
    figure = _draw(events, 2)
    assert figure
    assert ">Moonwalk of 21 July 1969, Apollo 11</a>" in figure.drawing


def test_launch_dockings_and_landing_of_a_mission_are_listed_once() -> None:
    events = [
        _event("1978-01-01T10:00Z", "Launch of M", "launch"),
        _event("1978-01-02T10:00Z", "Talk", "speech"),
    ]
    figure = _draw(events, 2, **_mission())
    assert figure
    names = re.findall(r"</time><p>(?:<a [^>]+>)?([^<]+?)(?:</a>)? <", figure.drawing)
    assert names == [
        "Launch of M",
        "Talk",
        "Docking with Salyut",
        "Undocking from Salyut",
        "Landing",
    ]
    assert "Near Arkalyk." in figure.drawing


def test_mission_of_which_little_is_known_has_no_timeline() -> None:
    little = _mission(
        landed=None,
        landing_place=None,
        launch_site=None,
        dockings=[{"target": SALYUT, "docked": None, "undocked": None}],
    )
    assert _draw([], 0, **little) is None
    assert _draw([], 0, **_mission(launched=None, landed=None, dockings=None)) is None
    figure = _draw([], 0, **(little | {"landed": "1978-02"}))
    assert figure
    assert not figure.csv


def test_course_names_what_a_ship_was_docked_with() -> None:
    figure = course.draw(Material("", {"data": _mission()}, []))
    assert figure
    assert "docked with Salyut from 2 January 1978, 10:00 UTC" in figure.text
    [(begin, end)] = re.findall(
        r'"docked" x1="([\d.]+)%" x2="([\d.]+)%"', figure.drawing
    )
    assert 2 < float(begin) < float(end) < 98
    assert figure.csv == "/v1/dockings?mission=m&format=csv"


def test_course_needs_two_days_that_differ() -> None:
    for changes in ({"landed": None}, {"landed": "1978-01-01T11:00Z"}):
        assert not course.draw(Material("", {"data": _mission(**changes)}, []))
    alone = course.draw(Material("", {"data": _mission(dockings=None)}, []))
    assert alone
    assert not alone.csv
    assert "docked" not in alone.drawing


def test_page_of_apollo_soyuz_has_all_of_its_events_in_order(
    quick_client: Client,
) -> None:
    html = quick_client.get("/programmes/apollo-soyuz", headers=BROWSER).text
    [drawn] = re.findall(r'<ol class="timeline">.+?</figcaption>', html, re.DOTALL)
    assert len(set(re.findall(r'href="(/events/[\w-]+)"', drawn))) == 21
    dates = re.findall(r'<h3><time datetime="([\d-]+)"', drawn)
    assert dates == sorted(dates)
    times = re.findall(r">(\d\d:\d\d)</time><p><a [^>]+>([^<]+)", drawn)
    assert times[:4] == [
        ("12:20", "Launch of Soyuz 19"),
        ("19:50", "Launch of Apollo for Apollo–Soyuz"),  # noqa: RUF001
        ("16:09", "First docking of Apollo and Soyuz"),
        ("19:17", "Handshake in space"),
    ]
    markdown = quick_client.get("/programmes/apollo-soyuz.md").text
    assert "17 July 1975, 19:17 UTC: Handshake in space." in markdown
