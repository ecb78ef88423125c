"""Reads seed files into rows; all errors are collected before anything is loaded."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from app.ingest.files.external import EXTERNAL, ExternalTable, read_tables
from app.ingest.files.release_log import sort_releases
from app.ingest.files.row import Finding, Row
from app.ingest.files.rows import Rows
from app.ingest.files.sources import SOURCES, read_sources
from app.ingest.files.tables import FILES, File, column_names
from app.ingest.fingerprints import FILE as FINGERPRINTS
from app.ingest.fingerprints import Fingerprints, read_fingerprints
from app.ingest.scratch import KeySet, Scratch
from app.text import NFC, is_nfc


class SeedError(Exception):
    """The seed files have errors; the message has one line for each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass
class Seed:
    """The rows of every file, sources by id, external tables, and the errors so far."""

    tables: dict[str, Rows] = field(default_factory=dict)
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    external: list[ExternalTable] = field(default_factory=list)
    folder: Path = Path()
    faults: list[str] = field(default_factory=list)
    scratch: Scratch = field(default_factory=Scratch)
    fingerprints: Fingerprints = field(init=False)
    """Those of the records of the last release."""

    def __post_init__(self) -> None:
        self.fingerprints = Fingerprints(self.scratch)

    def put(self, name: str, rows: Iterable[Row]) -> None:
        """Stores the rows of a file, in place of those that it had."""
        self.tables[name] = Rows(self.scratch, name, rows)

    @property
    def versions(self) -> list[str]:
        """The versions of all releases, oldest first."""
        return [row.version for row in sort_releases(self.tables["releases"])]

    def add(self, finding: Finding) -> None:
        """Adds an error as a line of text."""
        self.faults.append(str(finding))


def read_seed(folder: Path) -> Seed:
    """Reads every file of a folder; errors are collected in `faults`, not raised."""
    seed = Seed(folder=folder)
    seed.sources, findings = read_sources(folder / SOURCES)
    for finding in findings:
        seed.add(finding)
    for name, file in FILES.items():
        path = folder / f"{name}.csv"
        seed.put(name, _read_file(path, file, seed))
        _check_keys(path.name, file, seed)
    seed.external, faults = read_tables(folder / EXTERNAL)
    seed.faults += faults
    try:
        read_fingerprints(folder, seed.fingerprints)
    except ValueError as error:
        detail = f"is damaged, {error}; restore it from the release"
        seed.add(Finding(FINGERPRINTS, 1, "file", detail))
    return seed


SortKey = list[tuple[int, str]]


def canonical_text(file: File, rows: list[dict[str, str]]) -> str:
    """Returns the text of a file: sorted by key, with minimal quotes and LF."""
    out = io.StringIO()
    writer = csv.DictWriter(
        out, column_names(file.row_type), lineterminator="\n", extrasaction="raise"
    )
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: _sort_key(row, file.key)))
    return out.getvalue()


def _sort_key(row: Mapping[str, Any], key: tuple[str, ...]) -> SortKey:
    """Returns the sort key of a row: numbers sort by value, all else as text."""
    cells = [row[name] for name in key]
    return [(int(cell), "") if cell.isdigit() else (0, cell) for cell in cells]


def key_of(row: Any, file: File) -> str:
    """Returns the key of a row as one text, its parts separated by `/`."""
    return "/".join(str(getattr(row, name)) for name in file.key)


def _read_file(path: Path, file: File, seed: Seed) -> Iterator[Row]:
    if detail := _why_unreadable(path):
        seed.add(Finding(path.name, 1, "file", detail))
        return
    with path.open("rb") as opened:
        text = _Canonical(_lines(opened))
        reader = csv.reader(text)
        names = column_names(file.row_type)
        if next(reader, []) != names:
            seed.add(Finding(path.name, 1, "header", f"must be {','.join(names)}"))
            return
        text.compare(names)
        faults_before = len(seed.faults)
        line = reader.line_num + 1
        for values in reader:
            if len(values) != len(names):
                detail = f"has {len(values)} cells instead of {len(names)}"
                seed.add(Finding(path.name, line, "row", detail))
            else:
                cells = dict(zip(names, values, strict=True))
                text.compare(values, _sort_key(cells, file.key))
                yield from _read_row(path.name, file, cells | {"line": line}, seed)
            line = reader.line_num + 1
    if len(seed.faults) == faults_before and not text.is_canonical:
        detail = "is not sorted or not in canonical form; run `make format`"
        seed.add(Finding(path.name, 1, "file", detail))


class _Canonical:
    """Lines of a file, compared with those of `canonical_text` as rows are read."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.is_canonical = True
        self._lines, self._read = iter(lines), ""
        self._last: SortKey = []

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self._read += line
            yield line

    def compare(self, cells: list[str], key: SortKey | None = None) -> None:
        """Compares the lines since the last row with the canonical ones of a row."""
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerow(cells)
        is_in_order = key is None or key >= self._last
        self.is_canonical &= is_in_order and out.getvalue() == self._read
        self._read, self._last = "", key or []


def _why_unreadable(path: Path) -> str | None:
    """Returns why a file has no text, `None` if it has."""
    position = 0
    try:
        with path.open("rb") as opened:
            for line in opened:
                if "\x00" in line.decode():
                    return "contains a NUL character"
                position += len(line)
    except FileNotFoundError:
        return "is missing; a file without rows needs its header"
    except UnicodeDecodeError as error:
        return f"is not UTF-8 (byte {position + error.start})"
    return None


def _lines(opened: Iterable[bytes]) -> Iterator[str]:
    """Yields the lines of a text; a carriage return ends one too."""
    for line in opened:
        yield from io.StringIO(line.decode(), newline="")


def _read_row(
    file_name: str, file: File, cells: dict[str, str | int], seed: Seed
) -> Iterator[Row]:
    for column, cell in cells.items():
        if not is_nfc(str(cell)):
            detail = f"{cell!r}: is not in {NFC}; run `make format`"
            seed.add(Finding(file_name, int(cells["line"]), column, detail))
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
    seen = KeySet(seed.scratch)
    for row in seed.tables[file_name.removesuffix(".csv")]:
        keys = [key_of(row, file), getattr(row, "id", key_of(row, file))]
        repeated = next((key for key in keys if key in seen), None)
        if repeated is not None:
            detail = f"{repeated!r} is used more than once"
            seed.add(Finding(file_name, row.line, file.key[0], detail))
        seen.update(keys)
