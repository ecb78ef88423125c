"""The checksum at the end of a database file, by which damage is noticed.

A file ends in the SHA-256 of everything before. SQLite reads as many pages as the
header of the file names, and ignores what follows. So one rename puts file and
checksum in place, and a copy of the file has both.
"""

import hashlib
import os
from pathlib import Path

_BEGIN = b"sha256:"
_LENGTH = len(_BEGIN) + 64
_BLOCK = 1 << 20
_SQLITE = b"SQLite format 3\0"


def add_checksum(path: Path) -> None:
    """Appends the checksum to a file, and waits until the disk has both."""
    with path.open("rb+") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.write(_BEGIN + digest.encode())
        file.flush()
        os.fsync(file.fileno())


def is_intact(path: Path) -> bool:
    """Returns whether every byte of a file is as it was when its checksum was added."""
    left = path.stat().st_size - _LENGTH
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while left > 0 and (block := file.read(min(_BLOCK, left))):
            digest.update(block)
            left -= len(block)
        return file.read() == _BEGIN + digest.hexdigest().encode()


def may_be_sqlite(path: Path) -> bool:
    """Returns whether a file is empty or begins as one of SQLite, damaged or not."""
    with path.open("rb") as file:
        return _SQLITE.startswith(file.read(len(_SQLITE)))
