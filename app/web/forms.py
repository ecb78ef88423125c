"""The query of a page: its form, and links that change it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from app.query.description import describe_query
from app.query.parsed_query import ParsedQuery, SortKey
from app.resources import BY_NAME
from app.web.pages import Page
from app.web.wording import OPTIONS, page_path, prose

ADDED = ("facet",)
"""Parameters that a page adds to the query of its reader."""
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
            yield Option("", "", "all together")
        for value in self.allowed:
            sent = "" if value == self.default else value
            yield Option(sent, value, OPTIONS.get(value, value.replace("-", " ")))


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
    def description(self) -> str:
        """The query in words, without its order, which the form shows."""
        resource = BY_NAME[self.page.address.strip("/")]
        url = urlsplit(self.answer["links"]["self"])
        sort = dict(parse_qsl(url.query)).get("sort", resource.default_sort)
        keys = [
            SortKey(key.removeprefix("-"), key.startswith("-"))
            for key in sort.split(",")
        ]
        # An unfiltered list in this order is described by its name and the order
        unfiltered = describe_query(resource, ParsedQuery(sort=keys))
        order = unfiltered.removeprefix(resource.name)
        return prose(self.answer["meta"]["query"].removesuffix(order))

    @property
    def csv(self) -> str:
        """The address of the whole list as CSV, which has no counts."""
        url = f"/v1{self.page.address}?{self._query(format='csv')}"
        return without(url, ("group_by", "cursor"))

    @property
    def bibtex(self) -> str:
        """The address of the sources as BibTeX."""
        return f"/v1{self.page.address}?{self._query(format='bibtex')}"

    @property
    def neighbours(self) -> list[tuple[str, str]]:
        """The previous and the next page of a list, each with its relation."""
        links = self.answer["links"]
        urls = [(name, links[name]) for name in ("prev", "next")]
        return [(name, page_path(without(url, ADDED))) for name, url in urls if url]

    @property
    def selects(self) -> list[dict[str, Any]]:
        """The select elements of a list, each with the values that occur."""
        facets = self.answer["meta"].get("facets") or {}
        layout = self.page.layout
        names = layout.options if layout else ()
        return [
            {
                "name": name,
                "buckets": [bucket for bucket in facets[name] if bucket["value"]],
            }
            for name in names
            if name in facets
        ]

    @property
    def counts(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """The counts of values that the query asks for, by field."""
        names = self.parameters.get("group_by") or self.parameters.get("facet") or ""
        facets = self.answer["meta"].get("facets") or {}
        return [(name, facets[name]) for name in names.split(",") if name in facets]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The parameters of the query that have no field in the form."""
        layout = self.page.layout
        visible = {"q", "sort", "country", *(choice.name for choice in self.choices)}
        if layout:
            names = [select["name"] for select in self.selects]
            visible = {"q", "sort", *layout.dates, *names}
        visible.update(_NOT_KEPT)
        return [
            (name, value)
            for name, value in self.parameters.items()
            if name not in visible
        ]

    def changed(self, name: str, value: str) -> str:
        """Returns the address of the page with another value of a parameter."""
        return f"{self.page.address}?{self._query(**{name: value})}"


def without(url: str, names: Collection[str]) -> str:
    """Returns an address without some of its parameters."""
    path, _, query = url.partition("?")
    kept = [pair for pair in query.split("&") if pair.partition("=")[0] not in names]
    return f"{path}?{'&'.join(kept)}" if any(kept) else path
