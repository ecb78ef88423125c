"""An HTTPX client of an app in process, called without `await`."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response


class Client:
    """Sends requests to an app that runs in a loop of its own."""

    def __init__(self, portal: BlockingPortal, http: AsyncClient) -> None:
        self.portal = portal
        self.http = http

    def get(self, path: str, **options: Any) -> Response:
        return self.request("GET", path, **options)

    def request(self, method: str, path: str, **options: Any) -> Response:
        return self.portal.call(partial(self.http.request, method, path, **options))

    def json(self, path: str) -> Any:
        """Returns the JSON of an answer, which must have status 200."""
        response = self.get(path)
        assert response.status_code == 200, f"{path}: {response.text[:500]}"
        return response.json()


@contextmanager
def client_of(app: FastAPI) -> Iterator[Client]:
    """Starts the app and returns a client of it."""
    with start_blocking_portal() as portal:
        started = app.router.lifespan_context(app)
        transport = ASGITransport(app.state.served, raise_app_exceptions=False)
        http = AsyncClient(transport=transport, base_url="http://api")
        with (
            portal.wrap_async_context_manager(started),
            portal.wrap_async_context_manager(http),
        ):
            yield Client(portal, http)
