"""The log of data releases: the rows of `releases.csv` and `changes.csv`."""

import json
import re
from collections.abc import Iterable
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from app.dates import parse_date
from app.ingest.files.cell_types import (
    OptionalRef,
    ReferenceTo,
    RequiredText,
    Sha256,
    Text,
)
from app.ingest.files.row import Row
from app.schemas.vocabularies import ChangeKind, values_of

FIRST_RELEASE = "first_release.zip"
CHANGE_KINDS = values_of(ChangeKind)
VERSION_PATTERN = r"^[0-9]{4}\.[0-9]{1,2}\.[0-9]{1,3}$"


def _check_day(text: str) -> str:
    return parse_date(text).text


class Release(Row):
    """A published state of the data, with the hash of all its cells."""

    version: Annotated[str, Field(pattern=VERSION_PATTERN)]
    released: Annotated[
        str, Field(pattern=r"^\d{4}-\d\d-\d\d$"), AfterValidator(_check_day)
    ]
    sha256: Sha256
    note: RequiredText

    @property
    def id(self) -> str:
        return self.version


class Change(Row):
    """A cell that a release changed, or a row that it added or removed.

    A row has no `field`; its `old` or `new` is a JSON object of its filled cells.
    """

    release: Annotated[str, Field(min_length=1), ReferenceTo("releases")]
    file: RequiredText
    key: RequiredText
    field: Text
    old: Text
    new: Text
    source: Annotated[OptionalRef, ReferenceTo("sources")]

    @property
    def target(self) -> tuple[str, str | None]:
        """The record and the field that the API serves; see `served_at`."""
        field = current_column(self.file, self.field, self.release)
        return served_at(self.file, self.key, field)

    @property
    def id(self) -> str:
        record, field = self.target
        return ".".join(filter(None, [self.release, *record.split("/"), field]))

    @property
    def kind(self) -> ChangeKind:
        if self.field:
            return "changed"
        return "removed" if self.new is None else "added"

    def parse(self, text: str | None) -> Any:
        """Returns the value of `old` or `new`: the text of a cell, or a row as dict."""
        return text if self.field or text is None else json.loads(text)

    @field_validator("new")
    @classmethod
    def _check_difference(cls, new: str | None, info: ValidationInfo) -> str | None:
        old = info.data.get("old")
        if new == old:
            raise ValueError("is the same as `old`")
        if info.data.get("field") is None:
            if old and new:
                raise ValueError("both `old` and `new` are given; name the field")
            if not isinstance(json.loads(old or new or ""), dict):
                raise ValueError("a row must be a JSON object")
        return new


RENAMED_COLUMNS = {
    "2026.11.1": {
        "claims": {"asks": "query", "says": "summary", "stated": "stated_value"},
        "missions": {"station": "destination"},
        "spacecraft": {"first_flight": "first_launched"},
    },
}
"""New names of columns, by the last release with the old names, and by file.

A new name of a column is not a change of its facts.
"""


def current_column(file: str, column: str | None, release: str) -> str | None:
    """Returns the name that a column of a release has today.

    A malformed release is reported where it is read.
    """
    if column is None or not re.fullmatch(VERSION_PATTERN, release):
        return column
    for last, files in RENAMED_COLUMNS.items():
        if version_key(release) <= version_key(last):
            column = files.get(file, {}).get(column, column)
    return column


class NestedFile(NamedTuple):
    """Where the API serves a file whose rows are parts of a record."""

    resource: str
    key_parts: int
    """How many parts of the key identify the record."""
    field: str
    is_numbered: bool = True
    """Whether a number in the key is the place in the list."""


NESTED_FILES = {
    "assignments": NestedFile("missions", 1, "assigned"),
    "attributions": NestedFile("", 2, "claims"),
    "coverage": NestedFile("dataset", 0, "coverage"),
    "dockings": NestedFile("missions", 1, "dockings"),
    "external_ids": NestedFile("", 2, "external_ids", is_numbered=False),
    "gaps": NestedFile("dataset", 0, "gaps"),
    "landings": NestedFile("missions", 1, "landing_place"),
    "stays": NestedFile("crew", 2, "stays"),
    "successions": NestedFile("countries", 1, "successors"),
}


def served_at(file: str, key: str, field: str | None) -> tuple[str, str | None]:
    """Returns the API record, as type/id, in which a cell is served, and its field.

    The field is `None` for a whole row of a file whose rows are records.
    """
    parts = key.split("/")
    if file not in NESTED_FILES:
        return f"{file}/{'-'.join(parts)}", field or None
    nested = NESTED_FILES[file]
    # The API counts list entries from 0, as claims do; the file counts from 1
    entry = [
        str(int(part) - 1) if nested.is_numbered and part.isdigit() else part
        for part in parts[nested.key_parts :]
    ]
    # The id of a crew entry joins two parts; the record of an attribution is type/id
    joiner = "-" if nested.resource else "/"
    record_id = joiner.join(parts[: nested.key_parts])
    record = "/".join(filter(None, [nested.resource, record_id]))
    return record, ".".join(filter(None, [nested.field, *entry, field]))


def version_key(version: str) -> tuple[int, ...]:
    """Returns the sort key of a version: its numbers."""
    return tuple(map(int, version.split(".")))


def sort_releases(releases: Iterable[Release]) -> list[Release]:
    """Returns releases in the order of their versions, oldest first."""
    return sorted(releases, key=lambda release: version_key(release.version))
