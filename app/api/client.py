"""The API asked from within: pages and tools speak nothing else.

Whatever a page shows or a tool tells is the answer to a request that its reader can
repeat, so there is one meaning of every question.
"""

from functools import cached_property
from typing import Any, NamedTuple

from starlette.types import ASGIApp, Receive, Scope, Send

from app.middleware.response_cache import ADMITTED


class Answer(NamedTuple):
    """What the API answered: the status, and the envelope or problem."""

    status: int
    body: Any


class ApiClient:
    """Sends requests to the app that it lives in."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    @cached_property
    def _http(self) -> Any:
        # A server that is asked for nothing but JSON need not carry a client
        from httpx import ASGITransport, AsyncClient  # noqa: PLC0415

        async def admitted(scope: Scope, receive: Receive, send: Send) -> None:
            # Whoever was let in gets all that the answer is made of
            await self._app({**scope, ADMITTED: True}, receive, send)

        transport = ASGITransport(admitted, raise_app_exceptions=False)
        return AsyncClient(transport=transport, base_url="http://inside")

    async def ask(self, path: str) -> Answer:
        """The answer to `GET path`, whose answer is JSON."""
        response = await self._http.get(path)
        return Answer(response.status_code, response.json())
