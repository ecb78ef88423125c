"""The drawings by their names, and the figures of a page."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from app.web.plots import (
    course,
    flights,
    guests,
    occupancy,
    score,
    sites_map,
    timeline,
    years,
)
from app.web.plots.figure import Figure, Material
from app.web.stories import Story

DRAWINGS: Mapping[str, Callable[[Material], Figure | None]] = {
    "course": course.draw,
    "flights": flights.draw,
    "guests": guests.draw,
    "occupancy": occupancy.draw,
    "flight-map": sites_map.draw_flight,
    "site-map": sites_map.draw_site,
    "sites-map": sites_map.draw,
    "score": score.draw,
    "timeline": timeline.draw,
    "years": years.draw,
}


def figures(
    stories: Sequence[Story], main: Any, answers: Mapping[str, Any]
) -> Iterator[Figure]:
    """Yields the pictures of a page for which the data is enough.

    `answers` are those to the further requests of the page, by the request. A picture
    without one of its answers is left out.
    """
    for story in stories:
        rows = [answers[request] for request in story.requests if request in answers]
        if len(rows) == len(story.requests):
            figure = DRAWINGS[story.drawing](Material(story.title, main, rows))
            yield from [figure] if figure else []
