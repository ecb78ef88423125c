"""Data releases: what each added, changed and removed, computed from the seed files.

The first release is stored completely, in a zip file; each later one as its changes,
cell by cell, in `changes.csv`. Applied in order they give every release, so that none
needs the history of a repository. A hash verifies the result of each.
"""

import csv
import hashlib
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from app.formats.dataset_files import add_text
from app.formats.json_bodies import dumps
from app.ingest.checks.catalogue_checks import check_seed
from app.ingest.files.read import SeedError, canonical_text, read_seed
from app.ingest.files.release_log import (
    FIRST_RELEASE,
    RENAMED_COLUMNS,
    VERSION_PATTERN,
    Change,
    Release,
    served_at,
    sort_releases,
    version_key,
)
from app.ingest.files.row import Finding
from app.ingest.files.sources import SOURCES
from app.ingest.files.tables import FILES
from app.settings import ConfigurationError

LOG = ("releases", "changes")
"""The files that record releases; they are not part of a release."""
Tables = Mapping[str, Iterable[Any]]
Cells = dict[str, str]
"""The filled cells of a row, by column."""
State = dict[str, dict[str, Cells]]
"""The rows of all files, by file and key."""


def state_of(folder: Path | zipfile.Path) -> State:
    """Returns the rows of every seed file except the log."""
    items = json.loads(_text(folder / SOURCES))
    state: State = {"sources": {item["id"]: _filled(item) for item in items}}
    for name, file in FILES.items():
        path = folder / f"{name}.csv"
        if name not in LOG and path.is_file():
            rows = csv.DictReader(io.StringIO(_text(path), newline=""))
            state[name] = {
                "/".join(row[column] for column in file.key): _filled(row)
                for row in rows
            }
    return state


def _text(path: Path | zipfile.Path) -> str:
    return path.read_bytes().decode("utf-8")


def _filled(row: dict[str, Any]) -> Cells:
    return {
        name: cell if isinstance(cell, str) else dumps(cell)
        for name, cell in row.items()
        if cell not in ("", None)
    }


def hash_of(state: State) -> str:
    """Returns the SHA-256 of all filled cells; order and empty files do not matter."""
    filled = {file: rows for file, rows in state.items() if rows}
    text = json.dumps(filled, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def differences(before: State, after: State) -> Iterator[Cells]:
    """Yields rows of `changes.csv`, without the release, that lead to another state."""
    sources = _attributed_sources(after)
    for file in sorted(before.keys() | after.keys()):
        old_rows, new_rows = before.get(file, {}), after.get(file, {})
        for key in sorted(old_rows.keys() | new_rows.keys()):
            old_row, new_row = old_rows.get(key), new_rows.get(key)
            row_source = key if file == "sources" else (new_row or {}).get("source", "")
            for field, old, new in _row_changes(old_row, new_row):
                source = sources.get(served_at(file, key, field), row_source)
                change = {"file": file, "key": key, "field": field}
                change |= {"old": _logged(old), "new": new}
                change |= {"source": source if new else ""}
                yield change


def _logged(old: str) -> str:
    """Returns an old cell as the log has it; of an address it has only the host.

    A replaced address is of no use, and may repeat the text that it leads to.
    """
    return re.sub(r"^(https?://[^/]+)/.+", r"\1/…", old)


def _row_changes(
    before: Cells | None, after: Cells | None
) -> Iterator[tuple[str, str, str]]:
    """Yields field, old cell and new cell; an added or removed row is one change.

    That change has no field, and the row as JSON in place of a cell.
    """
    if before is None or after is None:
        yield "", dumps(before) if before else "", dumps(after) if after else ""
        return
    for field in sorted(before.keys() | after.keys()):
        old, new = before.get(field, ""), after.get(field, "")
        if old != new:
            yield field, old, new


def _attributed_sources(state: State) -> dict[tuple[str, str | None], str]:
    """Returns the source of each field that has another source than its row."""
    return {
        (row["record"], row["field"]): row["source"]
        for row in state.get("attributions", {}).values()
    }


def apply_changes(state: State, changes: Iterable[Change]) -> State:
    """Returns the state after changes, as a copy."""
    state = {file: dict(rows) for file, rows in state.items()}
    for change in changes:
        rows = state.setdefault(change.file, {})
        row: dict[str, Any] = dict(rows.pop(change.key, {}))
        if change.field:
            row[change.field] = change.new
        else:
            row = change.parse(change.new) or {}
        if filled := _filled(row):
            rows[change.key] = filled
    return state


def with_new_names(state: State, version: str) -> State:
    """Returns the rows of a release with the names that columns got after it."""
    state = dict(state)
    for file, names in RENAMED_COLUMNS.get(version, {}).items():
        state[file] = {
            key: {names.get(column, column): cell for column, cell in row.items()}
            for key, row in state.get(file, {}).items()
        }
    return state


def check_log(folder: Path, tables: Tables) -> Counter[str]:
    """Returns the changes since the last release, counted by kind.

    Raises `SeedError` if the log of a release does not lead to its hash. A folder
    without a first release has no log to check.
    """
    if not (folder / FIRST_RELEASE).is_file():
        return Counter()
    for release, before, after in _steps(_first_state(folder), tables):
        if not _are_differences(_changes_of(release, tables), before, after):
            raise _does_not_lead_to(release)
    last = _last_state(folder, tables)
    return Counter(map(_kind, differences(last, state_of(folder))))


def _last_state(folder: Path, tables: Tables) -> State:
    """Returns the rows of the last release, with the names of columns of today."""
    state = _first_state(folder)
    for release, _, after in _steps(state, tables):
        state = with_new_names(after, release.version)
    return state


def release_states(folder: Path, tables: Tables) -> Iterator[tuple[Release, State]]:
    """Yields each release with the rows of its files, oldest first.

    There are none without a first release. Raises `SeedError` if the log of a release
    does not lead to its hash.
    """
    if (folder / FIRST_RELEASE).is_file():
        for release, _, state in _steps(_first_state(folder), tables):
            yield release, state


def _steps(state: State, tables: Tables) -> Iterator[tuple[Release, State, State]]:
    """Yields each release with the rows before it and after it."""
    for release in sort_releases(tables["releases"]):
        after = apply_changes(state, _changes_of(release, tables))
        if hash_of(after) != release.sha256:
            raise _does_not_lead_to(release)
        yield release, state, after
        state = with_new_names(after, release.version)


def _changes_of(release: Release, tables: Tables) -> list[Any]:
    return [row for row in tables["changes"] if row.release == release.version]


def _does_not_lead_to(release: Release) -> SeedError:
    detail = (
        f"the changes of {release.version} do not lead to it; only the command"
        " `release` may write them"
    )
    return SeedError([str(Finding("releases.csv", release.line, "sha256", detail))])


def _are_differences(changes: Iterable[Change], before: State, after: State) -> bool:
    """Returns whether changes are the differences of two states, sources aside."""
    names = ("file", "key", "field", "old", "new")
    computed = ([row[name] for name in names] for row in differences(before, after))
    logged = ([getattr(change, name) or "" for name in names] for change in changes)
    return sorted(computed) == sorted(logged)


def _kind(change: Cells) -> str:
    if change["field"]:
        return "changed"
    return "added" if change["new"] else "removed"


def _first_state(folder: Path) -> State:
    with zipfile.ZipFile(folder / FIRST_RELEASE) as archive:
        return state_of(zipfile.Path(archive))


def make_release(folder: Path, version: str, day: str, note: str) -> Counter[str]:
    """Adds the current seed files to the log as a release; returns changes by kind.

    The last release is replaced if it has the same version; the first one of all is
    stored completely. Raises `ConfigurationError` if `version` is malformed or older
    than the last release, `SeedError` if the seed files have errors.
    """
    if not re.fullmatch(VERSION_PATTERN, version):
        detail = "is not a version; write it as 2026.11.1"
        raise ConfigurationError(f"{version!r} {detail}")
    seed = read_seed(folder)
    earlier = _earlier_releases(sort_releases(seed.tables["releases"]), version)
    names = {release.version for release in earlier}
    changes = [row for row in seed.tables["changes"] if row.release in names]
    # The log of the release that is replaced must not make the seed invalid
    seed.put("releases", earlier)
    seed.put("changes", changes)
    check_seed(seed)
    if earlier:
        check_log(folder, seed.tables)
    else:
        _store_first(folder)
    state = state_of(folder)
    added = list(differences(_last_state(folder, seed.tables), state))
    release = {"version": version, "released": day, "note": note}
    _write(folder, "releases", earlier, [release | {"sha256": hash_of(state)}])
    _write(folder, "changes", changes, [{"release": version} | row for row in added])
    return Counter(map(_kind, added))


def _earlier_releases(releases: list[Any], version: str) -> list[Any]:
    """Returns the releases before a version; raises if there is a later one."""
    last = releases[-1].version if releases else version
    if version_key(last) > version_key(version):
        raise ConfigurationError(f"{version} is older than {last}, the last release")
    return [release for release in releases if release.version != version]


def _store_first(folder: Path) -> None:
    with zipfile.ZipFile(folder / FIRST_RELEASE, "w") as archive:
        for name in sorted([SOURCES, *(f"{file}.csv" for file in FILES)]):
            if name.removesuffix(".csv") not in LOG:
                add_text(archive, name, _text(folder / name))


def _write(folder: Path, name: str, rows: Iterable[Any], added: list[Cells]) -> None:
    cells = [
        {column: cell or "" for column, cell in row.model_dump().items()}
        for row in rows
    ]
    path = folder / f"{name}.csv"
    text = canonical_text(FILES[name], [*cells, *added])
    path.write_text(text, "utf-8", newline="")
