"""What was asked before is answered here, without troubling the framework.

Two memories stand in front of the application. *Answers* holds bytes as they were
sent, bounded in bytes. *Questions* holds how an answer is made, once the application
has understood the request: its statements, its validator, its headers. Both belong to
one revision of the data and forget everything when it changes.
"""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Generic, NamedTuple, TypeVar

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.compression import (
    LEAST_BYTES,
    chosen_encoding,
    encode,
    same_tag,
    tag_of,
)
from app.service import Made

Pairs = list[tuple[bytes, bytes]]
T = TypeVar("T")
# What an entry weighs beside its bytes: keys, headers, links of the ordered dict
OVERHEAD = 1500
MOST_QUESTIONS = 4000
# Longer than any that a person or program asks twice, and memory is counted by answers
LONGEST_KEY = 2000
REMEMBER = "rendezvous.remember"
"""Key of the scope under which a route may leave its question."""
ADMITTED = "rendezvous.admitted"
"""Key of the scope of a request that belongs to one which was admitted."""


class Key(NamedTuple):
    """What the representation of an answer depends on."""

    path: str
    query: bytes
    accept: bytes
    encoding: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """A request that was understood: validator, headers, and how its answer is made."""

    etag: str
    headers: Pairs
    make: Callable[[], Awaitable[Made]]


@dataclass(frozen=True, slots=True)
class Stored:
    """An answer as it was sent."""

    etag: str
    headers: Pairs
    body: bytes


class Bounded(Generic[T]):
    """A memory that forgets what was not used for longest, beyond a total weight."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.weight = 0
        self._held: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()

    def get(self, key: Hashable) -> T | None:
        held = self._held.get(key)
        if held is None:
            return None
        self._held.move_to_end(key)
        return held[0]

    def put(self, key: Hashable, value: T, weight: int) -> None:
        # One that would push out most others is not worth it
        if weight > self.most // 8:
            return
        self._forget(key)
        self._held[key] = (value, weight)
        self.weight += weight
        while self.weight > self.most:
            self._forget(next(iter(self._held)))

    def _forget(self, key: Hashable) -> None:
        _, weight = self._held.pop(key, (None, 0))
        self.weight -= weight

    def __len__(self) -> int:
        return len(self._held)


def raw_headers(headers: Mapping[str, str]) -> Pairs:
    """Headers as ASGI sends them."""
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


METHODS = "GET, HEAD, OPTIONS"
COMMON = raw_headers(
    {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
        "X-Content-Type-Options": "nosniff",
    }
)


Admit = Callable[[ASGIApp, Scope, Receive, Send], Awaitable[None]]
"""Lets an application answer, or answers that there is no place just now."""


class Front:
    """Wraps the application; a budget of 0 bytes stores no answers.

    What is answered from memory takes less time than a refusal, so only the rest has to
    be admitted.
    """

    def __init__(self, app: ASGIApp, cache_bytes: int, admit: Admit) -> None:
        self.app = app
        self.admit = admit
        self.answers: Bounded[Stored] = Bounded(cache_bytes)
        self.questions: Bounded[Question] = Bounded(MOST_QUESTIONS)

    def clear(self) -> None:
        """Forget everything: the data is another."""
        self.answers = Bounded(self.answers.most)
        self.questions = Bounded(self.questions.most)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.admit(self.app, scope, receive, send)
            return
        key, known = _asked(scope)
        stored = self.answers.get(key)
        question = None if stored else self.questions.get(key[:3])
        held = stored or question
        if held and known and (same := same_tag(held.etag, known, key.encoding)):
            await _send_unchanged(held.headers, same, send)
            return
        if stored:
            await _send_whole(stored, send)
        else:
            work = partial(self._work, key, question)
            await self.admit(work, scope, receive, send)

    async def _work(
        self,
        key: Key,
        question: Question | None,
        scope: Scope,
        receive: Receive,
        send: Send,
    ) -> None:
        """Answer what memory does not hold."""
        stored = await self._made(key, question) if question else None
        if stored:
            await _send_whole(stored, send)
        else:
            await self._ask(key, scope, receive, send)

    async def _made(self, key: Key, question: Question) -> Stored | None:
        """The answer to a question of before; none if the application must explain."""
        try:
            made = await question.make()
        except Exception:  # noqa: BLE001 - a fault is met again there, and told
            return None
        body, etag, headers = made.body, question.etag, list(question.headers)
        if key.encoding and len(body) >= LEAST_BYTES:
            body, etag = encode(body, key.encoding), tag_of(etag, key.encoding)
            headers.append((b"content-encoding", key.encoding.encode()))
        told = {"ETag": etag, "Content-Length": str(len(body)), **(made.headers or {})}
        headers += [*raw_headers(told), *COMMON]
        stored = Stored(etag, headers, body)
        self.answers.put(key, stored, len(body) + OVERHEAD)
        return stored

    async def _ask(self, key: Key, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the application answer, and keep how it does so."""
        questions = self.questions

        def remember(question: Question) -> None:
            # A question about data that was replaced meanwhile goes with its memory
            if len(key.path) + len(key.query) + len(key.accept) < LONGEST_KEY:
                questions.put(key[:3], question, 1)

        await self.app({**scope, REMEMBER: remember}, receive, send)


def _asked(scope: Scope) -> tuple[Key, str]:
    """What is asked for, and the validators that the client has."""
    accept = encodings = known = b""
    for name, value in scope["headers"]:
        if name == b"accept":
            accept += value
        elif name == b"accept-encoding":
            encodings += value
        elif name == b"if-none-match":
            known += value
    encoding = chosen_encoding(encodings.decode("latin-1"))
    key = Key(scope["path"], scope["query_string"], accept, encoding)
    return key, known.decode("latin-1")


async def _send_whole(stored: Stored, send: Send) -> None:
    start: Message = {
        "type": "http.response.start",
        "status": 200,
        "headers": list(stored.headers),
    }
    await send(start)
    await send({"type": "http.response.body", "body": stored.body})


async def _send_unchanged(headers: Pairs, etag: str, send: Send) -> None:
    kept = [pair for pair in headers if pair[0] in (b"cache-control", b"vary")]
    kept += [(b"etag", etag.encode()), *COMMON]
    await send({"type": "http.response.start", "status": 304, "headers": kept})
    await send({"type": "http.response.body", "body": b""})
