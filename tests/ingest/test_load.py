"""Loading is atomic, repeatable, and stores the same bytes in both databases."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from app.db.engines import writing
from app.db.location import data_schemas
from app.db.urls import file_url, sqlite_path
from app.ingest.ensure_loaded import database_url
from app.ingest.files.read import SeedError
from app.ingest.files.tables import FILES
from app.ingest.load import build, copy_to_server, load, loaded_revision, revision_of
from app.main import app_for
from app.models import Base
from app.resources import RESOURCES
from app.settings import Settings
from tests.support.client import client_of
from tests.support.factories import (
    GCAT,
    ON_BOTH,
    PASSAGE,
    NoProgress,
    added,
    changed,
    data_of,
    empty_database,
    load_seed,
    rows_of,
    write_seed,
)
from tests.support.table_rows import rows_in

Content = dict[str, list[tuple[Any, ...]]]


@pytest.fixture(params=ON_BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """An empty database of each kind in turn."""
    return empty_database(request, request.param, tmp_path)


def content_of(url: URL) -> Content:
    """Returns every row of every table."""
    with writing(data_of(url)) as engine, engine.connect() as connection:
        return {
            table.name: sorted(rows_in(connection, table), key=repr)
            for table in Base.metadata.sorted_tables
        }


# -- Repeated loads


def test_empty_database_has_no_revision(url: URL) -> None:
    assert loaded_revision(url) is None


def test_loaded_database_has_its_revision(url: URL, tmp_path: Path) -> None:
    load_seed(tmp_path, url)
    assert loaded_revision(url) == revision_of(tmp_path / "seed")


def test_second_load_of_equal_data_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, url: URL, tmp_path: Path
) -> None:
    monkeypatch.setattr("tests.support.factories.build_once", build)
    load_seed(tmp_path, url)
    before = content_of(url)
    # Only a release knows what was removed
    empty = [name for name, rows in before.items() if not rows]
    assert empty == ["removed_records"], "a table without rows proves nothing"
    load_seed(tmp_path, url)
    assert content_of(url) == before


def test_load_of_other_data_removes_the_old(url: URL, tmp_path: Path) -> None:
    only: dict[str, Any] = {"gaps": [], "events": rows_of("events")[:1]}
    expected = content_of(load_seed(tmp_path / "fresh", **only))
    load_seed(tmp_path, url)
    load_seed(tmp_path, url, **only)
    assert content_of(url) == expected


@pytest.mark.postgresql
@pytest.mark.xdist_group("postgresql")
def test_both_databases_have_the_same_content(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    file = load_seed(tmp_path)
    server = load_seed(tmp_path, empty_database(request, "postgresql", tmp_path))
    assert content_of(server) == content_of(file)


# -- The revision


def test_revision_changes_with_any_byte_of_the_seed(tmp_path: Path) -> None:
    before = revision_of(write_seed(tmp_path))
    assert revision_of(write_seed(tmp_path)) == before
    gaps = changed("gaps", "salyut-4", text="Salyut 4 is not held!")
    assert revision_of(write_seed(tmp_path, gaps=gaps)) != before


def test_revision_does_not_depend_on_the_folder_of_the_seed(tmp_path: Path) -> None:
    here, there = write_seed(tmp_path / "here"), write_seed(tmp_path / "there")
    assert revision_of(here) == revision_of(there)


def test_revision_changes_with_the_path_of_a_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ingest.load.ROOT", tmp_path)
    seed = write_seed(tmp_path / "seed")
    module, elsewhere = (tmp_path / "app" / name / "files" for name in ("a", "b"))
    module.mkdir(parents=True)
    (module / "read.py").write_text("x = 1")
    before = revision_of(seed)
    module.parent.rename(elsewhere.parent)
    assert revision_of(seed) != before


def test_revision_is_served(tmp_path: Path) -> None:
    url = load_seed(tmp_path)
    revision = revision_of(tmp_path / "seed")
    assert sqlite_path(url) == tmp_path / f"var/rendezvous-{revision[:16]}.sqlite"
    with client_of(app_for(str(url))) as client:
        assert client.json("/readyz")["revision"] == f"sha256:{revision}"


# -- Failed loads

UNANSWERED = {
    "id": "essay-9",
    "start": "1",
    "end": "2",
    "record": "missions/soyuz-28",
    "field": "colour",
    "compare": "text",
    "stated_value": "green",
    "summary": "It was green.",
    **PASSAGE,
}
BROKEN: list[tuple[dict[str, Any], str]] = [
    ({"people": changed("people", "vladimir-remek", sex="m")}, "people.csv:4: sex: "),
    ({"events": changed("events", "remek-launch", missions="x")}, "events.csv:2: miss"),
    ({"missions": changed("missions", "soyuz-28", landed="1977")}, "missions.csv:3: l"),
    ({"claims": added("claims", **UNANSWERED)}, "claims.csv: essay-9: there is no fi"),
]


@pytest.mark.parametrize(("files", "fault"), BROKEN)
def test_seed_with_errors_leaves_the_old_data(
    url: URL, tmp_path: Path, files: dict[str, Any], fault: str
) -> None:
    load_seed(tmp_path, url)
    before, files_before = content_of(url), sorted((tmp_path / "var").rglob("*"))
    with pytest.raises(SeedError) as error:
        load_seed(tmp_path, url, **files)
    assert error.value.faults[0].startswith(fault)
    assert content_of(url) == before
    assert sorted((tmp_path / "var").rglob("*")) == files_before


def test_seed_with_errors_creates_no_database(tmp_path: Path) -> None:
    target = make_url(f"sqlite:///{tmp_path}/var/data.sqlite")
    with pytest.raises(SeedError):
        load_seed(tmp_path, target, **BROKEN[-1][0])
    assert not [path for path in tmp_path.rglob("*.sqlite*") if path.is_file()]


@pytest.mark.postgresql
@pytest.mark.xdist_group("postgresql")
def test_rows_that_a_server_rejects_leave_the_old_data(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    server = load_seed(tmp_path, empty_database(request, "postgresql", tmp_path))
    before = content_of(server)
    broken = Path(load_seed(tmp_path / "broken", gaps=[]).database or "")
    with sqlite3.connect(broken) as connection:
        connection.execute("DELETE FROM countries WHERE id = 'soviet-union'")
    connection.close()
    with pytest.raises(SQLAlchemyError, match="ForeignKeyViolation"):
        copy_to_server(broken, server)
    assert content_of(server) == before


@pytest.mark.postgresql
@pytest.mark.xdist_group("postgresql")
def test_server_keeps_the_previous_load_and_no_older_one(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = empty_database(request, "postgresql", tmp_path)
    seeds: list[dict[str, Any]] = [{}, {"gaps": []}, {}, {}]
    for number, files in enumerate(seeds):
        load_seed(tmp_path / str(number), url, **files)
    with writing(url) as engine, engine.connect() as connection:
        # The last load equals the one before it
        assert data_schemas(connection) == ["rendezvous_2", "rendezvous_3"]


@pytest.mark.postgresql
@pytest.mark.xdist_group("postgresql")
def test_concurrent_loaders_of_equal_data_copy_it_once(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    built = Path(load_seed(tmp_path).database or "")
    url = empty_database(request, "postgresql", tmp_path)
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(copy_to_server, [built] * 3, [url] * 3))
    assert loaded_revision(url) == revision_of(tmp_path / "seed")
    with writing(url) as engine, engine.connect() as connection:
        assert data_schemas(connection) == ["rendezvous_1"]


def test_reader_keeps_its_data_while_the_file_is_replaced(tmp_path: Path) -> None:
    target = make_url(f"sqlite:///{tmp_path}/var/data.sqlite")
    load_seed(tmp_path, target)
    with client_of(app_for(str(target))) as reading:
        old = reading.json("/v1/missions")
        load_seed(tmp_path, target, gaps=[])
        assert reading.json("/v1/missions") == old
        with client_of(app_for(str(target))) as fresh:
            new = fresh.json("/v1/missions")["meta"]["dataset"]
    assert new["revision"] == f"sha256:{revision_of(tmp_path / 'seed')}"
    assert new != old["meta"]["dataset"]


# -- Unusual data and places


def test_database_of_another_program_has_no_revision(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE release_notes (id)")
    assert loaded_revision(file_url(path)) is None


def test_seed_of_empty_files_is_loaded(url: URL, tmp_path: Path) -> None:
    load_seed(tmp_path, url, works=[], **{name: [] for name in FILES})
    text = url.render_as_string(hide_password=False)
    with client_of(app_for(text)) as client:
        for resource in RESOURCES:
            assert client.json(resource.path)["meta"]["total"] == 0


def test_programmes_of_three_generations_are_loaded(url: URL, tmp_path: Path) -> None:
    youngest = {"id": "a-guest", "name": "One guest", "kind": "crewed"}
    youngest |= {"parent": "interkosmos-guests"} | GCAT
    load_seed(tmp_path, url, programmes=[*rows_of("programmes"), youngest])
    with client_of(app_for(url.render_as_string(hide_password=False))) as client:
        shown = client.json("/v1/programmes/a-guest")["data"]["parent"]
    assert shown["id"] == "interkosmos-guests"


def test_text_with_special_characters_is_unchanged(url: URL, tmp_path: Path) -> None:
    odd = "Quote \" and ' and \\ and \u2028 and 🚀, %s and :name and {}"
    gaps = changed("gaps", "salyut-4", text=odd)
    people = changed("people", "vladimir-remek", summary=odd)
    load_seed(tmp_path, url, gaps=gaps, people=people)
    with client_of(app_for(url.render_as_string(hide_password=False))) as client:
        summary = client.json("/v1/people/vladimir-remek")["data"]["summary"]
        assert summary.startswith(f"{odd} Was the youngest person in space")
        assert client.json("/v1/dataset")["data"]["gaps"][0]["text"] == odd


def test_folder_name_may_have_special_characters(tmp_path: Path) -> None:
    folder = tmp_path / "C# 100%41? Космос & co"
    seed = write_seed(folder / "seed")
    settings = Settings(seed_data=seed, data_folder=folder, database_url=None)
    url = database_url(settings, revision_of(seed))
    load(settings, url, app_for, NoProgress())
    with client_of(app_for(url.render_as_string())) as client:
        assert client.json("/v1/missions")["meta"]["total"] == 2
    assert len(list(folder.glob("rendezvous-*.sqlite"))) == 1


class RecordedProgress:
    """Collects the steps of a load."""

    def __init__(self) -> None:
        self.steps: list[str] = []

    def step(self, description: str) -> None:
        self.steps.append(description)


def test_steps_are_reported_and_skipped_for_loaded_data(tmp_path: Path) -> None:
    seed = write_seed(tmp_path / "seed")
    settings = Settings(seed_data=seed, data_folder=tmp_path, database_url=None)
    progress = RecordedProgress()
    load(settings, database_url(settings, "a" * 64), app_for, progress)
    assert progress.steps == [
        "Reading seed files",
        "Rendering and inserting records",
        "Comparing claims with the API",
        "Inserting claims",
        "Writing the download files",
        "Putting the data in place",
    ]
    again = RecordedProgress()
    load(settings, database_url(settings, "a" * 64), app_for, again, again=False)
    assert again.steps == ["Reading seed files"]


# -- Older revisions


def test_data_folder_keeps_the_newest_two_revisions(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    folder.mkdir()
    others = ("rendezvous-mine.sqlite", "download-notes", "rendezvous-0123456789abcdef")
    for name in others:
        (folder / name).touch()
    seeds: list[dict[str, Any]] = [{}, {"gaps": []}, {"events": []}, {"gaps": []}]
    revisions = []
    for files in seeds:
        load_seed(tmp_path, **files)
        revisions.append(revision_of(tmp_path / "seed")[:16])
    kept = {f"rendezvous-{revision}.sqlite" for revision in revisions[-2:]}
    kept |= {f"download-{revision}" for revision in revisions[-2:]}
    names = {path.name for path in folder.iterdir()}
    assert names == {*kept, *others, ".loading.lock"}
    with client_of(app_for(str(file_url(folder / max(kept))))) as client:
        assert client.json("/v1/missions")["meta"]["total"] == 2
