"""Plots of pages: every mark is drawn inside its plot."""

import re
from typing import Any

from app.web.plots.record import years
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


def test_rows_without_a_date_are_not_counted() -> None:
    rows: list[dict[str, Any]] = [
        {"first_flight": {"launched": "1961-04-12T06:07:00Z"}},
        {"first_flight": {"launched": None}},
        {"first_flight": "1963-06"},
        {"first_flight": None},
    ]
    plot = years("First flights", rows, "first_flight")
    assert 'aria-label="First flights: 1961 to 1963, most in 1961: 1"' in plot
    assert plot.count('class="unit"') == 2


def test_one_year_has_no_plot() -> None:
    assert not years(
        "Launches", [{"launched": "1961"}, {"launched": "1961-04"}], "launched"
    )
