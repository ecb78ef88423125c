"""The folder of databases: the lock of loaders, their scratch, and old revisions."""

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path

from filelock import FileLock

from app.settings import StorageError

_OF_REVISION = re.compile(r"rendezvous-([0-9a-f]{16})\.sqlite|download-([0-9a-f]{16})")


@contextmanager
def exclusive_scratch(folder: Path) -> Iterator[Path]:
    """Yields an empty subfolder to work in, while other loaders of the folder wait.

    Removes the files of a loader that was killed. Raises StorageError if files cannot
    be written.
    """
    scratch = folder / ".loading"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # The operating system releases it when the process ends, even if killed
        with FileLock(folder / ".loading.lock"):
            shutil.rmtree(scratch, ignore_errors=True)
            scratch.mkdir()
            try:
                yield scratch
            finally:
                shutil.rmtree(scratch, ignore_errors=True)
    except OSError as error:
        reason = f"{error.strerror or error}: {error.filename or folder}"
        detail = "RENDEZVOUS_DATA_FOLDER or DATABASE_URL can name another place"
        raise StorageError(f"The data cannot be written: {reason}; {detail}") from error


def remove_older(folder: Path, revision: str) -> None:
    """Removes what loads have put in a folder, except for two revisions.

    They are the given one and the newest of the others, which may still be served.
    """
    paths: dict[str, list[Path]] = defaultdict(list)
    for path in folder.iterdir():
        if match := _OF_REVISION.fullmatch(path.name):
            paths[match[1] or match[2]].append(path)
    paths.pop(revision[:16], None)
    newest_last = sorted(
        paths.values(), key=lambda group: max(path.stat().st_mtime for path in group)
    )
    for path in chain.from_iterable(newest_last[:-1]):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            # Windows keeps files that are open
            with suppress(PermissionError):
                path.unlink(missing_ok=True)
