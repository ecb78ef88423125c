"""The values of cells in `changes.csv`, as JSON values of the types of their fields."""

import json
from functools import cache
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from app.ingest.files.release_log import Change
from app.ingest.files.tables import FILES


def old_and_new(change: Change) -> tuple[Any, Any]:
    """Returns both values of a change: of a field, or objects of a row's filled fields.

    A date stays EDTF text. So does a value of a field that the data no longer has, or
    that the field no longer accepts.
    """
    old, new = (_value(change, text) for text in (change.old, change.new))
    return old, new


def _value(change: Change, text: str | None) -> Any:
    if text is None:
        return None
    if change.field:
        return typed_value(change.file, change.field, text)
    cells = change.parse(text)
    return {name: typed_value(change.file, name, cell) for name, cell in cells.items()}


def typed_value(file: str, column: str, cell: str) -> Any:
    """Returns the value of a filled cell."""
    if file == "sources":
        return _csl_value(cell)
    adapter = _adapter(file, column)
    if adapter is None:
        return cell
    try:
        return adapter.dump_python(adapter.validate_python(cell), mode="json")
    except ValidationError:
        return cell


@cache
def _adapter(file: str, column: str) -> TypeAdapter[Any] | None:
    fields = FILES[file].row_type.model_fields if file in FILES else {}
    field = fields.get(column)
    if field is None:
        return None
    kind: Any = Annotated[field.annotation, field]
    return TypeAdapter(kind)


def _csl_value(cell: str) -> Any:
    """Returns the value of a CSL variable, of which texts are no JSON."""
    try:
        return json.loads(cell) if cell.startswith(("{", "[")) else cell
    except ValueError:
        return cell
