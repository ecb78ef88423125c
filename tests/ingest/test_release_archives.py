"""The facts of every release can be fetched, always with the same bytes."""

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from app.formats.dataset_files import Archive
from app.ingest.files.read import SeedError, read_seed
from app.ingest.release_archives import release_archives
from app.ingest.releases import hash_of, make_release, state_of
from app.main import app_for, create_app
from app.settings import ROOT, Settings
from tests.support.client import client_of
from tests.support.factories import WORKS, load_seed
from tests.support.releases import (
    CHANGED,
    FIRST,
    LATER,
    SECOND,
    load_folder,
    rewrite,
)


def release(seed: Path, version: str, **files: Any) -> None:
    """Adds a release to the log, without building the data."""
    rewrite(seed, **files)
    make_release(seed, version, "2026-12-01", "What it brings.")


def archives_of(seed: Path) -> list[Archive]:
    return list(release_archives(seed, read_seed(seed).tables))


def opened(archive: Archive) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(archive.content))


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    """A folder with two releases and later changes."""
    folder = tmp_path / "seed"
    release(folder, FIRST)
    release(folder, SECOND, **CHANGED)
    rewrite(folder, **LATER)
    return folder


def test_archive_has_the_facts_of_its_release(seed: Path) -> None:
    first, second = archives_of(seed)
    assert [first.release, second.release] == [FIRST, SECOND]
    assert second.name == "rendezvous-2026.12.1-facts.zip"
    events = {
        archive.release: opened(archive).read("events.csv").decode()
        for archive in (first, second)
    }
    assert "salyut-6-welcome" in events[FIRST]
    assert "salyut-6-welcome" not in events[SECOND]
    rows = list(csv.DictReader(io.StringIO(events[FIRST])))
    columns = list(rows[0])
    assert (columns[0], *columns[-2:]) == ("id", "source", "locator")
    assert json.loads(opened(first).read("sources.json")) == sorted(
        WORKS, key=lambda item: str(item["id"])
    )
    about = json.loads(opened(second).read("release.json"))
    assert (about["version"], about["released"]) == (SECOND, "2026-12-01")
    assert about["license"]["name"] == "CC-BY-4.0"


def test_archive_leads_to_the_hash_of_its_release(seed: Path) -> None:
    """Also in the committed data."""
    for folder in (seed, ROOT / "seed_data"):
        hashes = {
            row.version: row.sha256 for row in read_seed(folder).tables["releases"]
        }
        for archive in archives_of(folder):
            state = state_of(zipfile.Path(opened(archive)))
            assert hash_of(state) == hashes.pop(archive.release)
        assert not hashes


def test_archive_stays_the_same_after_later_releases(tmp_path: Path) -> None:
    folder = tmp_path / "seed"
    release(folder, FIRST)
    [alone] = archives_of(folder)
    release(folder, SECOND, **CHANGED)
    assert archives_of(folder)[0] == alone


def test_folder_without_a_first_release_has_no_archives(tmp_path: Path) -> None:
    rewrite(tmp_path)
    assert archives_of(tmp_path) == []


def test_data_whose_log_is_wrong_is_not_loaded(seed: Path) -> None:
    log = seed / "changes.csv"
    log.write_text(log.read_text().splitlines()[0] + "\n")
    with pytest.raises(SeedError, match=r"the changes of 2026\.12\.1 do not lead"):
        load_folder(seed, seed.parent / "var")


def test_citation_names_a_release_that_can_be_fetched(seed: Path) -> None:
    data = seed.parent / "var"
    url = load_folder(seed, data)
    app = create_app(Settings(data_folder=data, public_url="https://x.example/"), url)
    with client_of(app) as client:
        about = client.json("/v1/dataset")["data"]
        citation = about["citation"]
        assert (
            f"release {SECOND} with later changes. CC BY 4.0. https://x.ex" in citation
        )
        path = citation.rpartition("https://x.example")[2]
        assert path == about["releases"][0]["download"]
        for page in ("/missions/soyuz-28.md", "/missions/soyuz-28"):
            text = client.get(page, headers={"Accept": "text/html"}).text
            page_address = f"/missions/soyuz-28?release={SECOND}"
            assert f"{page_address}, data: https://x.example{path}" in text
        files = client.json("/v1/dataset/download")["data"]
        assert [file["release"] for file in files] == [None, None, None, FIRST, SECOND]
        answer = client.get(path)
        assert hashlib.sha256(answer.content).hexdigest() == files[-1]["sha256"]
        assert answer.headers["content-type"] == "application/zip"


def test_unreleased_data_has_no_address_to_cite(tmp_path: Path) -> None:
    rewrite(tmp_path / "seed")
    url = str(load_folder(tmp_path / "seed", tmp_path / "var"))
    with client_of(app_for(url)) as client:
        citation = client.json("/v1/dataset")["data"]["citation"]
        assert citation.endswith("missions, unreleased data. CC BY 4.0.")
        page = client.get("/missions/soyuz-28.md").text
        assert "CC-BY-4.0. /missions/soyuz-28\n" in page


def test_release_without_a_file_is_cited_without_an_address(tmp_path: Path) -> None:
    with client_of(app_for(str(load_seed(tmp_path)))) as client:
        about = client.json("/v1/dataset")["data"]
        assert about["releases"][0]["download"] is None
        assert about["citation"].endswith("1978.3.10 with later changes. CC BY 4.0.")
