"""A load takes the same memory whatever the size of the catalogue."""

import subprocess
import sys
from pathlib import Path

from tests.benchmarks.synthetic import synthetic_seed
from tests.support.seed_folder import write_folder

FEW, MANY = 40, 320
MOST = 1.1
"""How many times the memory eight times the missions may take."""


def megabytes_for(missions: int, folder: Path) -> int:
    """Loads a synthetic catalogue with all its claims in a process of its own."""
    seed = synthetic_seed(missions)
    for log in ("releases", "changes"):
        seed.put(log, [])
    seed_folder = write_folder(seed, folder / f"seed-{missions}")
    program = "tests.support.load_with_small_caches"
    folders = (str(seed_folder), str(folder / str(missions)))
    command = [sys.executable, "-m", program, *folders]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return int(done.stdout)


def test_eight_times_the_missions_take_hardly_more_memory(tmp_path: Path) -> None:
    few, many = megabytes_for(FEW, tmp_path), megabytes_for(MANY, tmp_path)
    assert many < MOST * few
