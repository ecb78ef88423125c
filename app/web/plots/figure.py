"""A picture with what its readers need around it: title, text, caption and data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from markupsafe import Markup

from app.web.wording import page_path

Json = dict[str, Any]
NO_FILTERS: Mapping[str, str] = MappingProxyType({})
_OF_A_PAGE = frozenset(("cursor", "limit", "facet"))
"""Parameters that have no place in a request for all rows as CSV."""


class Key(NamedTuple):
    """An entry of a legend: the class of a mark, and what the mark means."""

    mark: str
    text: str


class Link(NamedTuple):
    """A further page about what a picture shows."""

    address: str
    text: str


@dataclass(frozen=True)
class Figure:
    """A picture with its title, a text that tells the same, its units and its data."""

    title: str
    drawing: Markup
    caption: str
    """The meaning of a mark, with its unit."""
    text: str
    """The story in a sentence or two, for readers who do not see the picture."""
    csv: str = ""
    """Address of the data as CSV; empty if the data is the record itself."""
    key: tuple[Key, ...] = ()
    lines: tuple[str, ...] = ()
    """The marks in words, for forms without pictures."""
    links: tuple[Link, ...] = ()
    """Pages with more of the same."""


class Material(NamedTuple):
    """From which a picture is drawn."""

    title: str
    """The title that the page wants, if the drawing has none of its own."""
    main: Json
    """The answer that the page is about: a record, or a list."""
    answers: Sequence[Json]
    """The answers to the further requests of the picture, in their order."""

    @property
    def record(self) -> Json:
        record: Json = self.main["data"]
        return record


def counted(number: int, noun: str, plural: str = "") -> str:
    """Returns a number with its noun, such as `1 launch` or `2 launches`."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def csv_address(answer: Mapping[str, Any], fields: str = "") -> str:
    """Returns the address of all rows of an answer as CSV, with these fields alone."""
    added = {"fields": fields} if fields else {}
    return _address(answer, added | {"format": "csv"})


def page_of_all(
    answer: Mapping[str, Any], filters: Mapping[str, str] = NO_FILTERS
) -> str:
    """Returns the page that lists the rows of an answer, further filtered."""
    return page_path(_address(answer, filters, "fields", "group_by"))


def _address(
    answer: Mapping[str, Any], added: Mapping[str, str], *left_out: str
) -> str:
    path, _, query = answer["links"]["self"].partition("?")
    pairs = dict(parse_qsl(query, keep_blank_values=True))
    kept = {
        name: text
        for name, text in pairs.items()
        if name not in _OF_A_PAGE and name not in left_out
    }
    return f"{path}?{urlencode({**kept, **added}, safe=':/,')}"
