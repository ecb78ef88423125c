"""The flights of a person, and the guests of a programme."""

import re
from typing import Any

from app.web.plots import flights, guests
from app.web.plots.figure import Figure, Material

PERSON: dict[str, Any] = {
    "id": "a",
    "born": None,
    "died": None,
    "missions": [],
    "spacewalks_count": 1,
    "time_in_space_text": "110 days",
}


def _flight(name: str, launched: str | None, landed: str | None, *stays: Any) -> Any:
    return {
        "mission": {"name": name, "url": f"/v1/missions/{name}"},
        "launched": launched,
        "landed": landed,
        "stays": list(stays) or None,
    }


def _stay(aboard: str, began: str, ended: str | None) -> dict[str, Any]:
    url = f"/v1/{aboard}"
    return {"aboard": {"name": aboard, "url": url}, "began": began, "ended": ended}


def _draw(rows: list[Any], walks: list[Any] | None = None, **person: Any) -> Figure:
    answers = [{"data": rows}, {"data": walks or []}]
    figure = flights.draw(Material("", {"data": PERSON | person}, answers))
    assert figure
    return figure


def test_bars_are_as_long_as_the_flights() -> None:
    figure = _draw(
        [
            _flight("A", "1978-01-01", "1978-04-11"),
            _flight("B", "1980-01-01", "1980-01-11"),
        ]
    )
    widths = re.findall(r'class="stay-ship".+?width="([\d.]+)%"', figure.drawing)
    assert widths == ["100.0", "10.0"]
    assert figure.text == (
        "2 flights, 110 days in space, 1 spacewalk."
        " The longest flight was that of A: 100 days."
    )
    assert figure.lines == ("A, 1 January 1978, 100 days", "B, 1 January 1980, 10 days")
    assert figure.title == "Flights and stays"
    assert [key.mark for key in figure.key] == ["stay-ship"]


def test_stays_and_spacewalks_lie_on_their_flight() -> None:
    stays = (
        _stay("missions/a", "1978-01-01", "1978-01-11"),
        _stay("stations/s", "1978-01-11", "1978-03-31"),
        _stay("missions/a", "1978-03-31", None),
    )
    walks = [
        {"url": "/v1/events/w", "at": "1978-02-20", "duration_text": "2 h"},
        {"url": "/v1/events/x", "at": "1978-02-21", "duration_text": None},
        {"url": "/v1/events/y", "at": "1979-02-21", "duration_text": "1 h"},
        {"url": "/v1/events/z", "at": None, "duration_text": "1 h"},
    ]
    figure = _draw([_flight("A", "1978-01-01", "1978-04-11", *stays)], walks)
    bars = re.findall(r'class="(stay-\w+)" x="([\d.]+)%" y="21"', figure.drawing)
    assert bars == [("stay-ship", "0.0"), ("stay-station", "10.0")]
    marks = re.findall(r'<a href="(/events/\w)"><circle .+? cx="(\d+)', figure.drawing)
    assert marks == [("/events/w", "50"), ("/events/x", "51")]
    assert "Spacewalk, 20 February 1978, 2 h" in figure.drawing
    assert figure.lines == (
        "A, 1 January 1978, 100 days, aboard missions/a, stations/s",
    )
    assert figure.title == "Flights, stays and spacewalks"


def test_flight_of_minutes_is_a_bar_that_can_be_seen() -> None:
    rows = [
        _flight("A", "1961-05-05T14:34Z", "1961-05-05T14:49Z"),
        _flight("B", "1971-01-01", "1971-01-10"),
    ]
    figure = _draw(rows, spacewalks_count=0, time_in_space_text=None)
    assert 'width="0.4%"' in figure.drawing
    assert figure.text.startswith("2 flights. The longest")


def test_person_without_a_finished_flight_has_no_plot() -> None:
    for rows in ([], [_flight("A", "2026-09-01", None)]):
        material = Material("", {"data": PERSON}, [{"data": rows}, {"data": []}])
        assert flights.draw(material) is None


def test_life_begins_with_the_birth_and_ends_with_the_death() -> None:
    missions = [
        {"name": "A", "url": "/v1/missions/a", "launched": "1978-01-01"},
        {"name": "B", "url": "/v1/missions/b", "launched": "1978-02-01"},
        {"name": "C", "url": "/v1/missions/c", "launched": None},
    ]
    figure = _draw(
        [_flight("A", "1978-01-01", "1978-01-02")],
        born="1940",
        died="1990",
        missions=missions,
        spacewalks_count=2,
    )
    years = re.findall(r'class="tick[^>]+>(\d{4})<', figure.drawing)
    assert sorted(years) == ["1940", "1978", "1990"]
    assert figure.drawing.count('class="ring"') == 2
    assert figure.text == "1 flight, 110 days in space, 2 spacewalks."


def _guest(name: str, launched: str | None, *states: str) -> dict[str, Any]:
    return {
        "person": {"name": name, "url": f"/v1/people/{name}"},
        "mission": {"name": f"M{name}", "url": f"/v1/missions/m{name}"},
        "countries": [{"name": state} for state in states] or None,
        "launched": launched,
    }


def _guests(rows: list[Any], total: int) -> Figure | None:
    link = "/v1/crew?fields=person&guest=true&limit=30&programmes=p"
    answer = {"data": rows, "meta": {"total": total}, "links": {"self": link}}
    return guests.draw(Material("", {}, [answer]))


def test_guests_are_in_order_and_the_first_of_each_state_is_marked() -> None:
    rows = [
        _guest("A", "1978-03-02T15:28Z", "Poland"),
        _guest("B", "1979-04", "Poland"),
        _guest("C", None, "Cuba", "Poland"),
        _guest("D", "1981"),
    ]
    figure = _guests(rows, 9)
    assert figure
    assert re.findall(
        r'<li( class="first-guest")?><a href="/people/(\w)"', figure.drawing
    ) == [
        (' class="first-guest"', "A"),
        ("", "B"),
        (' class="first-guest"', "C"),
        ("", "D"),
    ]
    assert figure.lines[0] == "A (Poland), MA, 2 March 1978"
    assert figure.lines[2] == "C (Cuba, Poland), MC, date not known"
    assert figure.text.startswith("9 flights of guests. The first was A (Poland)")
    assert "number 4 was D" in figure.text
    [link] = figure.links
    assert link == ("/crew?guest=true&programmes=p", "All 9 guests")


def test_programme_of_one_guest_and_of_none() -> None:
    figure = _guests([_guest("A", "1978", "Poland")], 1)
    assert figure
    assert figure.text == "One guest: A (Poland), MA, 1978."
    assert not figure.links
    assert _guests([], 0) is None
