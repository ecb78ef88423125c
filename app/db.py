"""Databases by their URL, where their data is, and engines that write while loading.

Data that is in place is never changed. Other data is put beside it: an SQLite file
takes the name of the old one, a server gets a schema whose number is the highest.
Whoever reads keeps to one file or schema, so no answer can mix two loads.
"""

import sqlite3
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.exc import ArgumentError

from app.settings import UnusableError

SCHEMA = "rendezvous_"
SCHEMAS = text(
    f"SELECT nspname FROM pg_namespace WHERE nspname ~ '^{SCHEMA}[0-9]+$'"  # noqa: S608
    " ORDER BY length(nspname), nspname"
)
"""The schemas of a server that hold data, the newest last."""
_LOGIN = ("user", "password", "dbname")
FORMS = "write sqlite:///file or postgresql://user@host/name"


def normal_url(given: str | URL) -> URL:
    """The URL with our drivers; `postgresql://` means psycopg.

    Raises UnusableError for what is no URL of a database that can be used.
    """
    try:
        url = _parsed(given) if isinstance(given, str) else given
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


def _parsed(given: str) -> URL:
    """A URL; what several hosts mean, libpq says, for SQLAlchemy cannot read them."""
    kind, _, rest = given.partition("://")
    if not (kind.startswith("postgresql") and "," in urlsplit(given).netloc):
        return make_url(given)
    # A driver that a file needs not
    from psycopg import ProgrammingError  # noqa: PLC0415
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415

    try:
        told = conninfo_to_dict(f"postgresql://{rest}")
    except ProgrammingError as error:
        raise ArgumentError(str(error).strip()) from error
    query = {name: str(value) for name, value in told.items()}
    user, password, name = (query.pop(one, None) for one in _LOGIN)
    return URL.create("postgresql", user, password, database=name, query=query)


def file_url(path: Path) -> URL:
    """The URL of an SQLite file, whatever its name."""
    return URL.create("sqlite", database=str(path))


def sqlite_path(url: URL) -> Path | None:
    """The file of an SQLite URL, `None` for a server."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


class Place(NamedTuple):
    """Where the data of a database is, and by what one knows that it was replaced."""

    url: URL
    identity: Hashable


def in_place(url: URL) -> Place | None:
    """The data that whoever begins to read now will read; `None` if there is none."""
    path = sqlite_path(url)
    if path is not None:
        identity = file_identity(path)
        return None if identity is None else Place(url, identity)
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            found = schemas(connection)
    finally:
        engine.dispose()
    if not found:
        return None
    return Place(with_options(url, f"search_path={found[-1]}"), found[-1])


def file_identity(path: Path) -> Hashable:
    """Another when another file is at a path, `None` while there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


def schemas(connection: Connection) -> list[str]:
    """The schemas of a server that hold data, the newest last."""
    return [*connection.scalars(SCHEMAS)]


def with_options(url: URL, *options: str) -> URL:
    """The address of a server with more settings for its sessions."""
    given = [str(url.query["options"])] if "options" in url.query else []
    given += [f"-c {option}" for option in options]
    return url.update_query_dict({"options": " ".join(given)})


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
