"""Loading: read, check, migrate, insert, judge, and put the whole in place at once.

A database is always built as a new SQLite file beside the old one. An SQLite
installation renames it into place; PostgreSQL gets it as a new schema, in one
transaction under an advisory lock. If a load is interrupted, the old data stays in
service, and both databases hold the same bytes.
"""

import asyncio
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from fastapi import FastAPI
from sqlalchemy import URL, Connection, inspect, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateSchema, DropSchema

from app import __version__
from app import models as m
from app.db.checksum import add_checksum
from app.db.engines import check_server, reading, writing
from app.db.location import MARK, data_schemas, next_schema
from app.db.urls import file_url, sqlite_path
from app.formats.dataset_files import export, folder_of, publish_files
from app.ingest.catalogue import Catalogue
from app.ingest.checks.catalogue_checks import check_seed
from app.ingest.claims.collection import collect
from app.ingest.claims.judge import judge_all
from app.ingest.claims.judged import JudgedStatements
from app.ingest.data_folder import exclusive_scratch, remove_older
from app.ingest.files.read import Seed, SeedError, read_seed
from app.ingest.fingerprints import ChangeTracker
from app.ingest.insert import insert_all, insert_records, names_by_url, release_values
from app.ingest.insert_provenance import insert_changes, insert_claims, insert_sources
from app.ingest.list_counts import insert_list_counts
from app.ingest.packed import packed_database, unpack
from app.ingest.release_archives import release_archives
from app.ingest.search_documents import insert_search
from app.settings import BUNDLED, RESOURCES, ROOT, Settings

MakeApp = Callable[[URL], FastAPI]
"""Makes the app that answers from a database; passed in by the caller."""
ADVISORY_LOCK = 4711
"""Key of the PostgreSQL lock that a loader holds."""


class Progress(Protocol):
    """Receives the steps of a load."""

    def step(self, description: str) -> None:
        """Reports that a step begins."""


def revision_of(folder: Path) -> str:
    """Returns the SHA-256 of the seed files and of the code that loads and serves them.

    Files count by their path below the project, so that copies of the same project in
    different places have the same revision.
    """
    files = {
        f"seed_data/{path.relative_to(folder).as_posix()}": path
        for pattern in ("*.csv", "*.json", "*.gz", "*.zip", "catalogues/*")
        for path in folder.glob(pattern)
    }
    files |= {
        path.relative_to(ROOT).as_posix(): path
        for path in (ROOT / "app").rglob("*.py")
        if BUNDLED not in path.parents
    }
    migrations = RESOURCES / "migrations" / "versions"
    files |= {f"migrations/{path.name}": path for path in migrations.glob("*.py")}
    digest = hashlib.sha256(__version__.encode())
    for name, path in sorted(files.items()):
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
        digest.update(f"{name} {content}\n".encode())
    return digest.hexdigest()


def load(
    settings: Settings,
    url: URL,
    make_app: MakeApp,
    progress: Progress,
    *,
    again: bool = True,
) -> str:
    """Loads the seed files into a database and exports them; returns the revision.

    A packed database of this revision is unpacked instead: the same bytes, sooner. Only
    one loader works in a folder at a time; with `again=False` it does nothing if
    another put the revision in place meanwhile. Raises `SeedError` with all errors of
    the seed files; the old data then stays.
    """
    check_server(url)
    progress.step("Reading seed files")
    seed, revision = read_seed(settings.seed_data), revision_of(settings.seed_data)
    packed = packed_database(revision)
    catalogue = None if packed else check_seed(seed)
    path = sqlite_path(url)
    with exclusive_scratch(path.parent if path else settings.data_folder) as scratch:
        if not again and loaded_revision(url) == revision:
            return revision
        built = scratch / "built.sqlite"
        if not (packed and unpack(packed, built)):
            build(catalogue or check_seed(seed), built, revision, make_app, progress)
        _publish(seed, built, url, folder_of(settings.data_folder, revision), progress)
        remove_older(settings.data_folder, revision)
    return revision


def _publish(
    seed: Seed, built: Path, url: URL, downloads: Path, progress: Progress
) -> None:
    """Exports a built database, and puts export and database in place."""
    progress.step("Writing the download files")
    exported = built.parent / "download"
    export(built, exported, release_archives(seed.folder, seed.tables))
    progress.step("Putting the data in place")
    publish_files(exported, downloads)
    path = sqlite_path(url)
    if path is not None:
        os.replace(built, path)  # noqa: PTH105 - atomic, unlike a move
    else:
        copy_to_server(built, url)


def loaded_revision(url: URL) -> str | None:
    """Returns the revision of the data in a database, `None` if it has none."""
    path = sqlite_path(url)
    if path is not None and not path.exists():
        return None
    with reading(url) as connection:
        return _revision_in(connection)


def _revision_in(connection: Connection) -> str | None:
    schema = None
    if connection.dialect.name == "postgresql":
        schemas = data_schemas(connection)
        if not schemas:
            return None
        schema = schemas[-1]
    if not inspect(connection).has_table(m.Release.__tablename__, schema=schema):
        return None
    tables = {"schema_translate_map": {None: schema}}
    return connection.scalar(select(m.Release.revision), execution_options=tables)


def build(
    catalogue: Catalogue,
    path: Path,
    revision: str,
    make_app: MakeApp,
    progress: Progress,
) -> ChangeTracker:
    """Builds the database file: records first, then claims, which need the API.

    Returns what the records are, compared with those of the last release.
    """
    url = file_url(path)
    tracker = ChangeTracker(catalogue.seed.fingerprints, catalogue.seed.versions)
    progress.step("Rendering and inserting records")
    with writing(url) as engine, engine.begin() as connection:
        migrate(connection)
        insert_sources(connection, catalogue)
        insert_records(connection, catalogue)
        insert_changes(connection, catalogue, tracker)
        insert_all(connection, m.Release, [release_values(catalogue, revision)])
    _build_claims(catalogue, url, make_app, progress, tracker)
    add_checksum(path)
    return tracker


def _build_claims(
    catalogue: Catalogue,
    url: URL,
    make_app: MakeApp,
    progress: Progress,
    tracker: ChangeTracker,
) -> None:
    """Judges all claims by the API, inserts them, and compacts the file."""
    progress.step("Comparing claims with the API")
    statements = collect(catalogue)
    names = names_by_url(catalogue)
    judged = JudgedStatements(catalogue)
    faults = asyncio.run(judge_all(make_app(url), statements, names, judged.add))
    if faults:
        raise SeedError([f"claims.csv: {fault}" for fault in faults])
    progress.step("Inserting claims")
    with writing(url) as engine:
        with engine.begin() as connection:
            insert_claims(connection, catalogue, judged, tracker)
            insert_search(connection, catalogue)
            insert_list_counts(connection)
            connection.execute(text("ANALYZE"))
        with engine.connect() as connection:
            # Bodies are long: pages of the usual 4096 bytes would stay half empty
            connection.exec_driver_sql("PRAGMA page_size = 8192")
            connection.exec_driver_sql("VACUUM")


def migrate(connection: Connection, revision: str = "head") -> None:
    """Brings the tables of a connection to a schema revision."""
    # Imported here because only the loader needs it
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(RESOURCES / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def copy_to_server(built: Path, url: URL) -> None:
    """Copies a built file to PostgreSQL as its newest schema, in one transaction.

    The previous schema stays for clients that still read it, until the next load. If
    several machines load the same revision together, only the first one copies it.
    """
    with (
        writing(url) as engine,
        writing(file_url(built)) as source,
        source.connect() as reading,
    ):
        with engine.begin() as connection:
            connection.execute(text(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})"))
            if _revision_in(connection) == _revision_in(reading):
                return
            _copy_to_schema(reading, connection, next_schema(connection))
        with engine.begin() as connection:
            for old in data_schemas(connection)[:-2]:
                connection.execute(DropSchema(old, cascade=True))


def _copy_to_schema(reading: Connection, connection: Connection, name: str) -> None:
    """Copies all tables into a new schema, and marks it when it is complete."""
    connection.execute(CreateSchema(name))
    connection.execute(text(f"SET LOCAL search_path TO {name}"))
    migrate(connection)
    _copy_rows(reading, connection)
    connection.execute(text(f"COMMENT ON SCHEMA {name} IS '{MARK}'"))


def _copy_rows(reading: Connection, connection: Connection) -> None:
    """Copies every row of every table, in the order in which rows were inserted."""
    driver: Any = connection.connection.driver_connection
    for table in m.Base.metadata.sorted_tables:
        has_rowid = table.dialect_options["sqlite"]["with_rowid"]
        inserted = select(table).order_by(*([text("rowid")] if has_rowid else []))
        columns = ", ".join(column.name for column in table.columns)
        command = f"COPY {table.name} ({columns}) FROM STDIN"
        try:
            with driver.cursor() as cursor, cursor.copy(command) as copy:
                for row in reading.execute(inserted):
                    copy.write_row(row)
        except connection.dialect.loaded_dbapi.Error as error:
            raise DBAPIError(command, None, error) from error
        connection.execute(text(f"ANALYZE {table.name}"))
