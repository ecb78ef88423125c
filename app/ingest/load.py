"""Loading: read, check, migrate, insert, judge, and put the whole in place at once.

A database is always built as a new SQLite file beside the old one. An SQLite
installation renames it into place; PostgreSQL gets it as a new schema, in one
transaction under an advisory lock. Whoever dies in the middle leaves the old data
serving, and both databases hold the same bytes.
"""

import asyncio
import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from fastapi import FastAPI
from sqlalchemy import (
    URL,
    Connection,
    create_engine,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.schema import CreateSchema, DropSchema

from app import __version__
from app import models as m
from app.db.checksum import add_checksum
from app.db.engines import writing
from app.db.location import SCHEMA, data_schemas, locate_data
from app.db.urls import file_url, sqlite_path
from app.formats.dataset_files import export, folder_of, publish_files
from app.ingest.catalogue import Catalogue
from app.ingest.checks.catalogue_checks import check_seed
from app.ingest.claims.judge import judge_all
from app.ingest.claims.statements import all_statements
from app.ingest.files.read import SeedError, read_seed
from app.ingest.insert import (
    BATCH,
    insert_all,
    insert_changes,
    insert_claims,
    insert_records,
    insert_sources,
    names_by_url,
    release_values,
)
from app.settings import ROOT, Settings

MakeApp = Callable[[URL], FastAPI]
"""Makes the app that answers from a database; seed itself knows none."""


class Progress(Protocol):
    """Who is told how far loading has come."""

    def step(self, what: str) -> None: ...


def revision_of(folder: Path) -> str:
    """SHA-256 over the seed files and the code that answers from them."""
    digest = hashlib.sha256(__version__.encode())
    files = [*folder.glob("*.csv"), *folder.glob("*.json")]
    files += (ROOT / "app").rglob("*.py")
    files += (ROOT / "migrations" / "versions").glob("*.py")
    for place, path in sorted((_place(path, folder), path) for path in files):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{place} {content}\n".encode())
    return digest.hexdigest()


def _place(path: Path, folder: Path) -> str:
    """A file's name that is the same wherever the seed lies."""
    home = "seed_data" if path.parent == folder else path.parent.name
    return f"{home}/{path.name}"


def load(
    settings: Settings,
    url: URL,
    make_app: MakeApp,
    progress: Progress,
    *,
    again: bool = True,
) -> str:
    """Load the seed files into a database and export them; returns the revision.

    Loaders of one folder wait for each other; with `again=False` nothing is done if
    another one has put the same revision in place meanwhile. Raises SeedError with
    everything that is wrong; the old data is then untouched.
    """
    progress.step("Reading seed files")
    catalogue = check_seed(read_seed(settings.seed_data))
    revision = revision_of(settings.seed_data)
    path = sqlite_path(url)
    with _alone_in(path.parent if path else settings.data_folder) as scratch:
        if not again and loaded_revision(url) == revision:
            return revision
        built, files = scratch / "built.sqlite", scratch / "download"
        build(catalogue, built, revision, make_app, progress)
        progress.step("Writing the files to download")
        export(built, files)
        progress.step("Putting the data in place")
        publish_files(files, folder_of(settings.data_folder, revision))
        if path is not None:
            os.replace(built, path)  # noqa: PTH105 - atomic, and says so
        else:
            copy_to_server(built, url)
    return revision


@contextmanager
def _alone_in(folder: Path) -> Iterator[Path]:
    """An empty folder to work in, while every other loader waits.

    What a loader that was killed has left there is removed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    scratch = folder / ".loading"
    with (folder / ".loading.lock").open("w") as lock:
        # Given back by the system however this process ends
        fcntl.flock(lock, fcntl.LOCK_EX)
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def loaded_revision(url: URL) -> str | None:
    """The revision that a database holds, `None` if it holds none."""
    place = locate_data(url)
    if place is None:
        return None
    engine = create_engine(place.url)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table(m.Release.__tablename__):
                return None
            return connection.scalar(select(m.Release.revision))
    finally:
        engine.dispose()


def build(
    catalogue: Catalogue,
    path: Path,
    revision: str,
    make_app: MakeApp,
    progress: Progress,
) -> None:
    """Build the database file: records first, then claims judged by asking them."""
    url = file_url(path)
    progress.step("Rendering and inserting records")
    with writing(url) as engine, engine.begin() as connection:
        migrate(connection)
        insert_sources(connection, catalogue)
        insert_records(connection, catalogue)
        insert_changes(connection, catalogue)
        insert_all(connection, m.Release, [release_values(catalogue, revision)])
    progress.step("Asking the API every claim")
    statements = all_statements(catalogue)
    judged, faults = asyncio.run(
        judge_all(make_app(url), statements, names_by_url(catalogue))
    )
    if faults:
        raise SeedError([f"claims.csv: {fault}" for fault in faults])
    progress.step("Inserting claims")
    with writing(url) as engine:
        with engine.begin() as connection:
            insert_claims(connection, catalogue, judged)
            connection.execute(text("ANALYZE"))
        with engine.connect() as connection:
            # Records are long: on the usual pages of 4096 bytes much stays empty
            connection.exec_driver_sql("PRAGMA page_size = 8192")
            connection.exec_driver_sql("VACUUM")
    add_checksum(path)


def migrate(connection: Connection, revision: str = "head") -> None:
    """Bring the tables that a connection sees to a schema revision."""
    # Not needed by a server, which would carry it
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def copy_to_server(built: Path, url: URL) -> None:
    """Put a built file into a server as its newest schema, all at once or not at all.

    The schema of before stays for whoever still reads it, until the load after this.
    Of several machines that load the same at once, the first does it for all.
    """
    with (
        writing(url) as engine,
        writing(file_url(built)) as source,
        source.connect() as reading,
    ):
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(4711)"))
            if loaded_revision(url) == reading.scalar(select(m.Release.revision)):
                return
            before = data_schemas(connection)
            number = int(before[-1].removeprefix(SCHEMA)) + 1 if before else 1
            # A transaction would be enough where all statements heed transactions
            aside, wanted = f"{SCHEMA}loading", f"{SCHEMA}{number}"
            connection.execute(DropSchema(aside, cascade=True, if_exists=True))
            connection.execute(CreateSchema(aside))
            connection.execute(text(f"SET LOCAL search_path TO {aside}"))
            migrate(connection)
            _copy(reading, connection)
            connection.execute(text(f"ALTER SCHEMA {aside} RENAME TO {wanted}"))
        with engine.begin() as connection:
            for old in data_schemas(connection)[:-2]:
                connection.execute(DropSchema(old, cascade=True))


def _copy(reading: Connection, connection: Connection) -> None:
    """Every row of every table, in the order in which it was inserted."""
    for table in m.Base.metadata.sorted_tables:
        has_rowid = table.dialect_options["sqlite"]["with_rowid"]
        inserted = select(table).order_by(*([text("rowid")] if has_rowid else []))
        rows = [dict(row) for row in reading.execute(inserted).mappings()]
        for start in range(0, len(rows), BATCH):
            connection.execute(insert(table), rows[start : start + BATCH])
        connection.execute(text(f"ANALYZE {table.name}"))
