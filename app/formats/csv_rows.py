"""Records as rows of CSV (RFC 4180)."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from app.formats.json_bodies import dumps
from app.schemas.fields import flat_columns

Columns = tuple[tuple[str, str], ...]
"""Dotted path of each column, and how its cells are made; see `flat_columns`."""
# Spreadsheets recognise UTF-8 by it (Unicode 16, 23.8)
BYTE_ORDER_MARK = "\ufeff"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


class CsvWriter:
    """Writes each record as a row."""

    def __init__(self, schema: type[BaseModel], parameters: dict[str, str]) -> None:
        """Creates a writer for the columns and the byte order mark of a query.

        Removes `fields` from the parameters, because rows are made of whole bodies.
        """
        self._columns = csv_columns(schema, parameters.pop("fields", None))
        self._mark = BYTE_ORDER_MARK if parameters.get("bom") == "true" else ""

    def header(self) -> bytes:
        return (self._mark + csv_header(self._columns)).encode()

    def rows(self, bodies: Iterable[str | bytes]) -> bytes:
        return "".join(csv_line(self._columns, body) for body in bodies).encode()


def csv_table(rows: Sequence[Mapping[str, Any]], *, mark: bool) -> bytes:
    """Returns rows of plain values, which all have the same columns.

    With `mark` the table begins with a byte order mark.
    """
    lines = [_csv_row(list(rows[0]))] if rows else []
    lines += [
        _csv_row([_cell(value, "value") for value in row.values()]) for row in rows
    ]
    return (BYTE_ORDER_MARK * mark + "".join(lines)).encode()


def csv_columns(schema: type[BaseModel], fields: str | None = None) -> Columns:
    """Returns the columns of a table; with `fields` those that contain one of them."""
    columns = flat_columns(schema)
    if fields is None:
        return columns
    names = fields.split(",")
    return tuple(
        column for column in columns if any(_overlap(column[0], name) for name in names)
    )


def _overlap(column: str, field: str) -> bool:
    """Returns whether one of two dotted paths is the other or a part of it."""
    return f"{column}.".startswith(f"{field}.") or f"{field}.".startswith(f"{column}.")


def csv_header(columns: Columns) -> str:
    return _csv_row([name for name, _ in columns])


def csv_line(columns: Columns, body: str | bytes) -> str:
    """Returns a record as a line of CSV that is safe to open in a spreadsheet."""
    record = json.loads(body)
    return _csv_row(
        [
            _cell(record[path] if path in record else _value_at(record, path), how)
            for path, how in columns
        ]
    )


def _csv_row(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _value_at(record: Any, path: str) -> Any:
    value = record
    for key in path.split("."):
        if isinstance(value, list):
            value = [entry[key] for entry in value]
        else:
            value = value and value.get(key)
    return value


def _cell(value: Any, how: str) -> str:
    if value is None:
        return ""
    if how == "id":
        return str(value["id"])
    if how == "list":
        return _not_a_formula(";".join(_entry_id(entry) for entry in value))
    if isinstance(value, str):
        return _not_a_formula(value)
    return dumps(value)


def _entry_id(entry: Any) -> str:
    """Returns the id of a list entry, or of the person, target or place in it.

    An entry that is no record is written as its name, or as its values with theirs.
    """
    if not isinstance(entry, dict):
        return str(entry)
    records = (entry[name] for name in _RECORDS_IN_ENTRIES if name in entry)
    record = next(records, entry)
    values = "&".join(f"{name}={value}" for name, value in record.items())
    return str(record.get("id", record.get("name", values)))


_RECORDS_IN_ENTRIES = ("person", "target", "aboard")
"""Fields that name the record of a list entry without an id."""


def _not_a_formula(text: str) -> str:
    """Returns text that no spreadsheet evaluates as a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
