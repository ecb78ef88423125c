"""Location of a loaded data set, with an identity that changes when it is replaced."""

from collections.abc import Hashable
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import (
    URL,
    Connection,
    create_engine,
    text,
)

from app.db.urls import sqlite_path, with_options

SCHEMA = "rendezvous_"


SCHEMAS = text(
    f"SELECT nspname FROM pg_namespace WHERE nspname ~ '^{SCHEMA}[0-9]+$'"  # noqa: S608
    " ORDER BY length(nspname), nspname"
)
"""The schemas of a server that hold data, the newest last."""


class DataLocation(NamedTuple):
    """Where the data of a database is, and by what one knows that it was replaced."""

    url: URL
    identity: Hashable


def locate_data(url: URL) -> DataLocation | None:
    """The data that whoever begins to read now will read; `None` if there is none."""
    path = sqlite_path(url)
    if path is not None:
        identity = file_identity(path)
        return None if identity is None else DataLocation(url, identity)
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            found = data_schemas(connection)
    finally:
        engine.dispose()
    if not found:
        return None
    return DataLocation(with_options(url, f"search_path={found[-1]}"), found[-1])


def file_identity(path: Path) -> Hashable:
    """Another when another file is at a path, `None` while there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


def data_schemas(connection: Connection) -> list[str]:
    """The schemas of a server that hold data, the newest last."""
    return [*connection.scalars(SCHEMAS)]
