"""Limits of a connection, before a request is whole and while its answer is read.

The server bounds neither the head of a request nor how long it is under way: a client
could fill the memory with headers, or keep a connection by sending, or reading, almost
nothing. Both end here.
"""

import json
from asyncio import BaseTransport, TimerHandle

from uvicorn._types import ASGI3Application
from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)

from app.problems import MEDIA_TYPE, HeadersTooLarge, InvalidQuery, Problem

MOST_HEAD_BYTES = 65_536
"""Bytes of a request line and headers that are not complete."""
REQUEST_SECONDS = 20.0
"""Within which a request must have come whole, its body too."""
STALL_SECONDS = 120.0
"""After which a client that takes nothing of its answer is let go.

Long, because the system keeps megabytes of it and tells only when a third is taken.
"""


class Protocol(HttpToolsProtocol):
    """HTTP/1.1 that waits for nobody forever."""

    _head_bytes = 0
    _answered: RequestResponseCycle | None = None
    _due: TimerHandle | None = None
    _stalled: TimerHandle | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)  # type: ignore[arg-type]
        self._due = self.loop.call_later(REQUEST_SECONDS, self._let_go)

    def _start_asgi_task(
        self, cycle: RequestResponseCycle, app: ASGI3Application
    ) -> None:
        self._answered = cycle
        super()._start_asgi_task(cycle, app)

    def connection_lost(self, exc: Exception | None) -> None:
        # The server knows the request that came last, not the one it answers
        if self._answered:
            self._answered.disconnected = True
        self._is_whole()
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if "method" not in (self.scope or ()):
            self._head_bytes += len(data)
            if self._head_bytes > MOST_HEAD_BYTES:
                self._refuse(HeadersTooLarge(MOST_HEAD_BYTES))
        elif self.cycle and not (self.cycle.more_body or self.cycle.response_complete):
            self._is_whole()
            return
        if self._due is None:
            self._due = self.loop.call_later(REQUEST_SECONDS, self._let_go)

    def _is_whole(self) -> None:
        """Nothing is waited for."""
        self._head_bytes = 0
        if self._due:
            self._due.cancel()
            self._due = None

    def _let_go(self) -> None:
        """End the connection, and what of the last answer is not taken."""
        self.transport.close()
        self.loop.call_later(STALL_SECONDS, self.transport.abort)

    def timeout_keep_alive_handler(self) -> None:
        self._let_go()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._watch(self.transport.get_write_buffer_size())

    def _watch(self, left: int) -> None:
        """Let a client go that takes nothing of what is left for it."""

        def look() -> None:
            now = self.transport.get_write_buffer_size()
            if now < left:
                self._watch(now)
            else:
                self.transport.abort()

        self._stalled = self.loop.call_later(STALL_SECONDS, look)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._stalled:
            self._stalled.cancel()
            self._stalled = None

    def send_400_response(self, msg: str) -> None:
        self._refuse(InvalidQuery(f"{msg} HTTP/1.1 is spoken here."))

    def _refuse(self, problem: Problem) -> None:
        """Tell what is wrong with what is no request, and end the connection."""
        body = json.dumps(
            problem.to_dict(""), ensure_ascii=False, separators=(",", ":")
        ).encode()
        head = f"Content-Type: {MEDIA_TYPE}\r\nContent-Length: {len(body)}\r\n"
        more = "Connection: close\r\nCache-Control: no-store\r\n\r\n"
        told = STATUS_LINE[problem.status] + (head + more).encode() + body
        self.transport.write(told)
        self.transport.close()
