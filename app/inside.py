"""The API asked from within: pages and tools speak nothing else.

Whatever a page shows or a tool tells is the answer to a request that its reader can
repeat, so there is one meaning of every question.
"""

from typing import Any, NamedTuple

from httpx import ASGITransport, AsyncClient
from starlette.types import ASGIApp, Receive, Scope, Send

from app.front import ADMITTED


class Answer(NamedTuple):
    """What the API answered: the status, and the envelope or problem."""

    status: int
    body: Any


class Inside:
    """Sends requests to the app that it lives in."""

    def __init__(self, app: ASGIApp) -> None:
        async def admitted(scope: Scope, receive: Receive, send: Send) -> None:
            # Whoever was let in gets all that the answer is made of
            await app({**scope, ADMITTED: True}, receive, send)

        transport = ASGITransport(admitted, raise_app_exceptions=False)
        self._http = AsyncClient(transport=transport, base_url="http://inside")

    async def ask(self, path: str) -> Answer:
        """The answer to `GET path`, whose answer is JSON."""
        response = await self._http.get(path)
        return Answer(response.status_code, response.json())

    async def close(self) -> None:
        await self._http.aclose()
