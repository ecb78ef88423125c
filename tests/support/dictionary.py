"""Writes the data dictionary of the guide from the schemas of the API.

`python -m tests.support.dictionary > app/web/guide/dictionary.md`
"""

import sys
from collections.abc import Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from app.resources import RESOURCES
from app.schemas import ANSWERS, Meta, Problem
from app.schemas.base import DATE, EDTF
from app.schemas.fields import model_in
from app.schemas.meanings import MEANINGS
from app.schemas.vocabularies import NAMES

HEADING = """\
## Data dictionary

Every field of every answer, made from the schemas of the API.
[openapi.json](http://127.0.0.1:8000/openapi.json) has the same for programs.

* A field is `null` only if its type says so. `null` means that the value is unknown,
  or that there is none. An empty list means that there is none.
* A *date* is text in EDTF, in UTC, as precise as its source: `1978`, `1978-03`,
  `1978-03-02`, `1978-03-02T15:28:10Z`. The grammar explains [dates](grammar.md#dates).
* Types with a capital letter are described below, under
  [parts of records](#parts-of-records), [answers](#answers) and
  [allowed values](#allowed-values).
* `coverage` in `GET /v1/dataset` says which fields are complete.
"""
VALUES = """\
### Allowed values

A filter accepts these texts, and an answer has one of them. A later version may add
values, so a program should not fail at others.
"""
TYPES = {
    str: "text",
    int: "integer",
    float: "number",
    bool: "true or false",
    Any: "any",
    NoneType: "`null`",
}
UNITS = {
    "_seconds": "seconds",
    "_km": "kilometres",
    "_kg": "kilograms",
    "_deg": "degrees",
    "latitude": "degrees",
    "longitude": "degrees",
    "tolerance": "seconds, or the unit of the field",
}
Schema = type[BaseModel]


def dictionary() -> str:
    """Returns the whole dictionary as a chapter of the guide, in Markdown."""
    records = [resource.schema for resource in RESOURCES]
    parts = [schema for schema in _inside(records) if schema not in records]
    answers = [
        schema
        for schema in _inside([*ANSWERS, Meta, Problem])
        if schema not in (*records, *parts, *ANSWERS)
    ]
    return "\n".join(
        [
            HEADING,
            "### Records\n",
            _contents(records),
            *(
                _section(resource.schema, f" List: `/v1/{resource.name}`.")
                for resource in RESOURCES
            ),
            "### Parts of records\n",
            _contents(parts),
            *map(_section, parts),
            "### Answers\n",
            _contents(answers),
            *map(_section, answers),
            VALUES,
            *(_vocabulary(name, values) for name, values in MEANINGS.items()),
        ]
    )


def described(schema: Schema) -> dict[str, FieldInfo]:
    """Returns the fields of a schema by the names that answers have."""
    return {field.alias or name: field for name, field in schema.model_fields.items()}


def _inside(schemas: Sequence[Schema]) -> list[Schema]:
    """Returns schemas with all schemas of their fields, each once."""
    every = dict.fromkeys(schemas)
    for schema in schemas:
        fields = schema.model_fields.values()
        inner = [model_in(field.annotation) for field in fields]
        every |= dict.fromkeys(_inside([part for part in inner if part]))
    return [*every]


def _contents(schemas: Sequence[Schema]) -> str:
    return ", ".join(_link(schema.__name__) for schema in schemas) + "\n"


def _section(schema: Schema, where: str = "") -> str:
    rows = [
        f"| `{name}` | {_type_of_field(name, field)} | {_meaning(field)} |"
        for name, field in described(schema).items()
    ]
    about = " ".join((schema.__doc__ or "").split())
    head = [f"#### {schema.__name__}\n", f"{about}{where}\n"]
    return "\n".join([*head, "| Field | Type | Meaning |", "|---|---|---|", *rows, ""])


def _meaning(field: FieldInfo) -> str:
    """Returns the description of a field; of a date without what holds for all."""
    return (field.description or "").removesuffix(f": {DATE}")


def _vocabulary(name: str, values: dict[str, str]) -> str:
    rows = [f"| `{value}` | {meaning} |" for value, meaning in values.items()]
    return "\n".join([f"#### {name}\n", "| Value | Meaning |", "|---|---|", *rows, ""])


def _type_of_field(name: str, field: FieldInfo) -> str:
    """Returns the type of a field with its unit, and whether it may be `null`."""
    text = "date" if EDTF in field.metadata else _type(field.annotation)
    for ending, unit in UNITS.items():
        if name.endswith(ending) and ("integer" in text or "number" in text):
            kind, *null = text.split(" or `null`")
            return f"{kind} ({unit})" + " or `null`" * len(null)
    return text


def _type(annotation: Any) -> str:
    """Returns a type as words; a schema or a vocabulary links to its section."""
    kind, arguments = get_origin(annotation), get_args(annotation)
    if kind is Annotated:
        return "date" if EDTF in annotation.__metadata__ else _type(arguments[0])
    if kind in (Union, UnionType):
        return " or ".join(dict.fromkeys(map(_type, arguments)))
    if kind is list:
        return f"list of {_type(arguments[0])}"
    if kind is dict:
        return "object"
    if kind is Literal:
        return _link(NAMES[arguments])
    return TYPES.get(annotation) or _link(annotation.__name__)


def _link(name: str) -> str:
    return f"[{name}](#{name.lower()})"


if __name__ == "__main__":
    sys.stdout.write(dictionary())
