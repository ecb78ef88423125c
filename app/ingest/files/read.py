"""Seed files to rows: everything that is wrong is found before anything is loaded."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from app.ingest.files.row import Row
from app.ingest.files.sources import SOURCES, read_works
from app.ingest.files.tables import FILES, File, columns


class SeedError(Exception):
    """Everything that is wrong with the seed files, a line each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass
class Seed:
    """The rows of every file, by file and key, as yet unconnected."""

    tables: dict[str, list[Any]] = field(default_factory=dict)
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def fault(self, file: str, line: int, column: str, detail: str) -> None:
        self.faults.append(f"{file}:{line}: {column}: {detail}")


def read_seed(folder: Path) -> Seed:
    """Read every file of the folder; faults are collected, not raised."""
    seed = Seed()
    seed.sources, faults = read_works(folder / SOURCES)
    for place, variable, detail in faults:
        seed.fault(SOURCES, place, variable, detail)
    for name, file in FILES.items():
        path = folder / f"{name}.csv"
        seed.tables[name] = list(_read_rows(path, file, seed))
        _check_keys(path.name, file, seed)
    return seed


def canonical(file: File, rows: list[dict[str, str]]) -> str:
    """The one spelling of a file: sorted by key, minimal quotes, LF."""
    names = columns(file.shape)
    out = io.StringIO()
    writer = csv.DictWriter(out, names, lineterminator="\n", extrasaction="raise")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: _place(row, file.key)))
    return out.getvalue()


def _place(row: Mapping[str, Any], key: tuple[str, ...]) -> list[tuple[int, str]]:
    """Where a row stands: numbers by size, words by letters."""
    cells = [row[name] for name in key]
    return [(int(cell), "") if cell.isdigit() else (0, cell) for cell in cells]


def key_of(row: Any, file: File) -> str:
    """The row's key as one text."""
    return "/".join(str(getattr(row, name)) for name in file.key)


def _read_rows(path: Path, file: File, seed: Seed) -> Iterator[Row]:
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        seed.fault(path.name, 1, "file", "is missing; an empty table has its header")
        return
    except UnicodeDecodeError as error:
        seed.fault(path.name, 1, "file", f"is not UTF-8 (byte {error.start})")
        return
    if "\x00" in text:
        seed.fault(path.name, 1, "file", "holds a NUL character")
        return
    reader = csv.reader(io.StringIO(text, newline=""))
    header, wanted = next(reader, []), columns(file.shape)
    if header != wanted:
        seed.fault(path.name, 1, "header", f"must be {','.join(wanted)}")
        return
    raw: list[dict[str, str]] = []
    before = len(seed.faults)
    line = reader.line_num + 1
    for cells in reader:
        if len(cells) != len(wanted):
            detail = f"has {len(cells)} cells instead of {len(wanted)}"
            seed.fault(path.name, line, "row", detail)
        else:
            raw.append(dict(zip(wanted, cells, strict=True)))
            yield from _read_row(path.name, file, raw[-1] | {"line": line}, seed)
        line = reader.line_num + 1
    if len(seed.faults) == before and text != canonical(file, raw):
        detail = "is not sorted or not canonical; `make format` mends it"
        seed.fault(path.name, 1, "file", detail)


def _read_row(
    name: str, file: File, cells: dict[str, str | int], seed: Seed
) -> Iterator[Row]:
    try:
        yield file.shape.model_validate(cells)
    except ValidationError as error:
        for found in error.errors():
            column = str(found["loc"][0]) if found["loc"] else "row"
            message = found["msg"].removeprefix("Value error, ")
            detail = f"{cells.get(column)!r}: {message}"
            seed.fault(name, int(cells["line"]), column, detail)


def _check_keys(name: str, file: File, seed: Seed) -> None:
    seen: set[str] = set()
    for row in seed.tables[name.removesuffix(".csv")]:
        keys = [key_of(row, file), getattr(row, "id", key_of(row, file))]
        twice = next((key for key in keys if key in seen), None)
        if twice is not None:
            seed.fault(name, row.line, file.key[0], f"{twice!r} stands twice")
        seen.update(keys)
