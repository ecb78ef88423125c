"""What is done to rendered bodies: trimmed, extended, flattened, joined.

Bodies are JSON as it will be sent; only a request that asks for less or more than
the whole has them taken apart.
"""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from app.shape_of import flat_columns

WHOLE: Any = object()
Columns = tuple[tuple[str, str], ...]
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def join(bodies: Iterable[bytes]) -> bytes:
    """A JSON list of bodies."""
    return b"[" + b",".join(bodies) + b"]"


def with_member(body: bytes, name: str, value: bytes) -> bytes:
    """The body with one more member, whose value is JSON already."""
    return b"".join((body[:-1], b",", encoded(name), b":", value, b"}"))


def trim(body: bytes, fields: list[str]) -> bytes:
    """The body with only these dotted fields, in the body's order."""
    wanted: dict[str, Any] = {}
    for path in sorted(fields):
        place = wanted
        *parents, last = path.split(".")
        for key in parents:
            place = place.setdefault(key, {})
            if place is WHOLE:
                break
        else:
            place[last] = WHOLE
    return encoded(_trimmed(json.loads(body), wanted))


def _trimmed(value: Any, wanted: Any) -> Any:
    if wanted is WHOLE:
        return value
    if isinstance(value, list):
        return [_trimmed(one, wanted) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _trimmed(one, wanted[key]) for key, one in value.items() if key in wanted
    }


def dumps(value: Any) -> str:
    """Compact JSON, every script readable."""
    return _COMPACT.encode(value)


def encoded(value: Any) -> bytes:
    """Compact JSON as it is sent."""
    return _COMPACT.encode(value).encode()


_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def csv_columns(schema: type[BaseModel], fields: str | None = None) -> Columns:
    """The columns of a table; with `fields` those that hold one of them."""
    columns = flat_columns(schema)
    if fields is None:
        return columns
    named = fields.split(",")
    return tuple(
        column for column in columns if any(_holds(column[0], one) for one in named)
    )


def _holds(column: str, field: str) -> bool:
    whole, part = f"{column}.", f"{field}."
    return whole.startswith(part) or part.startswith(whole)


def csv_header(columns: Columns) -> str:
    return _csv_line([name for name, _ in columns])


def csv_line(columns: Columns, body: str | bytes) -> str:
    """One record as a line of CSV, safe to open in a spreadsheet."""
    record = json.loads(body)
    return _csv_line([_cell(_value(record, name), how) for name, how in columns])


def _csv_line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _value(record: Any, path: str) -> Any:
    value = record
    for key in path.split("."):
        value = value and value.get(key)
    return value


def _cell(value: Any, how: str) -> str:
    if value is None:
        return ""
    if how == "id":
        return str(value["id"])
    if how == "list":
        return _safe(";".join(_short(one) for one in value))
    if isinstance(value, str):
        return _safe(value)
    return dumps(value)


def _short(one: Any) -> str:
    """An entry of a list by its id, or by that of the person or target in it."""
    if not isinstance(one, dict):
        return str(one)
    inner = one.get("person") or one.get("target") or one
    return str(inner["id"])


def _safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
