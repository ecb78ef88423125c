"""The query of a page: what was asked, what can be asked, and where that leads."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from app.query.description import describe_query
from app.query.grammar import ParsedQuery, SortKey
from app.resources import BY_NAME
from app.web.pages import Page
from app.web.wording import OPTIONS, page_of, prose

OURS = ("facet",)
"""Parameters that a page adds to a query of its reader."""
_UNFORMED = ("cursor", "format", "facet", "group_by", "limit")


@dataclass(frozen=True)
class Choice:
    """A part of a definition: what it can be, and what it is where nobody asks."""

    name: str
    text: str
    allowed: tuple[str, ...]
    usual: str

    @property
    def options(self) -> Iterator[tuple[str, str, str]]:
        """What each option sends, means and is called; the usual one sends nothing."""
        if not self.usual:
            yield "", "", "all together"
        for value in self.allowed:
            words = OPTIONS.get(value, value.replace("-", " "))
            yield "" if value == self.usual else value, value, words


@dataclass(frozen=True)
class Form:
    """A query, with the form and the links that change it."""

    page: Page
    parameters: dict[str, str]
    answer: Any
    plain: bool = True
    """Whether the reader asked for nothing."""
    choices: tuple[Choice, ...] = ()

    def _with(self, **changes: str) -> str:
        return urlencode({**self.parameters, **changes}, safe=":/,")

    @property
    def here(self) -> str:
        """The page with its query."""
        query = "" if self.plain else self._with()
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
        """The whole list as a table; counts alone have no such form."""
        asked = f"/v1{self.page.address}?{self._with(format='csv')}"
        return without(asked, ("group_by", "cursor"))

    @property
    def bibtex(self) -> str:
        return f"/v1{self.page.address}?{self._with(format='bibtex')}"

    @property
    def around(self) -> list[tuple[str, str]]:
        """The pages of a list before and after this one."""
        links = self.answer["links"]
        urls = [(name, links[name]) for name in ("prev", "next")]
        return [(name, page_of(without(url, OURS))) for name, url in urls if url]

    @property
    def selects(self) -> list[dict[str, Any]]:
        """Fields to choose from, with the values that occur."""
        facets = self.answer["meta"].get("facets") or {}
        kind = self.page.kind
        names = kind.selects if kind else ()
        return [
            {"name": name, "buckets": facets[name]} for name in names if name in facets
        ]

    @property
    def counts(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """Counts of values that the reader asked for, each value with its page."""
        asked = self.parameters.get("group_by") or self.parameters.get("facet") or ""
        facets = self.answer["meta"].get("facets") or {}
        return [(name, facets[name]) for name in asked.split(",") if name in facets]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What was asked and has no field in the form."""
        kind = self.page.kind
        shown = {"q", "sort", "country", *(one.name for one in self.choices)}
        if kind:
            selected = [one["name"] for one in self.selects]
            shown = {"q", "sort", *kind.dates, *selected}
        shown.update(_UNFORMED)
        return [
            (name, value)
            for name, value in self.parameters.items()
            if name not in shown
        ]

    def changed(self, name: str, value: str) -> str:
        """The page under another definition."""
        return f"{self.page.address}?{self._with(**{name: value})}"


def without(url: str, names: Collection[str]) -> str:
    """An address without some of its parameters."""
    path, _, query = url.partition("?")
    kept = [one for one in query.split("&") if one.partition("=")[0] not in names]
    return f"{path}?{'&'.join(kept)}" if any(kept) else path
