"""The fields of a schema, as dotted paths and as flat columns.

`fields` is checked against the paths; CSV has one column for each flat column.
"""

from collections.abc import Sequence
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from app.schemas import Ref
from app.schemas.base import EDTF, ListColumns


@cache
def dotted_paths(schema: type[BaseModel]) -> frozenset[str]:
    """Returns all paths into a body: `crew`, `crew.person`, `crew.person.name`."""
    paths: set[str] = set()
    for name, field in schema.model_fields.items():
        paths.add(name)
        inner = model_in(field.annotation)
        if inner is not None:
            paths |= {f"{name}.{path}" for path in dotted_paths(inner)}
    return frozenset(paths)


@cache
def leaf_paths(schema: type[BaseModel]) -> Sequence[str]:
    """Returns the paths into a body that have no others below them."""
    paths = dotted_paths(schema)
    parents = {path.rpartition(".")[0] for path in paths}
    return sorted(paths - parents)


@cache
def date_fields(schema: type[BaseModel]) -> frozenset[str]:
    """Returns the dotted paths of a schema that hold dates: `born`, `dockings.docked`.

    A field is a date if its type is `EdtfDate`, or is annotated with `EDTF`.
    """
    paths: set[str] = set()
    for name, field in schema.model_fields.items():
        inner = model_in(field.annotation)
        if inner is not None:
            paths |= {f"{name}.{path}" for path in date_fields(inner)}
        elif EDTF in field.metadata or _is_marked(field.annotation):
            paths.add(name)
    return frozenset(paths)


def _is_marked(annotation: Any) -> bool:
    """Returns whether a type, or a member of a union, is annotated with `EDTF`."""
    return any(
        EDTF in getattr(kind, "__metadata__", ())
        for kind in (annotation, *get_args(annotation))
    )


@cache
def flat_columns(schema: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Returns the columns of a table as dotted paths, each with the kind of its cells.

    A brief record becomes its id (`id`), a list its ids joined by `;` (`list`), a list
    with `ListColumns` one such column for each part, an object a column for each of its
    values, and anything else a `value`.
    """
    columns: list[tuple[str, str]] = []
    for name, field in schema.model_fields.items():
        inner = model_in(field.annotation)
        if marks := [mark for mark in field.metadata if isinstance(mark, ListColumns)]:
            columns += [(f"{name}.{part}", "list") for part in marks[0].parts]
        elif inner is None:
            columns.append((name, "list" if _is_list(field.annotation) else "value"))
        elif _is_list(field.annotation):
            columns.append((name, "list"))
        elif issubclass(inner, Ref):
            columns.append((name, "id"))
            extra = [key for key in inner.model_fields if key not in Ref.model_fields]
            columns += [(f"{name}.{key}", "value") for key in extra]
        else:
            columns += [(f"{name}.{path}", kind) for path, kind in flat_columns(inner)]
    return tuple(columns)


def model_in(annotation: Any) -> type[BaseModel] | None:
    """Returns the schema in an optional or a list; `None` if there is none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (list, Union, UnionType):
        inner = [model_in(argument) for argument in get_args(annotation)]
        return next(filter(None, inner), None)
    return None


def _is_list(annotation: Any) -> bool:
    """Returns whether a type is a list, or a list that may be unknown."""
    return any(get_origin(kind) is list for kind in (annotation, *get_args(annotation)))


def schema_at(schema: type[BaseModel], path: str) -> FieldInfo:
    """Returns the field at a dotted path of `flat_columns`."""
    name, _, rest = path.partition(".")
    field = schema.model_fields[name]
    inner = model_in(field.annotation)
    return schema_at(inner, rest) if rest and inner is not None else field


def cell_type(field: FieldInfo) -> str:
    """Returns the type of a cell, as a Frictionless table schema names it."""
    kinds = get_args(field.annotation) or (field.annotation,)
    if float in kinds:
        return "number"
    return "integer" if int in kinds else "string"
