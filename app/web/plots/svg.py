"""Parts of plots in SVG.

Horizontal lengths are in per cent, so that a plot fits every width while its text keeps
its size. Text is escaped by `Markup`.
"""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from app.dates import parse_date

FIRST_YEAR = 1961
YEAR = 31_556_952
"""Seconds of a mean year."""
WIDTH_OF_LETTER = 2
"""Width of a letter on a screen of 360 pixels, in per cent."""


def svg(
    title: str, height: int, body: Markup, *, kind: str, role: str = "img"
) -> Markup:
    """Returns a plot of a height in pixels, with its title for screen readers."""
    return Markup(
        '<svg class="plot {}" width="100%" height="{}" role="{}"'
        ' aria-label="{}">{}</svg>'
    ).format(kind, height, role, title, body)


def join(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def year_of(edtf: str) -> float:
    """Returns the first second of a date as a year with its fraction."""
    return 1970 + parse_date(edtf).earliest / YEAR


def second_of(edtf: str) -> int:
    """Returns the first second of a date, counted from 1970."""
    return parse_date(edtf).earliest


def spread(names: Iterable[tuple[float, str]]) -> Iterator[tuple[float, str]]:
    """Yields the names, by their position, that do not touch on a narrow screen."""
    free = 0.0
    for x, name in names:
        width = WIDTH_OF_LETTER * (len(name) + 1)
        if x >= free and x + width <= 100 + WIDTH_OF_LETTER:
            yield x, name
            free = x + width


class Axis:
    """A time axis in years or seconds, between margins in per cent."""

    def __init__(self, begin: float, end: float, margin: float = 1.5) -> None:
        self.begin, self.end, self.margin = begin, end, margin

    def at(self, year: float) -> float:
        """Returns the position of a moment in per cent."""
        share = (year - self.begin) / (self.end - self.begin)
        return round(self.margin + share * (100 - 2 * self.margin), 2)

    def decades(self) -> range:
        """Returns the years in which decades begin."""
        return self.every(10)

    def every(self, step: int) -> range:
        """Returns the years that are multiples of a number."""
        return range(int(-(-self.begin // step) * step), int(self.end) + 1, step)

    def grid(self, height: int) -> Markup:
        """Returns a line for each decade, with its year below."""
        line = Markup(
            '<line class="grid" x1="{0}%" x2="{0}%" y1="0" y2="{1}"/>'
            '<text class="tick" x="{0}%" y="{2}" text-anchor="middle">{3}</text>'
        )
        return join(
            line.format(self.at(year), height, height + 16, year)
            for year in self.decades()
        )
