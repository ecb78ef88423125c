"""The example of a mirror keeps a copy of a served data set."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import httpx

from app.resources import RESOURCES
from app.settings import ROOT
from tests.support.releases import CHANGED, FIRST, LATER, SECOND, release, rewrite
from tests.support.serving import served

EXAMPLES = ROOT / "docs" / "examples"


def mirror(folder: Path, server: httpx.Client) -> list[str]:
    """Runs the program and returns its lines."""
    words = [sys.executable, str(EXAMPLES / "mirror.py"), folder, server.base_url]
    done = subprocess.run(
        list(map(str, words)), check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.ndjson")}


def fetched(lines: list[str]) -> dict[str, int]:
    """Returns the number of records that were fetched for each file."""
    counts = (line.partition(": ") for line in lines)
    return {name: int(text.split()[0]) for name, _, text in counts}


def settings_of(folder: Path) -> Mapping[str, str]:
    return {
        "RENDEZVOUS_SEED_DATA": str(folder / "seed"),
        "RENDEZVOUS_DATA_FOLDER": str(folder / "var"),
    }


def test_mirror_fetches_only_what_changed_and_equals_a_fresh_one(
    tmp_path: Path,
) -> None:
    copy, seed = tmp_path / "copy", tmp_path / "seed"
    release(seed, FIRST)
    with served(settings_of(tmp_path)) as server:
        first = fetched(mirror(copy, server))
        assert len(first) == len(RESOURCES)
        assert mirror(copy, server) == ["The data set has not changed."]
    release(seed, SECOND, **CHANGED)
    with served(settings_of(tmp_path)) as server:
        second = fetched(mirror(copy, server))
        assert (second["modules.ndjson"], second["crew.ndjson"]) == (0, 1)
        assert sum(second.values()) < sum(first.values())
        mirror(tmp_path / "fresh", server)
        assert files_of(copy) == files_of(tmp_path / "fresh")
        assert json.loads((copy / "state.json").read_text())["release"] == SECOND


def test_mirror_of_unreleased_changes_is_fetched_again(tmp_path: Path) -> None:
    copy, seed = tmp_path / "copy", tmp_path / "seed"
    release(seed, FIRST, **LATER)
    rewrite(seed, **CHANGED)
    with served(settings_of(tmp_path)) as server:
        first = fetched(mirror(copy, server))
    # The changes are taken back
    rewrite(seed, **LATER)
    with served(settings_of(tmp_path)) as server:
        assert (
            fetched(mirror(copy, server))["modules.ndjson"] == first["modules.ndjson"]
        )
        mirror(tmp_path / "fresh", server)
        assert files_of(copy) == files_of(tmp_path / "fresh")
