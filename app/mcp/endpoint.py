"""ASGI application for tool calls over HTTP at `/mcp`.

The protocol kit is as large as the rest of the app and takes longest to import, so it
is imported when the first tool is called.
"""

from asyncio import Lock
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import ModuleType
from typing import Any

from anyio import TASK_STATUS_IGNORED, create_task_group, sleep_forever, to_thread
from anyio.abc import TaskGroup, TaskStatus
from starlette.types import Message, Receive, Scope, Send

from app.mcp.results import ApiGet
from app.problems import (
    ContentTooLarge,
    Forbidden,
    InvalidRequest,
    MethodNotAllowed,
    Misdirected,
    Problem,
)

PATH = "/mcp"
_REFUSALS: dict[int, Problem] = {
    403: Forbidden("The `Origin` of the request is not one that may call tools."),
    413: ContentTooLarge("The body of the request is too large."),
    421: Misdirected("The `Host` of the request is not one that tools answer for."),
}


class Endpoint:
    """ASGI application that answers tool calls while the block of `opened` runs."""

    def __init__(self, public_url: str | None) -> None:
        self.public_url = public_url
        self._manager: Any = None
        self._loading = Lock()
        self._api_get: ApiGet
        self._tasks: TaskGroup

    @asynccontextmanager
    async def opened(self, api_get: ApiGet) -> AsyncIterator[None]:
        """Serves tools, which send their requests through `api_get`."""
        self._api_get = api_get
        async with create_task_group() as self._tasks:
            try:
                yield
            finally:
                self._tasks.cancel_scope.cancel()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "POST":
            detail = "Tools are called by POST, in the Model Context Protocol."
            raise MethodNotAllowed(detail, headers={"Allow": "POST, OPTIONS"})
        media_type = dict(scope["headers"]).get(b"content-type", b"").lower()
        if media_type.partition(b";")[0].strip() != b"application/json":
            detail = "Tools are called with `Content-Type: application/json`."
            raise InvalidRequest(detail)
        async with self._loading:
            if self._manager is None:
                await self._tasks.start(self._run_manager)
        await self._handle(scope, receive, send)

    async def _handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets the kit answer; its refusals, which are plain text, become problems."""
        refusal: Problem | None = None

        async def send_answer(message: Message) -> None:
            nonlocal refusal
            if message["type"] == "http.response.start":
                refusal = _REFUSALS.get(message["status"])
            if refusal is None:
                await send(message)

        await self._manager.handle_request(scope, receive, send_answer)
        if refusal:
            raise refusal

    async def _run_manager(
        self, *, task_status: TaskStatus[None] = TASK_STATUS_IGNORED
    ) -> None:
        kit = await to_thread.run_sync(_import_server)
        manager = kit.session_manager(self._api_get, self.public_url)
        async with manager.run():
            self._manager = manager
            task_status.started()
            await sleep_forever()


def _import_server() -> ModuleType:
    from app.mcp import server  # noqa: PLC0415 - slow, see the module docstring

    return server
