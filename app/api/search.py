"""`/v1/search`: all resources at once, while typing."""

from fastapi import APIRouter, Request, Response

from app.api.openapi_responses import QUERY_PROBLEMS, json_schema
from app.api.parameters import list_parameters
from app.api.responses import accepted, respond
from app.api.routing import add_endpoint
from app.formats.json_bodies import encode_json
from app.formats.negotiation import negotiate_format
from app.query.grammar import Grammar
from app.query.keyset import CursorCodec
from app.query.parsed_query import ParsedQuery, Position
from app.query.validation import WRONG_CURSOR, raise_faults, understand
from app.resources import PEOPLE
from app.services.envelope import Content, envelope
from app.services.search import MAX_CANDIDATES, SearchPage, search
from app.services.snapshot import Snapshot

PATH = "/v1/search"
DEFAULT_LIMIT = 10
MANY = (
    "More than {total} records have such a name; the others are not ranked. Add a word"
    " to find them."
)
NONE = (
    "No name has words like these. Names are searched, not questions: try fewer words."
)
GRAMMAR = Grammar(
    reserved={"q": (), "limit": (), "cursor": ()},
    required={"q": "words to search for"},
    max_limit=100,
)


def add_routes(router: APIRouter) -> None:
    add_endpoint(
        router,
        PATH,
        search_everything,
        operation_id="search",
        summary="Search everything",
        description="Records by words of their names: in any script, without accents,"
        " from the beginning of a word, with a letter lost or swapped; best first.",
        tags=["search"],
        responses={
            200: json_schema("SearchPage", "What was found, best first"),
            **QUERY_PROBLEMS,
        },
        openapi_extra={"parameters": list_parameters(PEOPLE, GRAMMAR)},
    )


async def search_everything(request: Request, snapshot: Snapshot) -> Response:
    """Returns the records that fit best, best first."""
    pairs = request.query_params.multi_items()
    query = understand(snapshot.reference_data, pairs, GRAMMAR)
    search = _Search(snapshot, query)
    search.check_cursor()
    negotiate_format(accepted(request), None)
    return await respond(request, snapshot, search.url(query.cursor), search.render)


class _Search:
    """A page of results; a cursor holds the number of results before its page."""

    def __init__(self, snapshot: Snapshot, query: ParsedQuery) -> None:
        self._snapshot = snapshot
        self._query = query
        self._limit = DEFAULT_LIMIT if query.limit is None else query.limit
        self._start = 0
        words = query.canonical(without=("limit", "cursor"))
        revision = snapshot.reference_data.revision
        self._codec = CursorCodec(f"{PATH}?{words}", revision)

    def check_cursor(self) -> None:
        """Reads where the page begins. Raises InvalidQuery if that cannot be read."""
        cursor = self._query.cursor
        if cursor is None:
            return
        match self._codec.decode(cursor):
            case [[int(start)], _, _] if 0 <= start <= MAX_CANDIDATES:
                self._start = start
            case _:
                self._query.add_fault("cursor", cursor, WRONG_CURSOR)
        raise_faults(self._query)

    def url(self, cursor: str | None) -> str:
        """Returns the canonical URL of a page."""
        text = self._query.canonical(without=("cursor",))
        return f"{PATH}?{text}" + (f"&cursor={cursor}" if cursor else "")

    async def render(self) -> Content:
        """Returns the page, with links to the next and the previous one."""
        page = await search(self._snapshot, self._query.words, self._start, self._limit)
        meta = self._snapshot.meta(
            total=page.total,
            returned=len(page.data),
            query=f"records with a name like {self._query.parameters['q']}",
            hints=self._hints(page),
        )
        following = self._start + self._limit
        has_next = bool(page.data) and following < page.total
        links = {
            "self": self.url(self._query.cursor),
            "next": self._link(following) if has_next else None,
            "prev": self._link(max(0, self._start - self._limit))
            if self._start
            else None,
        }
        return Content(envelope(encode_json(page.data), meta, links))

    def _link(self, start: int) -> str:
        return self.url(self._codec.encode(Position([start], "")))

    def _hints(self, page: SearchPage) -> list[str]:
        if page.is_cut:
            return [MANY.format(total=page.total)]
        return [] if page.total else [NONE]
