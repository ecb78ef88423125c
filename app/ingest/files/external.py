"""Tables of other authors, each with a mapping: which records its rows are about.

A mapping is a TOML file beside the table. The guide describes mappings for users.
"""

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from string import Formatter
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from app.ingest.files.tables import FILES, references_of
from app.resources import BY_NAME
from app.text import describe_unknown, nfc

EXTERNAL = "catalogues"
"""The folder of the tables, in that of the seed files."""
Cells = dict[str, str]
"""A row of a table, by column."""


class MappingError(Exception):
    """A mapping or its table cannot be used; the message has a line for each error."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Match(_Part):
    """How a row is matched; each rule names columns of the table."""

    id: str | None = None
    """The column with our id."""
    equal: dict[str, str] = {}
    """Fields of ours that identify a record, such as `cospar`, and their columns."""
    names: list[str] = []
    """Columns with names of the record, or patterns such as `{first} {last}`."""
    separator: str = ";"
    """What stands between several names in a cell."""
    references: dict[str, str] = {}
    """Fields that refer to records, such as `people`, and columns with their names."""
    near: dict[str, str] = {}
    """Dates that differ by a year at most, which tells namesakes apart."""
    on: dict[str, str] = {}
    """Dates that differ by a day at most."""


class Mapping(_Part):
    """What a mapping file holds."""

    source: str
    """Id of the source, a pattern such as `{source}` if each row has a source of its
    own; in a comparison of one's own table, any name."""
    resource: str
    """Kind of the records, such as `people`."""
    locator: str = "row {row}"
    """Where a row stands in the source: a pattern over the columns, and `row`."""
    where: dict[str, str] = {}
    """Values that a record must have, such as `kind = "spacewalk"`."""
    match: Match
    values: dict[str, str]
    """Fields of ours, dotted, and the columns that are compared with them."""
    tolerances: dict[str, Annotated[int | float, Field(gt=0)]] = {}
    """How far a time or a number may differ from ours and mean the same.

    In seconds or units: sources choose different instants of one landing.
    """
    formats: dict[str, str | list[str]] = {}
    """Columns whose dates are not in EDTF, with formats of `datetime.strptime`."""
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] = ","
    """What separates the cells of a row."""
    encoding: Literal["utf-8", "windows-1252", "latin-1"] = "utf-8"
    durations: list[str] = []
    """Columns with durations as `5:30` or `5:30:10`, compared in seconds."""
    words: dict[str, dict[str, str]] = {}
    """Columns with words or codes of their own, and what these mean here.

    An empty meaning is an unknown value.
    """

    @field_validator("resource")
    @classmethod
    def _must_exist(cls, resource: str) -> str:
        known = [name for name in FILES if name in BY_NAME and BY_NAME[name].has_claims]
        if resource not in known:
            raise ValueError(describe_unknown(resource, known))
        return resource

    @model_validator(mode="after")
    def _patterns_are_complete(self) -> Self:
        for pattern in (self.source, self.locator, *self.match.names):
            _columns_in(pattern)
        return self


@dataclass(frozen=True)
class ExternalTable:
    """A table with its mapping."""

    name: str
    mapping: Mapping
    rows: list[Cells]

    def source(self, row: Cells) -> str:
        """Returns the id of the source of a row."""
        return self.mapping.source.format_map(row)

    def locator(self, row: Cells) -> str:
        """Returns where a row stands in its source."""
        return self.mapping.locator.format_map(row)

    def value(self, row: Cells, column: str) -> str | None:
        """Returns a cell in the form that is compared; dates in EDTF, our words.

        Raises `ValueError` if a date does not have the format of its column.
        """
        cell = row[column].strip()
        cell = self.mapping.words.get(column, {}).get(cell, cell)
        if not cell:
            return None
        if column in self.mapping.durations:
            return str(_seconds(cell))
        if patterns := self.mapping.formats.get(column):
            return _as_edtf(cell, [patterns] if isinstance(patterns, str) else patterns)
        return cell


_EDTF_OF_CODES = (
    (r"%S", "%Y-%m-%dT%H:%M:%SZ"),
    (r"%[HI]", "%Y-%m-%dT%H:%MZ"),
    (r"%[dj]", "%Y-%m-%d"),
    (r"%[mbB]", "%Y-%m"),
    (r"%[Yy]", "%Y"),
)
"""The EDTF of a date that was read by a format with such a code, the finest first."""


def _as_edtf(cell: str, patterns: list[str]) -> str:
    """Returns a date as EDTF, as precise as the first format that fits it."""
    for pattern in patterns:
        try:
            moment = datetime.strptime(cell, pattern)  # noqa: DTZ007 - times are UTC
        except ValueError:
            continue
        return next(
            moment.strftime(edtf)
            for codes, edtf in _EDTF_OF_CODES
            if re.search(codes, pattern)
        )
    raise ValueError(f"{cell!r} has none of the formats {', '.join(patterns)}")


def _seconds(cell: str) -> int:
    """Returns a duration in seconds, from hours, minutes and perhaps seconds."""
    parts = cell.split(":")
    if len(parts) not in (2, 3) or not all(part.isdigit() for part in parts):
        raise ValueError(f"{cell!r} is not a duration; write 5:30 or 5:30:10")
    hours, minutes, seconds = map(int, (*parts, "0")[:3])
    return hours * 3600 + minutes * 60 + seconds


def read_table(table: Path, mapping: Path) -> ExternalTable:
    """Reads a CSV table with its mapping; raises `MappingError` with all errors."""
    try:
        contents = tomllib.loads(nfc(mapping.read_text(encoding="utf-8-sig")))
        read = Mapping.model_validate(contents)
    except ValidationError as error:
        lines = [
            f"{mapping.name}: {'.'.join(map(str, wrong['loc'])) or 'patterns'}: "
            + wrong["msg"].removeprefix("Value error, ")
            for wrong in error.errors()
        ]
        raise MappingError("\n".join(lines)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingError(f"{mapping.name}: {error}") from None
    columns, rows = _read_rows(table, read)
    errors = [f"{mapping.name}: {error}" for error in _mapping_errors(read, columns)]
    if errors:
        raise MappingError("\n".join(errors))
    return ExternalTable(table.name, read, rows)


def _read_rows(path: Path, mapping: Mapping) -> tuple[list[str], list[Cells]]:
    """Returns the columns and the rows, each with the number of its line as `row`."""
    try:
        text = nfc(path.read_text(encoding=mapping.encoding)).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        detail = f"is not {mapping.encoding} (byte {error.start}); see `encoding`"
        raise MappingError(f"{path.name}: {detail}") from None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mapping.delimiter)
    columns, rows = next(reader, []), []
    for values in reader:
        if len(values) != len(columns):
            detail = f"has {len(values)} cells instead of {len(columns)}"
            raise MappingError(f"{path.name}:{reader.line_num}: {detail}")
        cells = dict(zip(columns, values, strict=True))
        rows.append(cells | {"row": str(reader.line_num)})
    return columns, rows


def _mapping_errors(mapping: Mapping, columns: list[str]) -> Iterator[str]:
    """Yields an error for each field and column that does not exist."""
    row_type = FILES[mapping.resource].row_type
    references = references_of(row_type)
    match = mapping.match
    if not (match.id or match.equal or match.names or match.references):
        yield "match: needs `id`, `equal`, `names` or `references`"
    if match.names and "name" not in row_type.model_fields:
        yield f"match.names: {mapping.resource} have no names; use `references`"
    fields = {
        "where": mapping.where,
        "match.equal": match.equal,
        "match.near": match.near,
        "match.on": match.on,
    }
    for part, names in fields.items():
        for field in names:
            if field not in row_type.model_fields:
                detail = describe_unknown(field, list(row_type.model_fields))
                yield f"{part}: {detail}"
    for field in match.references:
        if field not in references:
            yield f"match.references: {describe_unknown(field, list(references))}"
    for part, column in _columns_of(mapping):
        if column not in columns:
            yield f"{part}: column {describe_unknown(column, columns)}"


def _columns_of(mapping: Mapping) -> Iterator[tuple[str, str]]:
    """Yields every column that a mapping names, with the part that names it."""
    match = mapping.match
    in_names = [
        column
        for name in match.names
        for column in (_columns_in(name) if "{" in name else [name])
    ]
    parts: dict[str, Iterable[str]] = {
        "match.id": [match.id] if match.id else [],
        "match.names": in_names,
        "match.equal": match.equal.values(),
        "match.references": match.references.values(),
        "match.near": match.near.values(),
        "match.on": match.on.values(),
        "values": mapping.values.values(),
        "formats": mapping.formats,
        "words": mapping.words,
        "durations": mapping.durations,
        "source": set(_columns_in(mapping.source)) - {"row"},
        "locator": set(_columns_in(mapping.locator)) - {"row"},
    }
    for part, columns in parts.items():
        yield from ((part, column) for column in columns)


def _columns_in(pattern: str) -> list[str]:
    return [column for _, column, _, _ in Formatter().parse(pattern) if column]


def read_tables(folder: Path) -> tuple[list[ExternalTable], list[str]]:
    """Returns the tables of a folder that have a mapping, and the errors of all."""
    tables, errors = [], []
    for mapping in sorted(folder.glob("*.toml")):
        table = mapping.with_suffix(".csv")
        if not table.exists():
            errors.append(f"{table.name}: is missing; {mapping.name} describes it")
            continue
        try:
            tables.append(read_table(table, mapping))
        except MappingError as error:
            errors += str(error).splitlines()
    return tables, errors
