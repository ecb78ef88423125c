"""Maps of launch sites and landings, and the figures of the front page."""

import re
from typing import Any

import pytest

from app.web.plots import front, sites_map
from app.web.plots.figure import Figure, Material
from app.web.world import LAND, outlines, project
from tests.support.client import Client


def _site(
    name: str, latitude: float | None, longitude: float | None, **more: Any
) -> Any:
    return {
        "id": name.lower(),
        "name": name,
        "url": f"/v1/sites/{name.lower()}",
        "latitude": latitude,
        "longitude": longitude,
        "launches_count": 0,
        "landings_count": 0,
    } | more


def _landing(latitude: float, longitude: float, kind: str = "sea") -> dict[str, Any]:
    place = {"latitude": latitude, "longitude": longitude, "kind": kind}
    return {"landing_place": place}


def _map(sites: list[Any], landings: list[Any]) -> Figure | None:
    answers = [
        {"data": rows, "links": {"self": "/v1/sites?limit=9"}}
        for rows in (sites, landings)
    ]
    return sites_map.draw(Material("", {}, answers))


def test_places_lie_where_the_outlines_have_them() -> None:
    points = outlines()["points"]
    assert project(42.5, 1.55) == pytest.approx(points["020"], abs=2)
    assert project(-14.3, -170.7) == pytest.approx(points["016"], abs=2)
    assert project(-7.3, 72.4) == pytest.approx(points["086"], abs=2)


def test_sites_are_larger_with_more_flights_and_names_do_not_touch() -> None:
    sites = [
        _site("Near", 46.1, 63.4),
        _site("Baikonur Cosmodrome", 46.0, 63.3, launches_count=400),
        _site("Kourou", 5.2, -52.8, launches_count=30),
        _site("Unknown", None, None),
    ]
    figure = _map(sites, [_landing(0, 0), _landing(10, 10, "land")])
    assert figure
    radii = re.findall(
        r'href="/sites/([\w ]+)"><circle .+? r="([\d.]+)"', figure.drawing
    )
    assert radii == [("baikonur cosmodrome", "8"), ("kourou", "6"), ("near", "3")]
    names = re.findall(r"<text [^>]+>([^<]+)<", figure.drawing)
    assert names == ["Baikonur", "Kourou"]
    assert figure.drawing.count("h0") == 2
    assert figure.text == (
        "3 launch sites; most flights began at Baikonur Cosmodrome: 400."
        " 2 landings have coordinates, 1 of them at sea."
    )


def test_map_without_places_is_not_drawn() -> None:
    assert _map([_site("Unknown", None, None)], []) is None
    figure = _map([_site("East", 0.0, 179.0, launches_count=1)], [])
    assert figure
    assert [key.mark for key in figure.key] == ["site"]
    assert 'text-anchor="end"' in figure.drawing
    assert "East: 1 launch, 0 landings" in figure.drawing


def test_site_is_drawn_if_its_place_is_known() -> None:
    known = {"data": _site("Kourou", 5.2, -52.8)}
    figure = sites_map.draw_site(Material("", known, []))
    assert figure
    assert figure.text == "Kourou is at 5.2° N, 52.8° W."
    unknown = {"data": _site("Unknown", None, None)}
    assert sites_map.draw_site(Material("", unknown, [])) is None


def test_flight_is_drawn_from_its_site_to_its_landing() -> None:
    sites = [{"data": [_site("Kourou", 5.2, -52.8)]}]
    landing: dict[str, Any] = {"latitude": 13.3, "longitude": -169.2, "name": None}
    mission = {"launch_site": {"id": "kourou"}, "landing_place": landing}
    figure = sites_map.draw_flight(Material("", {"data": mission}, sites))
    assert figure
    assert figure.text.endswith("to a landing at 13.3° N, 169.2° W.")
    landing["name"] = "Pacific Ocean"
    figure = sites_map.draw_flight(Material("", {"data": mission}, sites))
    assert figure
    assert figure.text.endswith("169.2° W, Pacific Ocean.")
    for changes in ({"launch_site": None}, {"landing_place": None}):
        other = {"data": mission | changes}
        assert sites_map.draw_flight(Material("", other, sites)) is None


def test_land_is_a_drawing_of_its_own(quick_client: Client) -> None:
    response = quick_client.get(LAND)
    assert response.headers["content-type"] == "image/svg+xml"
    assert 'viewBox="0 0 1000 433"' in response.text


def test_front_page_has_pictures_with_words_and_data(quick_client: Client) -> None:
    html = quick_client.get("/", headers={"accept": "text/html"}).text
    assert "From Yuri Gagarin (Soviet Union, 1961) to " in html
    assert re.search(
        r"Citizens of \d+ countries have flown; the most from United States", html
    )
    assert html.count(">Data as CSV</a>") == 3
    for address in re.findall(r'href="([^"]+)">Data as CSV', html):
        answer = quick_client.get(address.replace("&amp;", "&"))
        assert answer.headers["content-type"].startswith("text/csv")


def test_front_page_without_dated_firsts_says_nothing_of_their_years() -> None:
    links = {"self": "/v1/firsts?by=country"}
    firsts = {"data": [], "meta": {"definition": {"text": "D."}}, "links": links}
    figure = front.first_citizens(firsts, {"data": []}, 2026)
    assert figure.text.endswith("American spacecraft.")
