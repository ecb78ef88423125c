"""Data releases: what each added, changed and removed, computed from the seed files.

The first release is kept whole, in a zip; each later one as its changes, cell by cell,
in `changes.csv`. Replayed, they give every release back, so that none needs the history
of a repository, and each is checked by the hash of what it leads to.
"""

import csv
import hashlib
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from app.formats.dataset_files import add_text
from app.formats.json_bodies import dumps
from app.ingest.checks.catalogue_checks import check_seed
from app.ingest.files.read import SeedError, canonical, read_seed
from app.ingest.files.release_log import VERSION, Change, in_order, order_of, place_of
from app.ingest.files.sources import SOURCES
from app.ingest.files.tables import FILES
from app.settings import ConfigurationError

FIRST = "first_release.zip"
LOG = ("releases", "changes")
Tables = dict[str, list[Any]]
Cells = dict[str, str]
State = dict[str, dict[str, Cells]]
"""Filled cells of each row, by file and key."""


def state_of(folder: Path | zipfile.Path) -> State:
    """The rows of every seed file but the log itself."""
    works = json.loads(_text(folder / SOURCES))
    found: State = {"sources": {work["id"]: _filled(work) for work in works}}
    for name, file in FILES.items():
        path = folder / f"{name}.csv"
        if name not in LOG and path.is_file():
            rows = csv.DictReader(io.StringIO(_text(path), newline=""))
            found[name] = {
                "/".join(row[column] for column in file.key): _filled(row)
                for row in rows
            }
    return found


def _text(path: Path | zipfile.Path) -> str:
    return path.read_bytes().decode("utf-8")


def _filled(row: dict[str, Any]) -> Cells:
    return {
        name: cell if isinstance(cell, str) else dumps(cell)
        for name, cell in row.items()
        if cell not in ("", None)
    }


def digest(state: State) -> str:
    """SHA-256 of every filled cell, wherever its row and column stand."""
    held = {file: rows for file, rows in state.items() if rows}
    text = json.dumps(held, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def differences(before: State, after: State) -> Iterator[Cells]:
    """What came, went and changed, each with the source of the new value."""
    sources = _attributed(after)
    for file in sorted(before.keys() | after.keys()):
        old, new = before.get(file, {}), after.get(file, {})
        for key in sorted(old.keys() | new.keys()):
            own = key if file == "sources" else new.get(key, {}).get("source", "")
            for field, was, now in _changes(old.get(key), new.get(key)):
                source = sources.get(place_of(file, key, field), own) if now else ""
                told = {"file": file, "key": key, "field": field}
                yield told | {"old": was, "new": now, "source": source}


def _changes(old: Cells | None, new: Cells | None) -> Iterator[tuple[str, str, str]]:
    """Field, old cell and new cell; of a row that came or went the row as JSON."""
    if old is None or new is None:
        yield "", dumps(old) if old else "", dumps(new) if new else ""
        return
    for field in sorted(old.keys() | new.keys()):
        was, now = old.get(field, ""), new.get(field, "")
        if was != now:
            yield field, was, now


def _attributed(state: State) -> dict[tuple[str, str | None], str]:
    """Sources of fields that rest on another than their row, by record and field."""
    return {
        (row["record"], row["field"]): row["source"]
        for row in state.get("attributions", {}).values()
    }


def replayed(first: State, changes: Iterable[Change]) -> State:
    """A state after changes."""
    state = {file: dict(rows) for file, rows in first.items()}
    for one in changes:
        rows = state.setdefault(one.file, {})
        row: dict[str, Any] = dict(rows.pop(one.key, {}))
        row = {**row, one.field: one.new} if one.field else one.value(one.new) or {}
        if filled := _filled(row):
            rows[one.key] = filled
    return state


def check_log(folder: Path, tables: Tables) -> Counter[str]:
    """Changes since the last release, counted by kind.

    Raises SeedError where the log of a release does not lead to its hash. A folder
    without a first release has nothing to check.
    """
    if not (folder / FIRST).is_file():
        return Counter()
    state = _first(folder)
    for release in in_order(tables["releases"]):
        changes = [one for one in tables["changes"] if one.release == release.version]
        before, state = state, replayed(state, changes)
        led = digest(state) == release.sha256
        if not led or not _tell_apart(changes, before, state):
            told = f"releases.csv:{release.line}: sha256: the changes of"
            detail = "do not lead to it; only the command `release` writes them"
            raise SeedError([f"{told} {release.version} {detail}"])
    return Counter(_kind(one) for one in differences(state, state_of(folder)))


def _tell_apart(changes: Iterable[Change], before: State, after: State) -> bool:
    """Whether changes tell what is other in a state than before, sources aside."""
    names = ("file", "key", "field", "old", "new")
    found = ([one[name] for name in names] for one in differences(before, after))
    told = ([getattr(one, name) or "" for name in names] for one in changes)
    return sorted(found) == sorted(told)


def _kind(told: Cells) -> str:
    if told["field"]:
        return "changed"
    return "added" if told["new"] else "removed"


def _first(folder: Path) -> State:
    with zipfile.ZipFile(folder / FIRST) as archive:
        return state_of(zipfile.Path(archive))


def make_release(folder: Path, version: str, day: str, note: str) -> Counter[str]:
    """Write the seed files as they are into the log; returns its changes by kind.

    The last release may be made anew, the first one ever is kept whole. Raises
    UnusableError for what is no version, or comes before the last, and SeedError for
    files that are not in order.
    """
    if not re.fullmatch(VERSION, version):
        raise ConfigurationError(f"{version!r} is no version; write it as 2026.11.1")
    seed = read_seed(folder)
    releases = in_order(seed.tables["releases"])
    earlier = [one for one in releases if order_of(one.version) < order_of(version)]
    if any(order_of(one.version) > order_of(version) for one in releases):
        last = releases[-1].version
        raise ConfigurationError(f"{version} is not after {last}, the last release")
    names = {one.version for one in earlier}
    changes = [one for one in seed.tables["changes"] if one.release in names]
    # What is made anew is not held against the files
    seed.tables |= {"releases": earlier, "changes": changes}
    check_seed(seed)
    if earlier:
        check_log(folder, seed.tables)
    else:
        _keep_whole(folder)
    now = state_of(folder)
    found = list(differences(replayed(_first(folder), changes), now))
    new = {"version": version, "released": day, "sha256": digest(now), "note": note}
    _write(folder, "releases", earlier, [new])
    _write(folder, "changes", changes, [{"release": version} | one for one in found])
    return Counter(map(_kind, found))


def _keep_whole(folder: Path) -> None:
    with zipfile.ZipFile(folder / FIRST, "w") as archive:
        for name in sorted([SOURCES, *(f"{one}.csv" for one in FILES)]):
            if name.removesuffix(".csv") not in LOG:
                add_text(archive, name, _text(folder / name))


def _write(folder: Path, name: str, known: Iterable[Any], new: list[Cells]) -> None:
    rows = [
        {column: cell or "" for column, cell in one.model_dump().items()}
        for one in known
    ]
    path = folder / f"{name}.csv"
    path.write_text(canonical(FILES[name], [*rows, *new]), "utf-8", newline="")
