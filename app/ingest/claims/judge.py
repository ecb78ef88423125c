"""Compares every statement of a source with the answer of the API.

The API is called in process, so that claims are judged by the same answers that clients
get. The application is passed in, so that loading does not depend on serving.
"""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Any, Protocol

from fastapi import FastAPI

from app.ingest.claims.comparison import Names, compare
from app.ingest.claims.statements import SourceStatement
from app.ingest.scratch import batches
from app.resources import BY_NAME
from app.schemas.vocabularies import Agreement


class Answer(Protocol):
    """An answer of the API to a GET request."""

    @property
    def status(self) -> int: ...
    @property
    def body(self) -> Any: ...


_IN_A_REQUEST = 100
"""Ids in the query of a request."""
Get = Callable[[str], Awaitable[Answer]]
"""Sends a GET request for a path; raises `ValueError` if the response is not JSON."""


@dataclass(frozen=True)
class JudgedStatement:
    """A statement with our value and how the two compare."""

    statement: SourceStatement
    our_value: Any
    agreement: Agreement


Keep = Callable[[JudgedStatement], object]
"""Receives the judged statements in their order."""


class NoAnswerError(Exception):
    """The API has no value that a statement could be compared with."""


async def judge_all(
    app: FastAPI, statements: Iterable[SourceStatement], names: Names, keep: Keep
) -> list[str]:
    """Judges every statement; returns an error for each that has no answer."""
    faults = []
    async with app.router.lifespan_context(app):
        get: Get = app.state.client.get
        for batch in batches(statements):
            records = await _fetch_records(get, batch)
            answers = await _fetch_answers(get, batch)
            for statement in batch:
                try:
                    our_value = _our_value(statement, records, answers)
                    keep(_judge(statement, our_value, names))
                except NoAnswerError as error:
                    faults.append(f"{statement.id}: {error}")
    return faults


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
    """Returns the bodies of the records in question, by type/id."""
    records: dict[str, Any] = {}
    named = {statement.record for statement in statements if statement.record}
    keys = (record.split("/") for record in sorted(named))
    for resource, of_resource in groupby(keys, key=itemgetter(0)):
        for some in batches(of_resource, _IN_A_REQUEST):
            ids = ",".join(record_id for _, record_id in some)
            page = (await get(f"{BY_NAME[resource].all_records}&id={ids}")).body
            records |= {f"{resource}/{body['id']}": body for body in page["data"]}
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
