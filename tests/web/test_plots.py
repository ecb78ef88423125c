"""Plots of pages: every mark is drawn inside its plot."""

import re

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
