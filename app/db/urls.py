"""Addresses of databases: which are supported, and what is added to them."""

from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import (
    URL,
    make_url,
)
from sqlalchemy.exc import ArgumentError

from app.settings import ConfigurationError

_NETWORK_LIMITS = {
    "client_encoding": "utf8",
    "connect_timeout": "3",
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "2",
    "tcp_user_timeout": "4000",
}
"""Options of libpq by which a server that vanished is noticed in seconds."""
_LOGIN = ("user", "password", "dbname")
FORMS = "write sqlite:///file or postgresql://user@host/name"


def normal_url(address: str | URL) -> URL:
    """Returns the URL with our drivers; `postgresql://` means psycopg.

    Raises ConfigurationError if it is not the URL of a supported database.
    """
    try:
        url = _parsed(address) if isinstance(address, str) else address
        kind = url.get_backend_name()
    except (ArgumentError, ValueError) as error:
        detail = f"{error}; {FORMS}"
        raise ConfigurationError(
            f"The URL of the database cannot be used: {detail}"
        ) from error
    if kind == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if kind != "sqlite" or url.database in (None, "", ":memory:"):
        shown = url.render_as_string()
        detail = f"{shown}; {FORMS}"
        raise ConfigurationError(f"The URL of the database cannot be used: {detail}")
    return url


def _parsed(address: str) -> URL:
    """Parses a URL; one with several hosts by libpq, because SQLAlchemy cannot."""
    kind, _, rest = address.partition("://")
    if not (kind.startswith("postgresql") and "," in urlsplit(address).netloc):
        return make_url(address)
    # SQLite files need no driver of PostgreSQL
    from psycopg import ProgrammingError  # noqa: PLC0415
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415

    try:
        parts = conninfo_to_dict(f"postgresql://{rest}")
    except ProgrammingError as error:
        raise ArgumentError(str(error).strip()) from error
    query = {name: str(value) for name, value in parts.items()}
    user, password, name = (query.pop(part, None) for part in _LOGIN)
    return URL.create("postgresql", user, password, database=name, query=query)


def file_url(path: Path) -> URL:
    """Returns the URL of an SQLite file, whose name may have any characters."""
    return URL.create("sqlite", database=str(path))


def sqlite_path(url: URL) -> Path | None:
    """Returns the file of an SQLite URL, `None` for a server."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def with_network_limits(url: URL) -> URL:
    """Returns the address of a server with time limits where it has none of its own."""
    missing = {k: v for k, v in _NETWORK_LIMITS.items() if k not in url.query}
    return url.update_query_dict(missing)


def with_options(url: URL, *options: str) -> URL:
    """Returns the address of a server with more settings for its sessions."""
    settings = [str(url.query["options"])] if "options" in url.query else []
    settings += [f"-c {option}" for option in options]
    return url.update_query_dict({"options": " ".join(settings)})
