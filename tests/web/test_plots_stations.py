"""The occupancy of stations: crews, ships, modules and times without a crew."""

import re
from typing import Any

from app.web.plots import occupancy
from app.web.plots.figure import Figure, Material
from tests.support.client import Client
from tests.support.markup import BROWSER

META = {"complete_to": "1975-01-01", "dataset": {"version": "2026.11.1"}}


def _crew(name: str, began: str | None, ended: str | None, kind: str = "main") -> Any:
    url = f"/v1/expeditions/{name}"
    return {"name": name, "url": url, "kind": kind, "began": began, "ended": ended}


def _ship(name: str, docked: str | None, undocked: str | None) -> Any:
    return {"mission": {"name": name}, "docked": docked, "undocked": undocked}


def _draw(
    crews: list[Any],
    ships: list[Any] | None = None,
    modules: list[Any] | None = None,
    **station: str | None,
) -> Figure | None:
    main = {"data": {"launched": "1971-01-01", "ended": None} | station}
    answers = [
        {"data": rows or [], "meta": META, "links": {"self": "/v1/expeditions?limit=9"}}
        for rows in (crews, ships, [_ship("Progress 1", "1972-01-01", None)], modules)
    ]
    return occupancy.draw(Material("", main, answers))


def test_station_without_a_crew_has_no_plot() -> None:
    assert _draw([]) is None
    assert _draw([_crew("EO-1", None, None)]) is None


def test_times_without_a_crew_are_drawn_and_named() -> None:
    crews = [
        _crew("EO-1", "1971-01-11", "1971-02-01"),
        _crew("EP-1", "1971-01-20", "1971-01-25", "visiting"),
        _crew("EO-2", "1971-03-01", None),
    ]
    figure = _draw(crews, ended="1972-01-01")
    assert figure
    gaps = re.findall(r"<title>(Nobody aboard .+?)</title>", figure.drawing)
    assert gaps == ["Nobody aboard for 10 days", "Nobody aboard for 28 days"]
    assert "2 resident crews and 1 visiting crew since 11 January 1971" in figure.text
    assert "nobody was aboard for 28 days" in figure.text
    assert "The longest stay was that of EO-2: 306 days" in figure.text
    assert figure.csv == "/v1/expeditions?format=csv"


def test_ships_that_are_docked_together_lie_in_different_lanes() -> None:
    ships = [
        _ship("A", "1971-01-01", "1971-06-01"),
        _ship("B", "1971-02-01", "1971-03-01"),
        _ship("C", "1971-04-01", "1971-05-01"),
        _ship("D", None, None),
    ]
    figure = _draw([_crew("EO-1", "1971-01-01", "1975-01-01")], ships)
    assert figure
    lanes = re.findall(r'd="M\d+ (\d+)h\d+"><title>(\w)<', figure.drawing)
    assert lanes == [("3", "A"), ("10", "B"), ("10", "C")]
    assert "never empty for a day" in figure.text
    assert "from 1 January 1971 to 1 January 1975" in figure.text


def test_modules_come_in_the_order_of_their_arrival() -> None:
    modules = [
        {"name": "Late", "url": "/v1/modules/l", "launched": None, "attached": "1973"},
        {"name": "Core", "url": "/v1/modules/c", "launched": "1971", "attached": None},
        {"name": "Lost", "url": "/v1/modules/x", "launched": None, "attached": None},
    ]
    figure = _draw([_crew("EO-1", "1971-01-01", "1975-01-01")], None, modules)
    assert figure
    titles = re.findall(r'class="part".+?<title>(.+?)</title>', figure.drawing)
    assert titles == ["Core, 1971", "Late, 1973"]


def test_plot_ends_with_the_data_if_it_does_not_say_to_when_it_is_complete() -> None:
    assert occupancy.last_second({"ended": None}, META) == 157_766_400
    version = {"complete_to": None, "dataset": {"version": "1975.01.1"}}
    assert occupancy.last_second({"ended": None}, version) == 157_766_400


def test_largest_station_has_a_page_of_bearable_size(quick_client: Client) -> None:
    html = quick_client.get("/stations/iss", headers=BROWSER).text
    assert "75 resident crews" in html
    assert html.count('<a href="/expeditions/iss-') > 100
    assert len(html.encode()) <= 120_000
