"""Seed files to rows: everything that is wrong is found before anything is loaded."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from app.seed.shapes import FILES, File, Row, columns
from app.text import closest

SOURCES = "sources.json"


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
    seed.sources = _read_sources(folder / SOURCES, seed)
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
    writer.writerows(sorted(rows, key=lambda row: [row[name] for name in file.key]))
    return out.getvalue()


def key_of(row: Any, file: File) -> str:
    """The row's key as one text."""
    return "/".join(str(getattr(row, name)) for name in file.key)


def _read_sources(path: Path, seed: Seed) -> dict[str, dict[str, Any]]:
    try:
        items = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        seed.fault(path.name, 1, "file", "is missing; it holds the works as CSL-JSON")
        return {}
    except json.JSONDecodeError as error:
        seed.fault(path.name, error.lineno, "file", f"is no JSON: {error.msg}")
        return {}
    found: dict[str, dict[str, Any]] = {}
    for number, item in enumerate(items, start=1):
        missing = {"id", "type", "title", "custom"} - item.keys()
        if missing:
            seed.fault(path.name, number, "item", f"lacks {', '.join(sorted(missing))}")
        elif item["id"] in found:
            seed.fault(path.name, number, "id", f"{item['id']!r} stands twice")
        else:
            found[item["id"]] = item
    for number, item in enumerate(found.values(), start=1):
        for cited in item["custom"].get("cites", []):
            if cited not in found:
                seed.fault(path.name, number, "cites", unknown(cited, list(found)))
    return found


def _read_rows(path: Path, file: File, seed: Seed) -> Iterator[Row]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        seed.fault(path.name, 1, "file", "is missing; an empty table has its header")
        return
    except UnicodeDecodeError as error:
        seed.fault(path.name, 1, "file", f"is not UTF-8 (byte {error.start})")
        return
    reader = csv.reader(io.StringIO(text, newline=""))
    header, wanted = next(reader, []), columns(file.shape)
    if header != wanted:
        seed.fault(path.name, 1, "header", f"must be {','.join(wanted)}")
        return
    raw: list[dict[str, str]] = []
    line = reader.line_num + 1
    for cells in reader:
        if len(cells) != len(wanted):
            detail = f"has {len(cells)} cells instead of {len(wanted)}"
            seed.fault(path.name, line, "row", detail)
        else:
            raw.append(dict(zip(wanted, cells, strict=True)))
            yield from _read_row(path.name, file, raw[-1] | {"line": line}, seed)
        line = reader.line_num + 1
    if not seed.faults and text != canonical(file, raw):
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
        key = key_of(row, file)
        if key in seen:
            seed.fault(name, row.line, file.key[0], f"{key!r} stands twice")
        seen.add(key)


def unknown(word: str, known: list[str]) -> str:
    """The sentence about an id that does not exist, with the closest that does."""
    near = closest(word, known)
    return f"{word!r} does not exist" + (f"; did you mean {near!r}?" if near else "")
