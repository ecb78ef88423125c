"""Writes a seed that is in memory as a folder of files."""

import json
from pathlib import Path
from typing import Any

from app.ingest.files.cell_types import DatedName
from app.ingest.files.read import Seed, canonical_text
from app.ingest.files.sources import SOURCES
from app.ingest.files.tables import FILES, column_names


def write_folder(seed: Seed, folder: Path) -> Path:
    """Writes all rows and sources of a seed, and returns the folder."""
    folder.mkdir()
    items = list(seed.sources.values())
    (folder / SOURCES).write_text(json.dumps(items), encoding="utf-8")
    for name, rows in seed.tables.items():
        file = FILES[name]
        columns = column_names(file.row_type)
        cells = [
            {column: _cell(getattr(row, column)) for column in columns} for row in rows
        ]
        text = canonical_text(file, cells)
        (folder / f"{name}.csv").write_text(text, "utf-8", newline="")
    return folder


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return ";".join(map(_entry, value)) if isinstance(value, list) else str(value)


def _entry(value: Any) -> str:
    if not isinstance(value, DatedName) or not value.began:
        return str(value)
    ended = f"/{value.ended}" if value.ended else ""
    return f"{value.name}@{value.began}{ended}"
