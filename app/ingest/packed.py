"""The loaded database in a wheel, compressed, so that its first start loads nothing."""

import logging
import lzma
import shutil
from pathlib import Path

from app.db.checksum import is_intact
from app.settings import BUNDLED

_BLOCK = 1 << 20
_FILTERS = [
    # Suits text, and finds longer repetitions than the preset: 7 % smaller
    {"id": lzma.FILTER_LZMA2, "preset": 9, "lc": 4, "pb": 0, "nice_len": 160}
]
logger = logging.getLogger("rendezvous")


def packed_database(revision: str) -> Path | None:
    """Returns the packed database of a revision, `None` if the package has none."""
    path = _path(BUNDLED, revision)
    return path if path.is_file() else None


def _path(folder: Path, revision: str) -> Path:
    return folder / f"rendezvous-{revision[:16]}.sqlite.xz"


def pack(database: Path, revision: str, folder: Path = BUNDLED) -> Path:
    """Compresses a database into a folder, in place of all others; returns its path.

    Equal databases give equal bytes, with the same version of the library.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for other in folder.glob("*.sqlite.xz"):
        other.unlink()
    packed = _path(folder, revision)
    with (
        database.open("rb") as source,
        lzma.open(packed, "wb", filters=_FILTERS) as target,
    ):
        shutil.copyfileobj(source, target, _BLOCK)
    return packed


def unpack(packed: Path, target: Path) -> bool:
    """Unpacks a database; returns whether it is intact, and removes it if not."""
    try:
        with lzma.open(packed) as source, target.open("wb") as file:
            shutil.copyfileobj(source, file, _BLOCK)
        intact = is_intact(target)
    except (lzma.LZMAError, EOFError):
        intact = False
    if not intact:
        target.unlink()
        logger.warning("%s is damaged; the seed files are loaded instead", packed)
    return intact
