"""Databases by their URL, and engines that write while loading."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from app.settings import UnusableError

FORMS = "write sqlite:///file or postgresql://user@host/name"


def normal_url(given: str | URL) -> URL:
    """The URL with our drivers; `postgresql://` means psycopg.

    Raises UnusableError for what is no URL of a database that can be used.
    """
    try:
        url = make_url(given)
        kind = url.get_backend_name()
    except (ArgumentError, ValueError) as error:
        detail = f"{error}; {FORMS}"
        raise UnusableError(f"The database cannot be used: {detail}") from error
    if kind == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if kind != "sqlite" or url.database in (None, "", ":memory:"):
        shown = url.render_as_string()
        raise UnusableError(f"The database cannot be used: {shown}; {FORMS}")
    return url


def file_url(path: Path) -> URL:
    """The URL of an SQLite file, whatever its name."""
    return URL.create("sqlite", database=str(path))


def sqlite_path(url: URL) -> Path | None:
    """The file of an SQLite URL, `None` for a server."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def writing_engine(url: URL) -> Engine:
    """An engine for loading and migrating, with foreign keys enforced."""
    engine = create_engine(url)
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _enforce_foreign_keys)
    return engine


@contextmanager
def writing(url: URL) -> Iterator[Engine]:
    """A writing engine whose connections are closed in the end, come what may."""
    engine = writing_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def _enforce_foreign_keys(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
