"""Engines that write, for loading and migrations."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import (
    URL,
    Engine,
    create_engine,
    event,
)

from app.db.reader import Reader
from app.db.sqlite import SqliteReader
from app.db.urls import sqlite_path


def open_reader(url: URL, seconds: float) -> Reader:
    """A reader whose statements take no longer than this many seconds."""
    path = sqlite_path(url)
    if path is not None:
        return SqliteReader(path, seconds)
    # Its driver weighs as much as the framework, and a file needs none
    from app.db.postgresql import PostgresReader  # noqa: PLC0415

    return PostgresReader(url, seconds)


def writing_engine(url: URL) -> Engine:
    """An engine for loading and migrating, with foreign keys enforced.

    Of several hosts it takes the one that can be written to.
    """
    if sqlite_path(url) is None:
        wanted = {"target_session_attrs": "read-write"}
        return create_engine(url.update_query_dict(wanted))
    engine = create_engine(url)
    event.listen(engine, "connect", _prepare_writing)
    return engine


@contextmanager
def writing(url: URL) -> Iterator[Engine]:
    """A writing engine whose connections are closed in the end, come what may."""
    engine = writing_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def _prepare_writing(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    # A file is built aside and put on the disk as a whole when it is complete
    connection.execute("PRAGMA synchronous = OFF")
