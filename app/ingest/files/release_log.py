"""The log of data releases: the shapes of `releases.csv` and `changes.csv`."""

import json
from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from app.dates import parse_date
from app.ingest.files.cell_types import MaybeRef, Needed, Refers, Sha256, Text
from app.ingest.files.row import Row

KINDS = ("added", "changed", "removed")
VERSION = r"^[0-9]{4}\.[0-9]{1,2}\.[0-9]{1,3}$"


def _day(text: str) -> str:
    return parse_date(text).text


class Release(Row):
    """A state of the data that was given out, and the hash of all its cells."""

    version: Annotated[str, Field(pattern=VERSION)]
    released: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$"), AfterValidator(_day)]
    sha256: Sha256
    note: Needed

    @property
    def id(self) -> str:
        return self.version


class Change(Row):
    """A cell that a release changed or, without a field, a row that came or went.

    A row is told whole, as JSON of its filled cells.
    """

    release: Annotated[str, Field(min_length=1), Refers("releases")]
    file: Needed
    key: Needed
    field: Text
    old: Text
    new: Text
    source: Annotated[MaybeRef, Refers("sources")]

    @property
    def place(self) -> tuple[str, str | None]:
        """The record under the API that it is about, and the field there."""
        return place_of(self.file, self.key, self.field)

    @property
    def id(self) -> str:
        record, field = self.place
        return ".".join(filter(None, [self.release, *record.split("/"), field]))

    @property
    def kind(self) -> str:
        if self.field:
            return "changed"
        return "removed" if self.new is None else "added"

    def value(self, told: str | None) -> Any:
        """What `old` or `new` tells: the text of a cell, the cells of a row."""
        return told if self.field or told is None else json.loads(told)

    @field_validator("new")
    @classmethod
    def _differs(cls, new: str | None, info: ValidationInfo) -> str | None:
        old = info.data.get("old")
        if new == old:
            raise ValueError("is what it was")
        if info.data.get("field") is None:
            if old and new:
                raise ValueError("is a row that was there; name the field")
            if not isinstance(json.loads(old or new or ""), dict):
                raise ValueError("is no row")
        return new


# Files whose rows are entries of a list in a record: the type of the record, how many
# parts of the key name it, and the list
INSIDE = {
    "assignments": ("missions", 1, "assigned"),
    "attributions": ("", 2, "claims"),
    "coverage": ("dataset", 0, "coverage"),
    "dockings": ("missions", 1, "dockings"),
    "gaps": ("dataset", 0, "gaps"),
    "successions": ("countries", 1, "successors"),
}


def place_of(file: str, key: str, field: str | None) -> tuple[str, str | None]:
    """The record under the API that a cell or row is served in, and its field there."""
    parts = key.split("/")
    if file not in INSIDE:
        return f"{file}/{'-'.join(parts)}", field or None
    resource, count, name = INSIDE[file]
    # Places in a list are counted from 0, as claims count them
    entry = [str(int(one) - 1) if one.isdigit() else one for one in parts[count:]]
    record = "/".join(filter(None, [resource, *parts[:count]]))
    return record, ".".join(filter(None, [name, *entry, field]))


def order_of(version: str) -> tuple[int, ...]:
    """By which versions follow each other."""
    return tuple(map(int, version.split(".")))


def in_order(releases: Iterable[Release]) -> list[Release]:
    """Releases as they followed each other."""
    return sorted(releases, key=lambda one: order_of(one.version))
