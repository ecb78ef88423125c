"""The query of a page: its form, and links that change it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from app.query.keyset import first_place
from app.web.labels import OPTIONS
from app.web.pages import Page
from app.web.wording import format_number, page_path

_NOT_KEPT = ("cursor", "format", "facet", "group_by", "limit")
"""Parameters that the form does not send again."""


class Option(NamedTuple):
    """An option of a select element: the value sent, its meaning, and its label."""

    sent: str
    value: str
    label: str


@dataclass(frozen=True)
class Choice:
    """A part of the definition of "first", as a select element."""

    name: str
    text: str
    allowed: tuple[str, ...]
    default: str
    """The value if the parameter is left out; empty if there is none."""

    @property
    def options(self) -> Iterator[Option]:
        """Yields the options. The default sends nothing."""
        if not self.default:
            yield Option("", "", OPTIONS[self.name, ""])
        for value in self.allowed:
            sent = "" if value == self.default else value
            yield Option(sent, value, OPTIONS.get((self.name, value), value))


@dataclass(frozen=True)
class Form:
    """A query, with the form and the links that change it."""

    page: Page
    parameters: dict[str, str]
    answer: Any
    is_empty: bool = True
    """Whether the address of the page has no query."""
    choices: tuple[Choice, ...] = ()

    def _query(self, **changes: str) -> str:
        return urlencode({**self.parameters, **changes}, safe=":/,")

    @property
    def address(self) -> str:
        """The address of the page with its query."""
        query = "" if self.is_empty else self._query()
        return f"{self.page.address}?{query}" if query else self.page.address

    @property
    def csv(self) -> str:
        """The address of the whole answer as CSV."""
        return f"/v1{self.page.address}?{self._query(format='csv')}"

    @property
    def bibtex(self) -> str:
        """The address of the sources as BibTeX."""
        return f"/v1{self.page.address}?{self._query(format='bibtex')}"

    @property
    def neighbours(self) -> list[tuple[str, str]]:
        """The previous and the next page of a list, each with its relation."""
        links = self.answer["links"]
        urls = [(name, links[name]) for name in ("prev", "next")]
        return [(name, page_path(url)) for name, url in urls if url]

    @property
    def place(self) -> str:
        """The places of the page's records in the whole list; empty if it has all."""
        meta = self.answer["meta"]
        total, returned = meta["total"], meta["returned"]
        cursor = self.parameters.get("cursor")
        first = first_place(cursor, returned) if cursor else 1
        if first is None or returned == 0 or (first, returned) == (1, total):
            return ""
        last = format_number(first + returned - 1)
        return f"{format_number(first)}\N{EN DASH}{last} of {format_number(total)}"

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The parameters of the query that have no field in the form."""
        visible = {*self.visible, *_NOT_KEPT}
        return [
            (name, value)
            for name, value in self.parameters.items()
            if name not in visible
        ]

    @property
    def visible(self) -> set[str]:
        """The parameters that have a field in the form."""
        return {"q", "countries", *(choice.name for choice in self.choices)}

    def changed(self, name: str, value: str) -> str:
        """Returns the address of the page with another value of a parameter."""
        return f"{self.page.address}?{self._query(**{name: value})}"


def without(url: str, names: Collection[str]) -> str:
    """Returns an address without some of its parameters."""
    path, _, query = url.partition("?")
    kept = [pair for pair in query.split("&") if pair.partition("=")[0] not in names]
    return f"{path}?{'&'.join(kept)}" if any(kept) else path
