"""Records as lines of CSV."""

import csv
import io
import json
from typing import Any

from pydantic import BaseModel

from app.formats.json_bodies import dumps
from app.schemas.fields import flat_columns

Columns = tuple[tuple[str, str], ...]


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


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
