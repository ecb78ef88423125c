"""Loading: read, check, migrate, insert, judge, and put the whole in place at once.

A database is always built as a new SQLite file beside the old one. An SQLite
installation renames it into place; PostgreSQL gets its rows in one transaction under an
advisory lock. Whoever dies in the middle leaves the old data serving, and both
databases hold the same bytes.
"""

import asyncio
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from fastapi import FastAPI
from sqlalchemy import (
    URL,
    Connection,
    delete,
    insert,
    inspect,
    select,
    text,
)

from app import __version__
from app import models as m
from app.db import file_url, sqlite_path, writing
from app.export import export, folder_of
from app.seed.catalogue import Catalogue
from app.seed.checks import check_seed
from app.seed.factcheck import judge_all
from app.seed.insert import (
    BATCH,
    insert_all,
    insert_changes,
    insert_claims,
    insert_records,
    insert_sources,
    names_by_url,
    release_values,
)
from app.seed.read import SeedError, read_seed
from app.seed.statements import all_statements
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


def load(settings: Settings, url: URL, make_app: MakeApp, progress: Progress) -> str:
    """Load the seed files into a database and export them; returns the revision.

    Raises SeedError with everything that is wrong; the old data is then untouched.
    """
    progress.step("Reading seed files")
    catalogue = check_seed(read_seed(settings.seed_data))
    revision = revision_of(settings.seed_data)
    path = sqlite_path(url)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(
        prefix=".loading-", dir=path.parent if path else None
    ) as scratch:
        built = Path(scratch) / "built.sqlite"
        build(catalogue, built, revision, make_app, progress)
        progress.step("Writing the files to download")
        export(built, folder_of(settings.data_folder, revision))
        progress.step("Putting the data in place")
        if path is not None:
            os.replace(built, path)  # noqa: PTH105 - atomic, and says so
        else:
            copy_to_server(built, url)
    return revision


def loaded_revision(url: URL) -> str | None:
    """The revision that a database holds, `None` if it holds none."""
    path = sqlite_path(url)
    if path is not None and not path.is_file():
        return None
    with writing(url) as engine:
        if not inspect(engine).has_table(m.Release.__tablename__):
            return None
        with engine.connect() as connection:
            return connection.scalar(select(m.Release.revision))


def build(
    catalogue: Catalogue,
    path: Path,
    revision: str,
    make_app: MakeApp,
    progress: Progress,
) -> None:
    """Build the database file: records first, then claims judged by asking them."""
    url = file_url(path)
    migrate(url)
    progress.step("Rendering and inserting records")
    with writing(url) as engine, engine.begin() as connection:
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


def migrate(url: URL, revision: str = "head") -> None:
    """Bring the tables of a database to a schema revision."""
    # Not needed by a server, which would carry it
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["url"] = url
    command.upgrade(config, revision)


def copy_to_server(built: Path, url: URL) -> None:
    """Put the rows of a built file into a server, all at once or not at all."""
    with writing(url) as engine, engine.connect() as guard:
        guard.execute(text("SELECT pg_advisory_lock(4711)"))
        guard.commit()
        migrate(url)
        with (
            writing(file_url(built)) as source,
            source.connect() as reading,
            engine.begin() as connection,
        ):
            _copy(reading, connection)
        guard.execute(text("ANALYZE"))
        guard.commit()


def _copy(reading: Connection, connection: Connection) -> None:
    """Every row of every table, in the order in which it was inserted."""
    tables = m.Base.metadata.sorted_tables
    for table in reversed(tables):
        connection.execute(delete(table))
    for table in tables:
        has_rowid = table.dialect_options["sqlite"]["with_rowid"]
        inserted = select(table).order_by(*([text("rowid")] if has_rowid else []))
        rows = [dict(row) for row in reading.execute(inserted).mappings()]
        for start in range(0, len(rows), BATCH):
            connection.execute(insert(table), rows[start : start + BATCH])
