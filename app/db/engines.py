"""Opens databases: readers for answering, engines for loading and migrating."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    text,
)

from app.db.reader import DataReader
from app.db.sqlite import open_sqlite
from app.db.urls import sqlite_path, with_network_limits
from app.settings import StorageError


async def open_reader(url: URL, seconds: float) -> DataReader:
    """Opens the newest data set of a database; a statement may take so many seconds.

    Raises LookupError if there is none, and Unavailable if a server does not answer.
    """
    path = sqlite_path(url)
    if path is not None:
        return open_sqlite(path, seconds)
    # Its driver weighs as much as the framework, and a file needs none
    from app.db.postgresql import open_postgres  # noqa: PLC0415

    return await open_postgres(url, seconds)


def server_engine(url: URL, **options: str) -> Engine:
    """Returns an engine for a server, which may be reached through a pooler."""
    address = with_network_limits(url).update_query_dict(options)
    # A pooler in transaction mode does not support prepared statements
    return create_engine(address, connect_args={"prepare_threshold": None})


def writing_engine(url: URL) -> Engine:
    """Returns an engine for loading and migrating, with foreign keys enforced.

    Of several hosts it takes the one that can be written to.
    """
    if sqlite_path(url) is None:
        return server_engine(url, target_session_attrs="read-write")
    engine = create_engine(url)
    event.listen(engine, "connect", _prepare_writing)
    return engine


@contextmanager
def writing(url: URL) -> Iterator[Engine]:
    """Yields a writing engine, and closes its connections in any case."""
    engine = writing_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def reading(url: URL) -> Iterator[Connection]:
    """Yields a connection that sees what is in place, and closes it in any case."""
    engine = create_engine(url) if sqlite_path(url) else server_engine(url)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def check_server(url: URL) -> None:
    """Raises StorageError if a database of a server cannot hold the data."""
    if sqlite_path(url) is not None:
        return
    with writing(url) as engine, engine.connect() as connection:
        encoding = connection.scalar(text("SHOW server_encoding"))
    if encoding != "UTF8":
        detail = f"its encoding is {encoding}, and the data needs UTF8"
        raise StorageError(f"The database cannot be used: {detail}")


def _prepare_writing(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    # A file is built aside, and is synchronised when it is complete
    connection.execute("PRAGMA synchronous = OFF")
