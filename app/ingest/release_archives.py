"""The facts of each data release as a zip file that anybody can fetch and cite.

The files are made from the first release and the log of changes, so that they need no
history of a repository. They hold the seed files of the release, not the answers that
the API gave: those also depend on its code.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.formats.dataset_files import LICENSE, Archive, add_text, archive_name
from app.ingest.files.change_values import typed_value
from app.ingest.files.release_log import Release
from app.ingest.files.sources import SOURCES
from app.ingest.releases import Cells, State, Tables, release_states

ABOUT = (
    "The facts of release {version}: its seed files, an empty cell for what is not"
    " known. They are the input of the API, not its answers."
)
_FIRST, _LAST = ("id",), ("source", "locator")
"""Columns that are not in the order of their names."""


def release_archives(folder: Path, tables: Tables) -> Iterator[Archive]:
    """Yields the file of each release, oldest first.

    Equal releases give equal bytes, whatever the files of later releases look like.
    Raises `SeedError` if the log does not lead to a release.
    """
    for release, state in release_states(folder, tables):
        about = ABOUT.format(version=release.version)
        name = archive_name(release.version)
        yield Archive(name, about, release.version, _zip(release, about, state))


def _zip(release: Release, about: str, state: State) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for file, rows in sorted(state.items()):
            if file == "sources":
                add_text(archive, SOURCES, _json(_items(rows)))
            else:
                add_text(archive, f"{file}.csv", _csv(rows))
        # Without the note, which may be edited later
        described = {
            "version": release.version,
            "released": release.released,
            "about": about,
            "license": LICENSE,
            "sha256_of_cells": release.sha256,
        }
        add_text(archive, "release.json", _json(described))
    return out.getvalue()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _items(rows: dict[str, Cells]) -> list[dict[str, Any]]:
    """Returns sources as CSL-JSON, in the order of their ids."""
    return [
        {name: typed_value("sources", name, cell) for name, cell in row.items()}
        for _, row in sorted(rows.items())
    ]


def _csv(rows: dict[str, Cells]) -> str:
    """Returns rows as CSV, with the columns that are filled in any of them."""
    names = {name for row in rows.values() for name in row}
    middle = sorted(names - {*_FIRST, *_LAST})
    ordered = [*_FIRST, *middle, *_LAST]
    out = io.StringIO()
    columns = [name for name in ordered if name in names]
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for _, row in sorted(rows.items()))
    return out.getvalue()
