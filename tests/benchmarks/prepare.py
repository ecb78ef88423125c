"""Prepares the servers: the data, a PostgreSQL, fixed bytes, new URLs."""

import csv
import json
import os
import shutil
import subprocess
import time
import urllib.request
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL

from app.db.engines import reading
from app.db.location import data_schemas
from app.db.urls import file_url
from app.resources.definitions import BASES, BOUNDARIES
from app.settings import ROOT
from tests.benchmarks.servers import FIXED_ASKED, PYTHON, TWO, Running, Server
from tests.conftest import catalogue_on, server_in

FOLDER = ROOT / "var" / "bench"
FILE = FOLDER / "catalogue.sqlite"
BODIES = FOLDER / "bodies.json"
DAYS = 6000


def file_of(question: str) -> Path:
    """Returns the file of the URLs of a question that is always new."""
    return FOLDER / f"{question}.txt"


def build() -> float:
    """Builds the data from the seed files and returns the seconds that it took."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    # Servers get their settings from here, whatever those of this machine are
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("RENDEZVOUS_DATABASE_URL", None)
    os.environ["RENDEZVOUS_DATA_FOLDER"] = str(FOLDER)
    began = time.perf_counter()
    load = [str(PYTHON), "-m", "app", "load"]
    subprocess.run(load, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    took = time.perf_counter() - began
    (built,) = FOLDER.glob("rendezvous-*.sqlite")
    FILE.hardlink_to(built)
    os.environ["BENCH_FILE"] = str(FILE)
    os.environ["BENCH_BODIES"] = str(BODIES)
    for question, paths in new_paths().items():
        file_of(question).write_text("\n".join(paths), encoding="utf-8")
    return took


def new_paths() -> dict[str, list[str]]:
    """Returns, for each question that is always new, similar URLs that all differ."""
    records = [
        f"/v1/{name}/{record_id}"
        for name in ("missions", "people")
        for record_id in seed_column(name, "id")
    ]
    firsts = [
        f"/v1/firsts?basis={basis}&boundary={boundary}&country={state}"
        for state in seed_column("countries", "id")
        for boundary in BOUNDARIES
        for basis in BASES
    ]
    names = seed_column("people", "name")
    return {
        "new lists": new_lists(),
        "new records": records,
        "new firsts": firsts,
        "new moments": [f"/v1/in-space?at={day}" for day in days(1961, 4)],
        # Misspelt: a letter is missing
        "new searches": [
            f"/v1/search?q={quote(name[:2] + name[3:])}" for name in names
        ],
    }


def new_lists() -> list[str]:
    """Returns lists of the missions of ten years, beginning on every day."""
    return [
        f"/v1/missions?launched={day}/{day + timedelta(3650)}&sort={sort}&limit=20"
        for sort in ("launched", "-launched")
        for day in days(1960, 1)
    ]


def days(year: int, step: int) -> list[date]:
    """Returns days from the first of a year, each `step` days after the last."""
    return [date(year, 1, 1) + timedelta(number * step) for number in range(DAYS)]


def seed_column(name: str, column: str) -> list[str]:
    """Returns the values of a column of a seed file, each once."""
    with (ROOT / "seed_data" / f"{name}.csv").open(encoding="utf-8") as file:
        return list(dict.fromkeys(row[column] for row in csv.DictReader(file)))


def on_server(stack: ExitStack) -> URL:
    """Starts a PostgreSQL with the same data, which ends with the stack."""
    server = stack.enter_context(server_in(FOLDER / "postgres"))
    url = catalogue_on(server, file_url(FILE))
    asynchronous = url.set(drivername="postgresql+asyncpg")
    os.environ["BENCH_SERVER"] = asynchronous.render_as_string(hide_password=False)
    with reading(url) as connection:
        os.environ["BENCH_SCHEMA"] = data_schemas(connection)[-1]
    return url


def keep_bodies(ours: Running) -> None:
    """Records the answers of our server for the ceiling."""
    bodies = {path: answer(ours, name)[0] for name, path in FIXED_ASKED.items()}
    BODIES.write_text(json.dumps(bodies), encoding="utf-8")


def answer(one: Running, question: str) -> tuple[str, str]:
    """Returns the body and the entity tag of an answer."""
    address = f"http://127.0.0.1:{one.port}{one.server.paths[question]}"
    with urllib.request.urlopen(address, timeout=10) as response:
        return response.read().decode(), response.headers["etag"] or ""


def missing(server: Server) -> str | None:
    """Returns what a server needs and this machine lacks, `None` if nothing."""
    if not Path(server.python).exists():
        return "the environment of peers"
    if server.name == TWO:
        command = [str(PYTHON), "-m", "app", "serve", "--help"]
        told = subprocess.run(
            command, cwd=ROOT, check=True, capture_output=True, text=True
        )
        return None if "--workers" in told.stdout else "an option --workers of serve"
    return None
