"""Types of the cells of seed files: how text becomes a value, and what it refers to."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from app.dates import parse_date

SLUG = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"


@dataclass(frozen=True)
class ReferenceTo:
    """Marks a column whose cells hold ids of rows in another file."""

    file: str


@dataclass(frozen=True)
class Participant:
    """An id with the role of that record, written `id:role`."""

    id: str
    role: str | None

    def __str__(self) -> str:
        return f"{self.id}:{self.role}" if self.role else self.id


@dataclass(frozen=True)
class DatedName:
    """A name with the first and last date of its use, written `name@began/ended`."""

    name: str
    began: str | None
    ended: str | None

    def __str__(self) -> str:
        return self.name


def _blank_to_none(cell: Any) -> Any:
    return None if cell == "" else cell


def _split(cell: Any) -> Any:
    return cell.split(";") if cell else []


def _split_participants(cell: Any) -> Any:
    return [
        Participant(id=record_id, role=role or None)
        for record_id, _, role in (entry.partition(":") for entry in _split(cell))
    ]


def _split_dated_names(cell: Any) -> Any:
    names = []
    for entry in _split(cell):
        name, _, dates = entry.partition("@")
        began, _, ended = dates.partition("/")
        names.append(
            DatedName(name, _check_date(began or None), _check_date(ended or None))
        )
    return names


def _check_date(text: str | None) -> str | None:
    return None if text is None else parse_date(text).text


def _check_unique(values: list[str]) -> list[str]:
    if len(set(values)) < len(values):
        raise ValueError("a value is repeated in the list")
    if not all(values):
        raise ValueError("a value is empty; remove the extra `;`")
    return values


def _check_unique_ids(participants: list[Participant]) -> list[Participant]:
    _check_unique([participant.id for participant in participants])
    return participants


def _check_operating_roles(participants: list[Participant]) -> list[Participant]:
    for participant in participants:
        if participant.role not in ("operator", "partner"):
            name = participant.id
            raise ValueError(f"write {name!r} as `{name}:operator` or `{name}:partner`")
    return participants


BLANK_AS_NONE = BeforeValidator(_blank_to_none)
Slug = Annotated[str, Field(pattern=SLUG)]
RequiredText = Annotated[str, Field(min_length=1)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Text = Annotated[str | None, BLANK_AS_NONE]
Date = Annotated[str | None, BLANK_AS_NONE, AfterValidator(_check_date)]
Count = Annotated[int | None, Field(ge=0, lt=1 << 62), BLANK_AS_NONE]
Measure = Annotated[float | None, Field(ge=0, allow_inf_nan=False), BLANK_AS_NONE]
Coordinate = Annotated[float | None, Field(ge=-180, le=180), BLANK_AS_NONE]
DatedNames = Annotated[list[DatedName], BeforeValidator(_split_dated_names)]
Texts = Annotated[list[str], BeforeValidator(_split), AfterValidator(_check_unique)]
OptionalRef = Annotated[str | None, BLANK_AS_NONE]
Refs = Annotated[list[str], BeforeValidator(_split), AfterValidator(_check_unique)]
Participants = Annotated[
    list[Participant],
    BeforeValidator(_split_participants),
    AfterValidator(_check_unique_ids),
]
OperatorsAndPartners = Annotated[Participants, AfterValidator(_check_operating_roles)]
