"""Makes a data release: its log, and the fingerprints of all of its records."""

import shutil
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from app.ingest.checks.catalogue_checks import check_seed
from app.ingest.files.read import read_seed
from app.ingest.files.release_log import FIRST_RELEASE
from app.ingest.fingerprints import FILE, write_fingerprints
from app.ingest.load import MakeApp, Progress, build, revision_of
from app.ingest.releases import LOG, make_release

_WRITTEN = (*(f"{name}.csv" for name in LOG), FIRST_RELEASE, FILE)


def publish_release(
    folder: Path, version: str, note: str, make_app: MakeApp, progress: Progress
) -> Counter[str]:
    """Adds the current seed files to the log as a release; returns changes by kind.

    Its day is today, in UTC.

    The whole data is built, because a record also changes with its computed fields and
    its claims. Everything is done in a copy of the folder first, so that a release with
    errors changes nothing. Raises as `make_release`, and `SeedError` for claims that
    cannot be compared.
    """
    with TemporaryDirectory() as scratch:
        copy = Path(scratch) / "seed"
        shutil.copytree(folder, copy)
        day = f"{datetime.now(UTC):%Y-%m-%d}"
        changes = make_release(copy, version, day, note)
        catalogue = check_seed(read_seed(copy))
        built = Path(scratch) / "built.sqlite"
        tracker = build(catalogue, built, revision_of(copy), make_app, progress)
        write_fingerprints(copy, tracker.released_as(version))
        for name in _WRITTEN:
            shutil.copyfile(copy / name, folder / name)
    return changes
