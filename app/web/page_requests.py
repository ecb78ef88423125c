"""The requests behind a page: sent to our own API, and shown to the reader."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from starlette.datastructures import State
from starlette.requests import Request
from starlette.responses import Response

from app.problems import MAX_QUERY, NotFound, Problem, QueryTooLong, Unavailable
from app.query.limits import MAX_FACET_BYTES
from app.query.validation import grammar_of
from app.resources import BY_NAME
from app.services.snapshot import Snapshot
from app.web.form_fields import counted_fields
from app.web.forms import without
from app.web.pages import DISPUTED, Page
from app.web.releases import PARAMETER, check_release
from app.web.special.plans import Plan
from app.web.wording import page_path

Handler = Callable[[Request], Awaitable[Response]]
MAX_ID = 500
"""Characters of an id in a path. The ids of the data have at most 100."""

COUNTS = "counts"
"""The name of the answer with the values that the form of a list offers."""
_NOT_FILTERS = (
    *("sort", "limit", "cursor", "fields", "include", "facet", "group_by", "format"),
)
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

    @property
    def parameters(self) -> dict[str, str]:
        """The query by its canonical names; without one, the default query."""
        page = self.page
        grammar = grammar_of(page.layout.name) if page.layout else page.grammar
        is_default = all(name == "fields" for name, _ in self.pairs)
        default = parse_qsl(page.default_query) if is_default else []
        return {
            grammar.canonical_name(name): value
            for name, value in (*self.pairs, *default)
        }

    @cached_property
    def plan(self) -> Plan:
        """The plan that follows from parameters of the page. Raises InvalidQuery."""
        return self.page.plan(self.pairs) if self.page.plan else Plan()

    async def main(self, requests: PageRequests) -> Any:
        """Returns the answer to the main request, `None` if the page sends none.

        Raises a problem if the page does not exist.
        """
        if self.plan.main:
            try:
                return await requests.get(self.plan.main)
            except ApiProblem as error:
                raise ApiProblem(self.plan.own_faults(error.problem)) from error
        if not self.page.main or (self.page.needs_query and not self.pairs):
            return None
        if len(self.record_id) > MAX_ID:
            start = self.record_id[:100]
            raise NotFound.in_path("id", start, f"No id begins with {start!r}")
        path = await self._path(self.page.main, requests.snapshot)
        return await requests.get(path)

    @property
    def release(self) -> str:
        """The release that the address of a record names; empty for the newest."""
        return dict(self.pairs).get(PARAMETER, "") if self.page.since_release else ""

    async def others(self, requests: PageRequests, main: Any) -> dict[str, Any]:
        """Returns the answers to the further requests, by their names.

        They have the id of the record, by whichever id the page was requested. Raises
        InvalidQuery if the address names an unknown release.
        """
        if self.page.since_release and self.record_id != main["data"]["id"]:
            return await replace(self, record_id=main["data"]["id"]).others(
                requests, main
            )
        since = self.page.since_release if self.release else {}
        opening = {} if self.pairs else self.page.opening_requests
        declared = {**since, **self.page.requests, **opening}
        answers: dict[str, Any] = {}
        # A query of many bytes leaves no room for what a picture adds to it
        has_room = len(self._filters) <= MAX_WITH_FACETS
        for name, request in declared.items():
            if "{filters}" in request and not has_room:
                continue
            path = await self._path(request, requests.snapshot)
            answers[name] = await requests.get(path)
            if name == "dataset" and self.release:
                check_release(self.release, answers[name]["data"])
        if path := self._path_of_counts():
            answers[COUNTS] = await requests.get(path)
        for name, path in self.plan.requests.items():
            answers[name] = await requests.get(path)
        return answers

    def canonical(self, main: Any) -> str:
        """Returns the one address of the page, which follows from the main answer."""
        query = self.plan.query
        if main is None or query is not None:
            return f"{self.page.address}?{query}" if query else self.page.address
        names = {name for name, _ in self.pairs}
        added = {"include", "sort"} - names
        return page_path(without(main["links"]["self"], added))

    @property
    def _filters(self) -> str:
        """The query without the parameters that say how rows are shown."""
        pairs = [pair for pair in self.pairs if pair[0] not in _NOT_FILTERS]
        return urlencode(pairs, safe=":/,") if self.pairs else self.page.default_query

    async def _path(self, request: str, snapshot: Snapshot) -> str:
        """Puts the id and the query into a declared request."""
        # A page shows its own columns, whichever fields an answer was cut down to
        pairs = [pair for pair in self.pairs if pair[0] != "fields"]
        query = urlencode(pairs, safe=":/,") or self.page.default_query
        query = "&".join(filter(None, [query, *self._added()]))
        disputed = await _disputed(snapshot) if "{disputed}" in request else ""
        path = request.format(
            id=_segment(self.record_id),
            query=query,
            disputed=disputed,
            release=quote(self.release, safe=""),
            filters=self._filters,
        )
        return path.removesuffix("?").replace("?&", "?")

    def _added(self) -> Iterator[str]:
        """Yields parameters that a list adds: its order."""
        layout = self.page.layout
        is_list = layout is not None and self.page.template == "list"
        if layout and is_list and not {"sort", "cursor"} & dict(self.pairs).keys():
            yield f"sort={layout.sorts[0][0]}"

    def _path_of_counts(self) -> str:
        """Returns the request for the values that the form of a list offers.

        Empty for other pages, and for a query of many bytes, since each value repeats
        it.
        """
        layout = self.page.layout
        if layout is None or self.page.template != "list":
            return ""
        query = self._filters
        if len(query) > MAX_WITH_FACETS:
            return ""
        counted = f"facet={','.join(counted_fields(layout, BY_NAME[layout.name]))}"
        return f"/v1/{layout.name}?{'&'.join(filter(None, (query, counted)))}&limit=0"


async def _disputed(snapshot: Snapshot) -> str:
    """Returns the filter of claims by the disputed records, as far as they exist."""
    lookups = snapshot.for_request().lookups
    known = [
        record for record in DISPUTED if await lookups.record_id(*record.split("/"))
    ]
    return f"&record={','.join(known)}" if known else ""


def _segment(text: str) -> str:
    """Returns a percent-encoded segment of a path.

    The dots of `.` and `..` are encoded too, because URLs resolve such segments.
    """
    return quote(text, safe="") if text.strip(".") else text.replace(".", "%2E")
