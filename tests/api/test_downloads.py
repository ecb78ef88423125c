"""The whole data set as files: verifiable, described, and equal to the answers."""

import csv
import hashlib
import io
import json
import zipfile
from itertools import islice
from pathlib import Path

import pytest
from frictionless import Package
from sqlalchemy import URL

from app.formats.dataset_files import export
from app.main import create_app
from app.resources import RESOURCES
from app.settings import Settings
from tests.conftest import problem_of
from tests.support.client import Client, client_of
from tests.support.factories import load_seed

PATH = "/v1/dataset/download"


def fetched(client: Client, name: str) -> bytes:
    answer = client.get(f"{PATH}/{name}")
    assert answer.status_code == 200
    return answer.content


PART = 4_000_000
"""Bytes of a file that are read at a time."""


def test_files_have_the_listed_size_and_checksum(quick_client: Client) -> None:
    files = quick_client.json(PATH)["data"]
    releases = quick_client.json("/v1/dataset")["data"]["releases"]
    assert len(files) == 3 + len(releases)
    for file in files:
        checksum = hashlib.sha256()
        for begin in range(0, file["bytes"], PART):
            part = {"Range": f"bytes={begin}-{begin + PART - 1}"}
            answer = quick_client.get(file["url"], headers=part)
            checksum.update(answer.content)
        assert answer.headers["content-range"].endswith(f"/{file['bytes']}")
        assert checksum.hexdigest() == file["sha256"]


def test_ndjson_lines_are_the_served_records(quick_client: Client) -> None:
    archive = zipfile.ZipFile(
        io.BytesIO(fetched(quick_client, "rendezvous-ndjson.zip"))
    )
    for resource in RESOURCES:
        answer = quick_client.json(f"{resource.all_records}&sort=id")
        with archive.open(f"{resource.name}.ndjson") as lines:
            first = [json.loads(line) for line in islice(lines, 3)]
            assert first == answer["data"][:3]
            assert len(first) + sum(1 for _ in lines) == answer["meta"]["total"]


def test_csv_tables_are_a_valid_frictionless_package(
    quick_client: Client, tmp_path: Path
) -> None:
    archive = zipfile.ZipFile(io.BytesIO(fetched(quick_client, "rendezvous-csv.zip")))
    archive.extractall(tmp_path)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])


def test_csv_table_equals_the_csv_of_the_api(quick_client: Client) -> None:
    archive = zipfile.ZipFile(io.BytesIO(fetched(quick_client, "rendezvous-csv.zip")))
    table = archive.read("stations.csv").decode()
    served = quick_client.get("/v1/stations?format=csv&sort=id").text
    assert table == served
    assert len(list(csv.reader(io.StringIO(table)))) > 10


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A database file with the small seed."""
    return Path(load_seed(tmp_path).database or "")


def test_same_data_gives_the_same_files(small: Path, tmp_path: Path) -> None:
    once, again = export(small, tmp_path / "a"), export(small, tmp_path / "b")
    assert once == again


def test_files_are_revalidated_with_their_etag(quick_client: Client) -> None:
    for path in (PATH, f"{PATH}/rendezvous-csv.zip"):
        etag = quick_client.get(path).headers["etag"]
        again = quick_client.get(path, headers={"If-None-Match": etag})
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", ["rendezvous.sqlit", "..%2Ffiles.json", "files.json"])
def test_other_files_cannot_be_downloaded(quick_client: Client, name: str) -> None:
    problem_of(quick_client.get(f"{PATH}/{name}"), 404)


def test_parameters_of_a_file_are_rejected(quick_client: Client) -> None:
    problem_of(quick_client.get(f"{PATH}/rendezvous-ndjson.zip?format=csv"), 400)


def test_missing_files_are_reported(sqlite_url: URL, tmp_path: Path) -> None:
    with client_of(create_app(Settings(data_folder=tmp_path), sqlite_url)) as client:
        answer = client.json(PATH)
        assert answer["data"] == []
        assert "`rendezvous load`" in answer["meta"]["hints"][0]
        problem_of(client.get(f"{PATH}/rendezvous-csv.zip"), 404)


def test_files_are_copied_where_links_are_impossible(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    linked = export(small, tmp_path / "linked")
    monkeypatch.setattr("os.link", refuse)
    copied = export(small, tmp_path / "copied")
    assert copied == linked


@pytest.mark.parametrize("limit", [0, 3, 500, 501])
def test_stream_ends_at_the_limit(quick_client: Client, limit: int) -> None:
    lines = quick_client.get(f"/v1/claims?format=ndjson&limit={limit}").text
    assert len(lines.splitlines()) == limit


def test_invalid_quality_counts_as_zero(quick_client: Client) -> None:
    for accept, status in (("text/csv;q=much", 406), ("*/*, text/csv;q=much", 200)):
        answer = quick_client.get("/v1/stations", headers={"Accept": accept})
        assert answer.status_code == status
