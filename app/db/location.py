"""Where data sets are: in a file, or in marked schemas of a server.

A data set in place is never changed. A newer one is put beside it: a file takes the
name of the older one, a server gets another schema. A reader keeps to one file or
schema, so no answer mixes two data sets.
"""

import os
from collections.abc import Hashable
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, text

_PREFIX = "rendezvous_"
MARK = "Data set of Rendezvous"
"""The comment of a schema that a loader has completed; no other schema is touched."""
_NUMBERED = f"nspname ~ '^{_PREFIX}[0-9]+$'"
DATA_SCHEMAS = text(
    f"SELECT nspname, oid FROM pg_namespace WHERE {_NUMBERED}"  # noqa: S608
    f" AND obj_description(oid, 'pg_namespace') = '{MARK}'"
    " ORDER BY length(nspname), nspname"
)
"""Names and object ids of the schemas that hold data sets, the newest last."""
_HIGHEST = text(
    f"SELECT coalesce(max(substr(nspname, {len(_PREFIX) + 1})::numeric), 0)"  # noqa: S608
    f" FROM pg_namespace WHERE {_NUMBERED}"
)


class FileIdentity(NamedTuple):
    """Differs between two files, and between two states of one file."""

    inode: int
    size: int
    modified: int

    def change_since(self, opened: Hashable) -> str:
        """Returns what happened to a file since it was opened, as a predicate."""
        if not isinstance(opened, FileIdentity) or opened.inode != self.inode:
            return "was replaced"
        return "was cut short" if self.size < opened.size else "was overwritten"


def file_identity(file: Path | int) -> FileIdentity | None:
    """Returns the identity of a file, by path or descriptor; `None` without a file."""
    try:
        status = os.stat(file)  # noqa: PTH116 - a descriptor has no path
    except FileNotFoundError:
        return None
    return FileIdentity(status.st_ino, status.st_size, status.st_mtime_ns)


def data_schemas(connection: Connection) -> list[str]:
    """Returns the schemas of a server that hold data sets, the newest last."""
    return [*connection.scalars(DATA_SCHEMAS)]


def next_schema(connection: Connection) -> str:
    """Returns a schema name with a number above all others, marked or not."""
    return f"{_PREFIX}{connection.scalar(_HIGHEST) + 1}"
