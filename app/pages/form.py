"""The query of a page: what was asked, what can be asked, and where that leads."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from app.pages.addresses import Page
from app.pages.wording import page_of

OURS = ("facet",)
"""Parameters that a page adds to a query of its reader."""
_UNFORMED = ("cursor", "format", "facet", "group_by", "limit")


@dataclass(frozen=True)
class Form:
    """A query, with the form and the links that change it."""

    page: Page
    given: dict[str, str]
    answer: Any
    plain: bool = True
    """Whether the reader asked for nothing."""
    choices: tuple[tuple[str, str, list[str]], ...] = ()

    def _with(self, **changes: str) -> str:
        return urlencode({**self.given, **changes}, safe=":/,")

    @property
    def here(self) -> str:
        """The page with its query."""
        query = "" if self.plain else self._with()
        return f"{self.page.address}?{query}" if query else self.page.address

    @property
    def csv(self) -> str:
        return f"/v1{self.page.address}?{self._with(format='csv')}"

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
    def hidden(self) -> list[tuple[str, str]]:
        """What was asked and has no field in the form."""
        kind = self.page.kind
        shown = {"q", "sort", "country", *(name for name, _, _ in self.choices)}
        if kind:
            selected = [one["name"] for one in self.selects]
            shown = {"q", "sort", *kind.dates, *selected}
        shown.update(_UNFORMED)
        return [
            (name, value) for name, value in self.given.items() if name not in shown
        ]

    def changed(self, name: str, value: str) -> str:
        """The page under another definition."""
        return f"{self.page.address}?{self._with(**{name: value})}"


def without(url: str, names: Collection[str]) -> str:
    """An address without some of its parameters."""
    path, _, query = url.partition("?")
    kept = [one for one in query.split("&") if one.partition("=")[0] not in names]
    return f"{path}?{'&'.join(kept)}" if any(kept) else path
