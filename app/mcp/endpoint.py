"""Where tools are called over HTTP.

The kit that speaks the protocol weighs as much as all the rest of the app and takes
longest to load, so it is loaded when a tool is called for the first time.
"""

from asyncio import Lock
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import ModuleType
from typing import Any

from anyio import TASK_STATUS_IGNORED, create_task_group, sleep_forever, to_thread
from anyio.abc import TaskGroup, TaskStatus
from starlette.types import Receive, Scope, Send

from app.api.client import ApiClient
from app.problems import MethodNotAllowed

PATH = "/mcp"


class Endpoint:
    """What answers at `/mcp` while it is open: an ASGI application."""

    def __init__(self, public_url: str | None) -> None:
        self.public_url = public_url
        self._manager: Any = None
        self._loading = Lock()
        self._inside: ApiClient
        self._tasks: TaskGroup

    @asynccontextmanager
    async def opened(self, inside: ApiClient) -> AsyncIterator[None]:
        """Answer until the end of the block."""
        self._inside = inside
        async with create_task_group() as self._tasks:
            try:
                yield
            finally:
                self._tasks.cancel_scope.cancel()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "POST":
            detail = "Tools are called by POST, in the Model Context Protocol."
            raise MethodNotAllowed(detail, headers={"Allow": "POST"})
        async with self._loading:
            if self._manager is None:
                await self._tasks.start(self._keep_running)
        await self._manager.handle_request(scope, receive, send)

    async def _keep_running(
        self, *, task_status: TaskStatus[None] = TASK_STATUS_IGNORED
    ) -> None:
        kit = await to_thread.run_sync(_load_kit)
        manager = kit.manager_of(self._inside, self.public_url)
        async with manager.run():
            self._manager = manager
            task_status.started()
            await sleep_forever()


def _load_kit() -> ModuleType:
    from app.mcp import server as mcp_server  # noqa: PLC0415 - see above

    return mcp_server
