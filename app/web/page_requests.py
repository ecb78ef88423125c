"""The requests behind a page: sent to our own API, and shown to the reader."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from starlette.datastructures import State
from starlette.requests import Request
from starlette.responses import Response

from app.problems import MAX_QUERY, NotFound, Problem, QueryTooLong, Unavailable
from app.query.limits import MAX_FACET_BYTES
from app.services.snapshot import Snapshot
from app.web.forms import ADDED, without
from app.web.pages import DISPUTED, Page
from app.web.wording import page_path

Handler = Callable[[Request], Awaitable[Response]]
MAX_ID = 500
"""Characters of an id in a path. The ids of the data have at most 100."""

MAX_WITH_FACETS = MAX_FACET_BYTES // 2
"""Bytes of the query of a page up to which facets are added."""


class ApiProblem(Problem):
    """A problem of the API, which the page passes on."""

    def __init__(self, problem: dict[str, Any]) -> None:
        super().__init__(problem["detail"])
        self.problem = problem

    def to_dict(self, instance: str) -> dict[str, Any]:
        return self.problem | {"instance": instance}


class DataReplaced(Unavailable):
    """The data was replaced between two requests behind a page."""


def repeated_if_replaced(handler: Handler) -> Handler:
    """Calls a handler again if the data is replaced during the first call."""

    async def respond(request: Request) -> Response:
        try:
            return await handler(request)
        except DataReplaced:
            return await handler(request)

    return respond


class PageRequests:
    """Sends the requests behind one page to the API, and records them.

    All answers are of one revision of the data, that of `snapshot`.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self.snapshot: Snapshot = state.snapshot
        self.paths: list[str] = []

    async def get(self, path: str) -> Any:
        """Returns the answer to `GET path`.

        Raises ApiProblem, QueryTooLong, and DataReplaced if the answer may be of
        another revision than the snapshot.
        """
        # Percent-encoding can lengthen a query beyond what the HTTP client sends
        if len(path) > MAX_QUERY:
            raise QueryTooLong(len(path))
        answer = await self._state.client.get(path)
        if self._state.snapshot is not self.snapshot:
            raise DataReplaced(retry_after=1)
        if answer.status != 200:
            raise ApiProblem(answer.body)
        self.paths.append(path)
        return answer.body


@dataclass(frozen=True)
class PageRequest:
    """A page with the id and the query of its address."""

    page: Page
    record_id: str
    pairs: tuple[tuple[str, str], ...]

    async def main(self, requests: PageRequests) -> Any:
        """Returns the answer to the main request, `None` if the page sends none.

        Raises a problem if the page does not exist.
        """
        if not self.page.main or (self.page.needs_query and not self.pairs):
            return None
        if len(self.record_id) > MAX_ID:
            start = self.record_id[:100]
            raise NotFound.in_path("id", start, f"No id begins with {start!r}")
        return await requests.get(self._path(self.page.main, requests.snapshot))

    async def others(self, requests: PageRequests) -> dict[str, Any]:
        """Returns the answers to the further requests, by their names."""
        return {
            name: await requests.get(self._path(request, requests.snapshot))
            for name, request in self.page.requests.items()
        }

    def canonical(self, main: Any) -> str:
        """Returns the one address of the page, which follows from the main answer."""
        if main is None:
            return self.page.address
        names = {name for name, _ in self.pairs}
        added = {*ADDED, "include", "sort"} - names
        return page_path(without(main["links"]["self"], added))

    def _path(self, request: str, snapshot: Snapshot) -> str:
        """Puts the id and the query into a declared request."""
        query = urlencode(self.pairs, safe=":/,") or self.page.default_query
        query = "&".join(filter(None, [query, *self._added(len(query))]))
        path = request.format(
            id=_segment(self.record_id), query=query, disputed=_disputed(snapshot)
        )
        return path.removesuffix("?")

    def _added(self, size: int) -> Iterator[str]:
        """Yields parameters that a list adds: an order, and values to choose from.

        A query of many bytes has no values to choose from, since their links repeat it.
        """
        names = dict(self.pairs).keys()
        layout = self.page.layout
        if layout and self.page.template == "list":
            if not {"sort", "cursor"} & names:
                yield f"sort={layout.sorts[0][0]}"
            if size <= MAX_WITH_FACETS and not {"facet", "group_by"} & names:
                yield f"facet={','.join(layout.options)}"


def _disputed(snapshot: Snapshot) -> str:
    """Returns the filter of claims by the disputed records, as far as they exist."""
    ids = snapshot.reference_data.ids
    records = (record.split("/") for record in DISPUTED)
    known = [
        f"{name}/{record_id}" for name, record_id in records if record_id in ids[name]
    ]
    return f"&record={','.join(known)}" if known else ""


def _segment(text: str) -> str:
    """Returns a percent-encoded segment of a path.

    The dots of `.` and `..` are encoded too, because URLs resolve such segments.
    """
    return quote(text, safe="") if text.strip(".") else text.replace(".", "%2E")
