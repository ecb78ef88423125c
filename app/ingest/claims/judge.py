"""Puts every statement as a question to the API and compares the answers.

Claims are judged through HTTP, in process, so that judging, users and tests all see the
same answers. The app is handed in; nothing here knows how it answers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI

from app.ingest.claims.comparison import Agreement, Names, judge
from app.ingest.claims.statements import Statement

if TYPE_CHECKING:
    from httpx import AsyncClient, Response

LIST_SIZE = 1000


@dataclass(frozen=True)
class Judged:
    """A statement with our answer and how the two compare."""

    statement: Statement
    actual: Any
    agreement: Agreement


class NoAnswerError(Exception):
    """A question that the API cannot answer, or a pointer that leads nowhere."""


async def judge_all(
    app: FastAPI, statements: list[Statement], names: Names
) -> tuple[list[Judged], list[str]]:
    """Judge every statement; the second list says which questions have no answer."""
    # A server, which judges nothing, need not carry a client
    from httpx import ASGITransport, AsyncClient  # noqa: PLC0415

    judged, faults = [], []
    async with (
        app.router.lifespan_context(app),
        AsyncClient(transport=ASGITransport(app), base_url="http://api") as client,
    ):
        records = await _records(client, statements)
        answers = await _answers(client, statements)
        for statement in statements:
            try:
                judged.append(_judged(statement, records, answers, names))
            except NoAnswerError as error:
                faults.append(f"{statement.id}: {error}")
    return judged, faults


def _judged(
    statement: Statement,
    records: dict[str, Any],
    answers: dict[str, Any],
    names: Names,
) -> Judged:
    actual = _actual(statement, records, answers)
    rule, stated = statement.compare, statement.stated
    try:
        return Judged(statement, actual, judge(rule, stated, actual, names))
    except (TypeError, ValueError):
        detail = f"the answer {actual!r:.80} cannot be compared by the rule {rule!r}"
        raise NoAnswerError(detail) from None


async def _records(
    client: "AsyncClient", statements: Iterable[Statement]
) -> dict[str, Any]:
    """Every record that a statement is about, by type and id, from whole lists."""
    found: dict[str, Any] = {}
    resources = {one.record.split("/")[0] for one in statements if one.record}
    for resource in sorted(resources):
        path: str | None = f"/v1/{resource}?limit={LIST_SIZE}"
        while path:
            page = (await client.get(path)).raise_for_status().json()
            found |= {f"{resource}/{body['id']}": body for body in page["data"]}
            path = page["links"]["next"]
    return found


async def _answers(
    client: "AsyncClient", statements: Iterable[Statement]
) -> dict[str, Any]:
    """The answer to every question that is asked by path."""
    paths = {statement.asks for statement in statements if statement.asks}
    return {path: _answer(await client.get(path)) for path in sorted(paths)}


def _answer(response: "Response") -> Any:
    """An answer of ours as JSON; anything else is not one."""
    is_json = response.headers.get("content-type") == "application/json"
    body = response.json() if response.status_code == 200 and is_json else None
    return None if body is None or "status" in body else body


def _actual(
    statement: Statement, records: dict[str, Any], answers: dict[str, Any]
) -> Any:
    if statement.asks:
        answer = answers[statement.asks]
        if answer is None:
            raise NoAnswerError(
                f"{statement.asks} answers nothing that a claim can ask"
            )
        return point(answer, statement.pointer or "")
    if statement.record and statement.field:
        return dig(records[statement.record], statement.field.split("."))
    return None


def point(answer: Any, pointer: str) -> Any:
    """The value at a JSON pointer (RFC 6901)."""
    value = answer
    for token in pointer.split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        try:
            value = value[_index(key)] if isinstance(value, list) else value[key]
        except (IndexError, KeyError, TypeError, ValueError):
            raise NoAnswerError(f"pointer {pointer!r} leads nowhere") from None
    return value


def _index(key: str) -> int:
    if not key.isdigit():
        raise ValueError(key)
    return int(key)


def dig(value: Any, path: list[str]) -> Any:
    """The value at a dotted path; a list is entered by number or as a whole."""
    if not path or value is None:
        return value
    key, rest = path[0], path[1:]
    if isinstance(value, list):
        if key.isdigit():
            return dig(value[int(key)], rest) if int(key) < len(value) else None
        return [dig(one, path) for one in value]
    if not isinstance(value, dict) or key not in value:
        raise NoAnswerError(f"there is no field {'.'.join(path)!r}")
    return dig(value[key], rest)
