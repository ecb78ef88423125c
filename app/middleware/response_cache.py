"""What was asked before is answered here, without troubling the framework.

Two memories stand in front of the application. *Answers* holds bytes as they were
sent, bounded in bytes. *Questions* holds how an answer is made, once the request was
understood: its statements, its validator, its headers. Both belong to one revision of
the data and forget everything when it changes.

Most questions are understood here too, through *doors*: the same functions that the
routes call, without the framework between. What a door cannot answer, be it a problem
or a form that streams, goes on to the application, which explains it.
"""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Generic, NamedTuple, TypeVar
from urllib.parse import parse_qsl

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.middleware.compression import LEAST_BYTES, chosen_encoding, encode
from app.middleware.etags import etag_for_encoding, matching_etag
from app.middleware.headers import COMMON, MAX_HEADERS, Pairs, raw_headers
from app.services.envelope import Content
from app.services.snapshot import Snapshot

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

    def is_long(self) -> bool:
        """Whether it is longer than any that somebody asks twice."""
        return len(self.path) + len(self.query) + len(self.accept) >= LONGEST_KEY


@dataclass(frozen=True, slots=True)
class Question:
    """A request that was understood: validator, headers, and how its answer is made."""

    etag: str
    headers: Pairs
    make: Callable[[], Awaitable[Content]]


Door = Callable[[Snapshot, str, list[tuple[str, str]], str], Question | None]
"""How a path, its query and the accepted forms are understood; none if the application
has to answer. What cannot be understood is a problem.
"""


@dataclass(frozen=True, slots=True)
class Stored:
    """An answer as it was sent, and by what a client names it."""

    etag: str
    tag: bytes
    headers: Pairs
    body: bytes
    unchanged: Pairs
    """What is sent instead to who names it."""


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


Admit = Callable[[ASGIApp, Scope, Receive, Send], Awaitable[None]]
"""Lets an application answer, or answers that there is no place just now."""


class Front:
    """Wraps the application; a budget of 0 bytes stores no answers.

    What is answered from memory takes less time than a refusal, so only the rest has to
    be admitted.
    """

    snapshot: Snapshot

    def __init__(
        self,
        app: ASGIApp,
        cache_bytes: int,
        admit: Admit,
        doors: Mapping[str, Door] = MappingProxyType({}),
    ) -> None:
        self.app = app
        self.admit = admit
        self.doors = doors
        self.answers: Bounded[Stored] = Bounded(cache_bytes)
        self.questions: Bounded[Question] = Bounded(MOST_QUESTIONS)

    def take_up(self, snapshot: Snapshot) -> None:
        """Answer from this data from now on, and forget everything of the other."""
        self.snapshot = snapshot
        self.answers = Bounded(self.answers.most)
        self.questions = Bounded(self.questions.most)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.admit(self.app, scope, receive, send)
            return
        key, known, size = _asked(scope)
        if size > MAX_HEADERS:
            # The application says what is too large
            await self.admit(self.app, scope, receive, send)
            return
        stored = self.answers.get(key)
        if stored and known == stored.tag:
            await _send_unchanged(stored.unchanged, send)
            return
        question = None if stored else self.questions.get(key[:3])
        held = stored or question
        told = known.decode("latin-1")
        if held and told and (same := matching_etag(held.etag, told, key.encoding)):
            await _send_unchanged(_unchanged(held.headers, same), send)
        elif stored:
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
        question = question or self._understood(key)
        stored = await self._made(key, question) if question else None
        if stored:
            await _send_whole(stored, send)
        else:
            await self._ask(key, scope, receive, send)

    async def _made(self, key: Key, question: Question) -> Stored | None:
        """The answer to a question of before; none if the application must explain."""
        # An answer from data that was replaced meanwhile goes with its memory
        answers = self.answers
        try:
            made = await question.make()
        except Exception:  # noqa: BLE001 - a fault is met again there, and told
            return None
        body, etag, headers = made.body, question.etag, list(question.headers)
        if key.encoding and len(body) >= LEAST_BYTES:
            body, etag = (
                encode(body, key.encoding),
                etag_for_encoding(etag, key.encoding),
            )
            headers.append((b"content-encoding", key.encoding.encode()))
        told = {"ETag": etag, "Content-Length": str(len(body)), **(made.headers or {})}
        headers += [*raw_headers(told), *COMMON]
        unchanged = _unchanged(headers, etag)
        stored = Stored(etag, etag.encode(), headers, body, unchanged)
        answers.put(key, stored, len(body) + OVERHEAD)
        return stored

    def _understood(self, key: Key) -> Question | None:
        """A question that need not pass through the framework."""
        path = key.path
        door = self.doors.get(path) or self.doors.get(path[: path.rfind("/") + 1])
        if door is None or key.is_long():
            return None
        pairs = parse_qsl(key.query.decode("latin-1"), keep_blank_values=True)
        try:
            question = door(self.snapshot, path, pairs, key.accept.decode("latin-1"))
        except Exception:  # noqa: BLE001 - it is met again there, and told
            return None
        if question:
            self.questions.put(key[:3], question, 1)
        return question

    async def _ask(self, key: Key, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the application answer, and keep how it does so."""
        questions = self.questions

        def remember(question: Question) -> None:
            # A question about data that was replaced meanwhile goes with its memory
            if not key.is_long():
                questions.put(key[:3], question, 1)

        await self.app({**scope, REMEMBER: remember}, receive, send)


def _asked(scope: Scope) -> tuple[Key, bytes, int]:
    """What is asked for, the validators that the client has, and bytes of headers."""
    accept = encodings = known = b""
    size = 0
    for name, value in scope["headers"]:
        size += len(name) + len(value)
        if name == b"accept":
            accept += value
        elif name == b"accept-encoding":
            encodings += value
        elif name == b"if-none-match":
            known += value
    encoding = chosen_encoding(encodings.decode("latin-1")) if encodings else None
    return Key(scope["path"], scope["query_string"], accept, encoding), known, size


async def _send_whole(stored: Stored, send: Send) -> None:
    start: Message = {
        "type": "http.response.start",
        "status": 200,
        "headers": stored.headers,
    }
    await send(start)
    await send({"type": "http.response.body", "body": stored.body})


def _unchanged(headers: Pairs, etag: str) -> Pairs:
    """What is told of an answer that the client has (RFC 9110, 15.4.5)."""
    kept = [pair for pair in headers if pair[0] in (b"cache-control", b"vary")]
    return [*kept, (b"etag", etag.encode()), *COMMON]


async def _send_unchanged(headers: Pairs, send: Send) -> None:
    await send({"type": "http.response.start", "status": 304, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
