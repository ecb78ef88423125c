"""Prepares the servers: the data, a PostgreSQL, fixed bytes, varied paths."""

import json
import os
import shutil
import subprocess
import time
import urllib.request
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import URL

from app.db.engines import reading
from app.db.location import data_schemas
from app.db.urls import file_url
from app.settings import ROOT
from tests.benchmarks.servers import FIXED_ASKED, PYTHON, TWO, Running, Server
from tests.conftest import catalogue_on, server_in

FOLDER = ROOT / "var" / "bench"
FILE = FOLDER / "catalogue.sqlite"
BODIES = FOLDER / "bodies.json"
VARIED = FOLDER / "varied.txt"
DAYS = 6000


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
    VARIED.write_text("\n".join(varied()), encoding="utf-8")
    return took


def varied() -> list[str]:
    """Returns similar lists that all differ: ten years from every day on.

    They are more than a server remembers, and more than a run asks for.
    """
    days = [date(1960, 1, 1) + timedelta(one) for one in range(DAYS)]
    return [
        f"/v1/missions?launched={day}/{day + timedelta(3650)}&sort={sort}&limit=20"
        for sort in ("launched", "-launched")
        for day in days
    ]


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
