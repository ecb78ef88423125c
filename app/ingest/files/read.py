"""Reads seed files into rows; all errors are collected before anything is loaded."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from app.ingest.files.external import EXTERNAL, ExternalTable, read_tables
from app.ingest.files.row import Finding, Row
from app.ingest.files.sources import SOURCES, read_sources
from app.ingest.files.tables import FILES, File, column_names


class SeedError(Exception):
    """The seed files have errors; the message has one line for each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass
class Seed:
    """The rows of every file, sources by id, external tables, and the errors so far."""

    tables: dict[str, list[Any]] = field(default_factory=dict)
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    external: list[ExternalTable] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def add(self, finding: Finding) -> None:
        """Adds an error as a line of text."""
        self.faults.append(str(finding))


def read_seed(folder: Path) -> Seed:
    """Reads every file of a folder; errors are collected in `faults`, not raised."""
    seed = Seed()
    seed.sources, findings = read_sources(folder / SOURCES)
    for finding in findings:
        seed.add(finding)
    for name, file in FILES.items():
        path = folder / f"{name}.csv"
        seed.tables[name] = list(_read_file(path, file, seed))
        _check_keys(path.name, file, seed)
    seed.external, faults = read_tables(folder / EXTERNAL)
    seed.faults += faults
    return seed


def canonical_text(file: File, rows: list[dict[str, str]]) -> str:
    """Returns the text of a file: sorted by key, with minimal quotes and LF."""
    out = io.StringIO()
    writer = csv.DictWriter(
        out, column_names(file.row_type), lineterminator="\n", extrasaction="raise"
    )
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: _sort_key(row, file.key)))
    return out.getvalue()


def _sort_key(row: Mapping[str, Any], key: tuple[str, ...]) -> list[tuple[int, str]]:
    """Returns the sort key of a row: numbers sort by value, all else as text."""
    cells = [row[name] for name in key]
    return [(int(cell), "") if cell.isdigit() else (0, cell) for cell in cells]


def key_of(row: Any, file: File) -> str:
    """Returns the key of a row as one text, its parts separated by `/`."""
    return "/".join(str(getattr(row, name)) for name in file.key)


def _read_file(path: Path, file: File, seed: Seed) -> Iterator[Row]:
    text = _read_text(path, seed)
    if text is None:
        return
    reader = csv.reader(io.StringIO(text, newline=""))
    names = column_names(file.row_type)
    if next(reader, []) != names:
        seed.add(Finding(path.name, 1, "header", f"must be {','.join(names)}"))
        return
    cells: list[dict[str, str]] = []
    faults_before = len(seed.faults)
    line = reader.line_num + 1
    for values in reader:
        if len(values) != len(names):
            detail = f"has {len(values)} cells instead of {len(names)}"
            seed.add(Finding(path.name, line, "row", detail))
        else:
            cells.append(dict(zip(names, values, strict=True)))
            yield from _read_row(path.name, file, cells[-1] | {"line": line}, seed)
        line = reader.line_num + 1
    if len(seed.faults) == faults_before and text != canonical_text(file, cells):
        detail = "is not sorted or not in canonical form; run `make format`"
        seed.add(Finding(path.name, 1, "file", detail))


def _read_text(path: Path, seed: Seed) -> str | None:
    """Returns the text of a file, `None` if it cannot be read."""
    detail = "contains a NUL character"
    try:
        text = path.read_bytes().decode("utf-8")
        if "\x00" not in text:
            return text
    except FileNotFoundError:
        detail = "is missing; a file without rows needs its header"
    except UnicodeDecodeError as error:
        detail = f"is not UTF-8 (byte {error.start})"
    seed.add(Finding(path.name, 1, "file", detail))
    return None


def _read_row(
    file_name: str, file: File, cells: dict[str, str | int], seed: Seed
) -> Iterator[Row]:
    try:
        yield file.row_type.model_validate(cells)
    except ValidationError as error:
        for wrong in error.errors():
            column = str(wrong["loc"][0]) if wrong["loc"] else "row"
            message = wrong["msg"].removeprefix("Value error, ")
            detail = f"{cells.get(column)!r}: {message}"
            seed.add(Finding(file_name, int(cells["line"]), column, detail))


def _check_keys(file_name: str, file: File, seed: Seed) -> None:
    """Adds an error for each row whose key or id occurs in an earlier row."""
    seen: set[str] = set()
    for row in seed.tables[file_name.removesuffix(".csv")]:
        keys = [key_of(row, file), getattr(row, "id", key_of(row, file))]
        repeated = next((key for key in keys if key in seen), None)
        if repeated is not None:
            detail = f"{repeated!r} is used more than once"
            seed.add(Finding(file_name, row.line, file.key[0], detail))
        seen.update(keys)
