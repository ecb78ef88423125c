"""Databases of synthetic catalogues, kept in `var/synthetic` until the tables change.

The rows of a synthetic seed go through the loader itself. With claims, the whole is
built as `make load` builds it, every claim judged by asking. Without, records alone are
inserted by the loader's functions, because 65 claims to a mission take most of the time
and space. Above `LOADED` missions a loaded database is multiplied (`multiplying`).
"""

import hashlib
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import URL, text

from app import models as m
from app.db.engines import writing
from app.db.urls import file_url, normal_url
from app.ingest.catalogue import Catalogue
from app.ingest.checks.catalogue_checks import check_seed
from app.ingest.insert import insert_all, insert_records, release_values
from app.ingest.insert_provenance import insert_sources
from app.ingest.list_counts import insert_list_counts
from app.ingest.load import build, copy_to_server, migrate
from app.ingest.search_documents import insert_search
from app.main import app_for
from app.settings import ROOT
from tests.benchmarks.multiplying import multiply
from tests.benchmarks.synthetic import synthetic_seed
from tests.conftest import server_in

FOLDER = ROOT / "var" / "synthetic"
LOADED = 10_000
"""Missions of the largest catalogue that the loader builds; larger ones are copies."""
DEPENDS_ON = (
    "migrations/versions/*.py",
    "app/query/words.py",
    "tests/benchmarks/building.py",
    "tests/benchmarks/multiplying.py",
    "tests/benchmarks/synthetic.py",
)
"""The code that a database is made of: the tables, the words and the generator."""


class PrintedSteps:
    """Progress printed as lines."""

    def step(self, description: str) -> None:
        print(f"  {description} …", flush=True)


def database(missions: int, *, claims: bool = False) -> Path:
    """Returns the database of a catalogue of this size, built unless it exists."""
    form = "-with-claims" if claims else ""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{missions}{form}-{digest()}.sqlite"
    if not path.exists():
        for outdated in FOLDER.glob(f"{missions}{form}-????????.sqlite*"):
            outdated.unlink()
        building = path.with_suffix(".building")
        building.unlink(missing_ok=True)
        print(f"Building {path.name}", flush=True)
        if missions > LOADED and not claims:
            multiply(database(LOADED), building, missions // LOADED)
        else:
            load(missions, building, claims=claims)
        building.rename(path)
    return path


def digest() -> str:
    """Returns a hash of the code that a database depends on."""
    files = (path for pattern in DEPENDS_ON for path in ROOT.glob(pattern))
    content = b"".join(path.read_bytes() for path in sorted(files))
    return hashlib.sha256(content).hexdigest()[:8]


def load(missions: int, path: Path, *, claims: bool = False) -> None:
    """Loads a synthetic catalogue into a new file with the functions of the loader."""
    seed = synthetic_seed(missions)
    catalogue = check_seed(seed) if claims else Catalogue(seed)
    if claims:
        build(catalogue, path, path.stem, app_for, PrintedSteps())
        return
    with writing(file_url(path)) as engine, engine.begin() as connection:
        migrate(connection)
        insert_sources(connection, catalogue)
        insert_records(connection, catalogue)
        insert_all(connection, m.Release, [release_values(catalogue, path.stem)])
        insert_search(connection, catalogue)
        insert_list_counts(connection)
        connection.execute(text("ANALYZE"))


def on_server(stack: ExitStack, missions: int, *, claims: bool = False) -> URL:
    """Returns the same catalogue on a PostgreSQL, copied unless it exists.

    The server ends with the stack.
    """
    path = database(missions, claims=claims)
    server = stack.enter_context(server_in(FOLDER / "postgresql"))
    name = f"growth_{path.stem.replace('-', '_')}"
    if name not in server.psql("SELECT datname FROM pg_database"):
        server.psql(f"CREATE DATABASE {name}")
    url = normal_url(server.get_uri(database=name))
    print(f"Copying {path.name} to PostgreSQL, unless it is there", flush=True)
    copy_to_server(path, url)
    return url
