"""Types of the cells of seed files: how text becomes a value, and what it refers to."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from app.dates import parse_date

SLUG = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"


@dataclass(frozen=True)
class Refers:
    """The cell holds an id, or ids, of this file."""

    to: str


@dataclass(frozen=True)
class Part:
    """An id with the part that it plays."""

    id: str
    role: str | None

    def __str__(self) -> str:
        return f"{self.id}:{self.role}" if self.role else self.id


def _blank_to_none(cell: Any) -> Any:
    return None if cell == "" else cell


def _split(cell: Any) -> Any:
    return cell.split(";") if cell else []


def _split_parts(cell: Any) -> Any:
    return [
        Part(id=item, role=role or None)
        for item, _, role in (part.partition(":") for part in _split(cell))
    ]


def _date(text: str | None) -> str | None:
    return None if text is None else parse_date(text).text


def _unique(items: list[str]) -> list[str]:
    if len(set(items)) < len(items):
        raise ValueError("a list names nothing twice")
    if not all(items):
        raise ValueError("a list has no empty place between two `;`")
    return items


def _unique_parts(parts: list[Part]) -> list[Part]:
    _unique([part.id for part in parts])
    return parts


def _all_play(parts: list[Part]) -> list[Part]:
    for part in parts:
        if part.role not in ("operator", "partner"):
            raise ValueError(f"{part.id!r} is `{part.id}:operator` or `:partner`")
    return parts


BLANK = BeforeValidator(_blank_to_none)
Slug = Annotated[str, Field(pattern=SLUG)]
Needed = Annotated[str, Field(min_length=1)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Text = Annotated[str | None, BLANK]
Date = Annotated[str | None, BLANK, AfterValidator(_date)]
Count = Annotated[int | None, Field(ge=0, lt=1 << 62), BLANK]
Measure = Annotated[float | None, Field(ge=0, allow_inf_nan=False), BLANK]
Texts = Annotated[list[str], BeforeValidator(_split), AfterValidator(_unique)]
MaybeRef = Annotated[str | None, BLANK]
Refs = Annotated[list[str], BeforeValidator(_split), AfterValidator(_unique)]
Parts = Annotated[
    list[Part], BeforeValidator(_split_parts), AfterValidator(_unique_parts)
]
Played = Annotated[Parts, AfterValidator(_all_play)]
