"""The requests behind a page: put to our own API, and told to the reader."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from app.api.client import ApiClient
from app.problems import MAX_QUERY, NotFound, Problem, QueryTooLong
from app.web.forms import OURS, without
from app.web.pages import Page
from app.web.wording import page_of

MAX_ID = 500
"""Characters of an id in a path. The ids of the data have at most 100."""


class Refused(Problem):
    """The API's problem, in place of what a page shows."""

    def __init__(self, problem: dict[str, Any]) -> None:
        super().__init__(problem["detail"])
        self.problem = problem

    def to_dict(self, instance: str) -> dict[str, Any]:
        return self.problem | {"instance": instance}


class PageRequests:
    """Asks the API, and remembers what it asked."""

    def __init__(self, inside: ApiClient) -> None:
        self._inside = inside
        self.asked: list[str] = []

    async def __call__(self, path: str) -> Any:
        """What the API answers; Refused with its problem."""
        # Percent-encoding can lengthen a query beyond what the HTTP client sends
        if len(path) > MAX_QUERY:
            raise QueryTooLong(len(path))
        answer = await self._inside.get(path)
        if answer.status != 200:
            raise Refused(answer.body)
        self.asked.append(path)
        return answer.body


class Answers(NamedTuple):
    """What a page shows: the paths that were requested, and their answers."""

    asked: list[str]
    main: Any
    others: dict[str, Any]


@dataclass(frozen=True)
class PageRequest:
    """A page with what its reader asked of it."""

    page: Page
    record_id: str
    pairs: tuple[tuple[str, str], ...]

    def filled(self, request: str) -> str:
        """A declared request with the id and the query of this visit."""
        given = urlencode(self.pairs, safe=":/,") or self.page.otherwise
        query = "&".join(filter(None, [given, *self._added()]))
        return request.format(id=_segment(self.record_id), query=query)

    def _added(self) -> Iterator[str]:
        """What a list asks beside its reader: an order, and values to choose from."""
        given = dict(self.pairs).keys()
        if self.page.kind and self.page.template == "list":
            if not {"sort", "cursor"} & given:
                yield f"sort={self.page.kind.sorts[0][0]}"
            if not {"facet", "group_by"} & given:
                yield f"facet={','.join(self.page.kind.selects)}"

    async def main(self, asking: PageRequests) -> Any:
        """The answer that decides whether there is such a page."""
        if not self.page.main or (self.page.needs_query and not self.pairs):
            return None
        if len(self.record_id) > MAX_ID:
            start = self.record_id[:100]
            raise NotFound.in_path("id", start, f"No id begins with {start!r}")
        return await asking(self.filled(self.page.main))

    async def others(self, asking: PageRequests) -> dict[str, Any]:
        """Returns the answers to the further requests, by their names."""
        return {
            name: await asking(self.filled(path))
            for name, path in self.page.requests.items()
        }

    def canonical(self, main: Any) -> str:
        """The one address of the page, whatever it was asked by."""
        if main is None:
            return self.page.address
        asked = {name for name, _ in self.pairs}
        added = {*OURS, "include", "sort"} - asked
        return page_of(without(main["links"]["self"], added))


def _segment(text: str) -> str:
    """Returns a percent-encoded segment of a path.

    The dots of `.` and `..` are encoded too, because URLs resolve such segments.
    """
    return quote(text, safe="") if text.strip(".") else text.replace(".", "%2E")
