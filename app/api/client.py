"""The API called in process: pages, tools and the judge of claims use no other way.

Everything that they show is the answer to a request that a reader can repeat.
"""

from typing import Any, NamedTuple

from httpx import ASGITransport, AsyncClient
from starlette.types import ASGIApp


class Answer(NamedTuple):
    """The status of a response, and its JSON."""

    status: int
    body: Any


class ApiClient:
    """Sends requests to the application, behind its limits and its cache."""

    def __init__(self, app: ASGIApp) -> None:
        self._http = AsyncClient(transport=ASGITransport(app), base_url="http://api")

    async def get(self, path: str) -> Answer:
        """Returns the answer to `GET path`; exceptions of the application propagate."""
        response = await self._http.get(path)
        return Answer(response.status_code, response.json())
