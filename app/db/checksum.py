"""A database file ends in the SHA-256 of all that precedes it, so that damage is seen.

SQLite reads as many pages as its header names and leaves alone what follows. So file
and checksum come into place in one rename, and whoever copies one has the other.
"""

import hashlib
import os
from pathlib import Path

_BEGIN = b"sha256:"
_LENGTH = len(_BEGIN) + 64
_BLOCK = 1 << 20
_SQLITE = b"SQLite format 3\0"


def add_checksum(path: Path) -> None:
    """Complete a file by its checksum, and have both on the disk before going on."""
    with path.open("rb+") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.write(_BEGIN + digest.encode())
        file.flush()
        os.fsync(file.fileno())


def is_intact(path: Path) -> bool:
    """Whether a file is, to the byte, what it was when it was completed."""
    left = path.stat().st_size - _LENGTH
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while left > 0 and (block := file.read(min(_BLOCK, left))):
            digest.update(block)
            left -= len(block)
        return file.read() == _BEGIN + digest.hexdigest().encode()


def may_be_sqlite(path: Path) -> bool:
    """Whether a file is empty or begins as SQLite's do, damaged or not."""
    with path.open("rb") as file:
        return _SQLITE.startswith(file.read(len(_SQLITE)))
