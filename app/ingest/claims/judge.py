"""Compares every statement of a source with the answer of the API.

The API is called in process, so that claims are judged by the same answers that clients
get. The application is passed in, so that loading does not depend on serving.
"""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from fastapi import FastAPI

from app.ingest.claims.comparison import Agreement, Names, compare
from app.ingest.claims.statements import SourceStatement
from app.resources import BY_NAME


class Answer(Protocol):
    """An answer of the API to a GET request."""

    @property
    def status(self) -> int: ...
    @property
    def body(self) -> Any: ...


Get = Callable[[str], Awaitable[Answer]]
"""Sends a GET request for a path; raises `ValueError` if the response is not JSON."""


@dataclass(frozen=True)
class JudgedStatement:
    """A statement with our value and how the two compare."""

    statement: SourceStatement
    our_value: Any
    agreement: Agreement


class NoAnswerError(Exception):
    """The API has no value that a statement could be compared with."""


async def judge_all(
    app: FastAPI, statements: list[SourceStatement], names: Names
) -> tuple[list[JudgedStatement], list[str]]:
    """Judges every statement; returns an error for each that has no answer."""
    async with app.router.lifespan_context(app):
        get: Get = app.state.client.get
        records = await _fetch_records(get, statements)
        answers = await _fetch_answers(get, statements)
    judged, faults = [], []
    for statement in statements:
        try:
            our_value = _our_value(statement, records, answers)
            judged.append(_judge(statement, our_value, names))
        except NoAnswerError as error:
            faults.append(f"{statement.id}: {error}")
    return judged, faults


def _judge(statement: SourceStatement, our_value: Any, names: Names) -> JudgedStatement:
    rule = statement.compare
    try:
        agreement = compare(
            rule, statement.value, our_value, names, statement.tolerance or 0
        )
    except (TypeError, ValueError):
        detail = f"our value {our_value!r:.80} cannot be compared by the rule {rule!r}"
        raise NoAnswerError(detail) from None
    if agreement == "disagrees":
        # Our value was not made from another one, even if its source states both
        statement = replace(statement, origin="independent")
    return JudgedStatement(statement, our_value, agreement)


async def _fetch_records(
    get: Get, statements: Iterable[SourceStatement]
) -> dict[str, Any]:
    """Returns the bodies of all records of the resources in question, by type/id."""
    records: dict[str, Any] = {}
    resources = {
        statement.record.split("/")[0] for statement in statements if statement.record
    }
    for resource in sorted(resources):
        path: str | None = BY_NAME[resource].all_records
        while path:
            page = (await get(path)).body
            records |= {f"{resource}/{body['id']}": body for body in page["data"]}
            path = page["links"]["next"]
    return records


async def _fetch_answers(
    get: Get, statements: Iterable[SourceStatement]
) -> dict[str, Any]:
    """Returns the answers to all requests of statements, by path."""
    paths = {statement.query for statement in statements if statement.query}
    return {path: await _fetch_answer(get, path) for path in sorted(paths)}


async def _fetch_answer(get: Get, path: str) -> Any:
    """Returns a successful JSON answer of the API, `None` for any other response."""
    try:
        answer = await get(path)
    except ValueError:
        return None
    return answer.body if answer.status == 200 else None


def _our_value(
    statement: SourceStatement, records: dict[str, Any], answers: dict[str, Any]
) -> Any:
    """Returns the value in the API, `None` if it has none or nothing is compared."""
    if statement.query:
        answer = answers[statement.query]
        if answer is None:
            raise NoAnswerError(f"{statement.query} has no JSON answer")
        return value_at_pointer(answer, statement.pointer or "")
    if statement.record and statement.field:
        return value_at_path(records[statement.record], statement.field.split("."))
    return None


def value_at_pointer(answer: Any, pointer: str) -> Any:
    """Returns the value at a JSON pointer (RFC 6901); raises `NoAnswerError`."""
    value = answer
    for token in pointer.split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        try:
            value = value[_index(key)] if isinstance(value, list) else value[key]
        except (IndexError, KeyError, TypeError, ValueError):
            raise NoAnswerError(f"there is no value at {pointer!r}") from None
    return value


def _index(key: str) -> int:
    if not key.isdigit():
        raise ValueError(key)
    return int(key)


def value_at_path(value: Any, path: list[str]) -> Any:
    """Returns the value at a dotted path, `None` if a value on the way is missing.

    A list is entered by position, or as a whole, which returns a list of values.
    Raises `NoAnswerError` if a field does not exist.
    """
    if not path or value is None:
        return value
    key, rest = path[0], path[1:]
    if isinstance(value, list):
        if key.isdigit():
            return (
                value_at_path(value[int(key)], rest) if int(key) < len(value) else None
            )
        return [value_at_path(entry, path) for entry in value]
    if not isinstance(value, dict) or key not in value:
        raise NoAnswerError(f"there is no field {'.'.join(path)!r}")
    return value_at_path(value[key], rest)
