"""What a schema holds, as dotted paths and flat columns.

`fields=` is checked against the paths; CSV has one column for each flat column.
"""

from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from app.schemas import Ref
from app.schemas.base import EDTF


@cache
def dotted_paths(schema: type[BaseModel]) -> frozenset[str]:
    """Every dotted path into a body: `crew`, `crew.person`, `crew.person.name`."""
    found: set[str] = set()
    for name, field in schema.model_fields.items():
        found.add(name)
        inner = model_in(field.annotation)
        if inner is not None:
            found |= {f"{name}.{path}" for path in dotted_paths(inner)}
    return frozenset(found)


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
    """Columns of a table as dotted paths, each with how its cell is made.

    A brief record is its id, a list its ids joined by `;`, an object a column for each
    of its values, free JSON is JSON.
    """
    found: list[tuple[str, str]] = []
    for name, field in schema.model_fields.items():
        inner = model_in(field.annotation)
        if inner is None:
            found.append((name, "list" if _is_list(field.annotation) else "value"))
        elif _is_list(field.annotation):
            found.append((name, "list"))
        elif issubclass(inner, Ref):
            found.append((name, "id"))
            extra = [one for one in inner.model_fields if one not in Ref.model_fields]
            found += [(f"{name}.{one}", "value") for one in extra]
        else:
            found += [(f"{name}.{path}", how) for path, how in flat_columns(inner)]
    return tuple(found)


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The schema inside an optional or a list, if there is one."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (list, Union, UnionType):
        inner = [model_in(one) for one in get_args(annotation)]
        return next(filter(None, inner), None)
    return None


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is list


def schema_at(schema: type[BaseModel], path: str) -> FieldInfo:
    """The field at a dotted path of flat columns."""
    name, _, rest = path.partition(".")
    field = schema.model_fields[name]
    inner = model_in(field.annotation)
    return schema_at(inner, rest) if rest and inner is not None else field


def cell_type(field: FieldInfo) -> str:
    """The type of a cell, in the words of a table schema."""
    kinds = get_args(field.annotation) or (field.annotation,)
    if int in kinds:
        return "integer"
    return "number" if float in kinds else "string"
