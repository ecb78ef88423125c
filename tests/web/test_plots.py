"""Plots of pages: every mark is drawn inside its plot."""

import re
from typing import Any

from app.web.plots import years
from app.web.plots.figure import Material, csv_address
from tests.support.client import Client
from tests.support.markup import BROWSER


def test_flights_lie_on_the_line_of_a_life(quick_client: Client) -> None:
    html = quick_client.get("/people/sergei-krikalev", headers=BROWSER).text
    [plot] = re.findall(r'<svg class="plot lifeline".+?</svg>', html, re.DOTALL)
    [line] = re.findall(r'<line class="life" x1="([\d.]+)%" x2="([\d.]+)%"', plot)
    start, end = map(float, line)
    rings = [float(x) for x in re.findall(r'class="ring" cx="([\d.]+)%"', plot)]
    assert len(rings) == 6
    assert 0 <= start < rings[0]
    assert rings == sorted(rings)
    # He is alive, so the line ends at his last flight
    assert rings[-1] == end <= 100


def _by_year(**counts: int | None) -> dict[str, Any]:
    buckets = [
        {"value": name.strip("_") or None, "count": count}
        for name, count in counts.items()
    ]
    return {
        "meta": {"facets": {"launched.year": buckets}},
        "links": {"self": "/v1/missions?group_by=launched.year&limit=0"},
    }


def test_records_without_a_year_are_not_counted() -> None:
    figure = years.draw(Material("Launches", {}, [_by_year(_=7, _1961=2, _1963=1)]))
    assert figure
    assert figure.text == "3 launches from 1961 to 1963; most in 1961: 2."
    assert figure.drawing.count('<rect class="west"') == 2
    assert figure.csv == "/v1/missions?group_by=launched.year&format=csv"


def test_one_year_or_two_in_a_row_have_no_plot() -> None:
    assert not years.draw(Material("Launches", {}, [_by_year(_=3)]))
    assert not years.draw(Material("Launches", {}, [_by_year(_1961=2)]))
    assert not years.draw(Material("Launches", {}, [_by_year(_1961=2, _1962=1)]))


def test_csv_of_a_list_has_all_of_its_rows_and_the_fields_of_the_picture() -> None:
    answer = {"links": {"self": "/v1/events?cursor=x&limit=9&missions=soyuz-19"}}
    address = csv_address(answer, "id,at")
    assert address == "/v1/events?missions=soyuz-19&fields=id,at&format=csv"


def test_records_without_a_year_and_ships_make_a_bar_of_parts() -> None:
    groups = [
        {"values": {"launched.year": "1975", "spacecraft": "soyuz"}, "count": 2},
        {"values": {"launched.year": "1975", "spacecraft": None}, "count": 1},
        {"values": {"launched.year": "1977", "spacecraft": "apollo"}, "count": 1},
        {"values": {"launched.year": None, "spacecraft": "apollo"}, "count": 9},
    ]
    answer = {
        "meta": {"groups": groups},
        "links": {"self": "/v1/missions?group_by=launched.year,spacecraft"},
    }
    ships = {
        "data": [
            {"id": "soyuz", "countries": [{"id": "russia"}]},
            {"id": "apollo", "countries": [{"id": "united-states"}]},
        ]
    }
    figure = years.draw(Material("Launches a year", {}, [answer, ships]))
    assert figure
    assert [key.mark for key in figure.key] == ["east", "west", "other"]
    heights = re.findall(r'rect class="(\w+)".+?height="([\d.]+)"', figure.drawing)
    assert heights == [("east", "26.0"), ("other", "13.0"), ("west", "13.0")]
    assert 'href="/missions?launched.year=1975"' in figure.drawing
    assert ">3</text>" in figure.drawing


def _figures(client: Client, path: str) -> dict[str, str]:
    """Returns the pictures of a page by their titles."""
    html = client.get(path, headers=BROWSER).text
    drawn = re.findall(r'<figure class="story">.+?</figure>', html, re.DOTALL)
    titles = (re.findall(r"<h2>(.+?)</h2>", figure)[0] for figure in drawn)
    return dict(zip(titles, drawn, strict=True))


def test_list_of_missions_has_a_plot_of_the_same_missions(quick_client: Client) -> None:
    path = "/missions?stations=mir&sort=-launched"
    figure = _figures(quick_client, path)["Launches a year"]
    total = quick_client.json("/v1/missions?stations=mir&limit=0")["meta"]["total"]
    assert f"{total} launches from 1986 to " in figure
    assert 'href="/missions?stations=mir&amp;launched.year=1987"' in figure


def test_query_of_many_bytes_has_no_plot(quick_client: Client) -> None:
    rows = quick_client.json("/v1/missions?limit=120&fields=id")["data"]
    ids = [row["id"] for row in rows]
    drawn = [
        'class="plot years"' in response.text
        for response in (
            quick_client.get(f"/missions?id={','.join(part)}", headers=BROWSER)
            for part in (ids[:40], ids)
        )
        if response.status_code == 200
    ]
    assert drawn == [True, False]
