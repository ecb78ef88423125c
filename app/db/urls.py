"""Databases by their URL, where their data is, and engines that write while loading.

Data that is in place is never changed. Other data is put beside it: an SQLite file
takes the name of the old one, a server gets a schema whose number is the highest.
Whoever reads keeps to one file or schema, so no answer can mix two loads.
"""

from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import (
    URL,
    make_url,
)
from sqlalchemy.exc import ArgumentError

from app.settings import ConfigurationError

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
        raise ConfigurationError(f"The database cannot be used: {detail}") from error
    if kind == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if kind != "sqlite" or url.database in (None, "", ":memory:"):
        shown = url.render_as_string()
        raise ConfigurationError(f"The database cannot be used: {shown}; {FORMS}")
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


def with_options(url: URL, *options: str) -> URL:
    """The address of a server with more settings for its sessions."""
    given = [str(url.query["options"])] if "options" in url.query else []
    given += [f"-c {option}" for option in options]
    return url.update_query_dict({"options": " ".join(given)})
