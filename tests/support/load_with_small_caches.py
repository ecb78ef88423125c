"""Loads a folder of seed files and prints the most memory that it took, in megabytes.

The caches are so small that a few hundred missions fill them, as a million would fill
those of a real load.
"""

import sys
from pathlib import Path

from app.db.urls import file_url
from app.ingest import completeness, scratch
from app.ingest.load import load
from app.main import app_for
from app.settings import Settings
from tests.support.memory import limit_allocator, peak_megabytes

KEPT, KILOBYTES = 50, 500


class NoProgress:
    def step(self, description: str) -> None:
        """Shows nothing."""


def main() -> None:
    limit_allocator()
    scratch.KEPT, scratch.CACHE = KEPT, KILOBYTES
    completeness._TOGETHER = KEPT  # noqa: SLF001 - the size of a batch
    seed, data = map(Path, sys.argv[1:])
    settings = Settings(seed_data=seed, data_folder=data)
    load(settings, file_url(data / "loaded.sqlite"), app_for, NoProgress())
    print(peak_megabytes())  # noqa: T201 - read by the test


main()
