"""Databases of synthetic catalogues, kept in `var/synthetic` until the tables change.

The rows of a synthetic seed go through the loader itself. With claims, the whole is
built as `make load` builds it, every claim judged by asking. Without, records alone are
inserted by the loader's functions, because 65 claims to a mission take most of the time
and space. Above `LOADED` missions a loaded database is multiplied by SQL instead of
rendering millions of records: every mission, person, flight and event gets copies with
other ids, earlier dates and other rare words; their bodies stay as they are.
"""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Table, create_engine, delete, insert, text

from app import models as m
from app.db.engines import writing
from app.db.urls import file_url
from app.ingest.catalogue import Catalogue
from app.ingest.checks.catalogue_checks import check_seed
from app.ingest.insert import insert_all, insert_records, release_values
from app.ingest.insert_provenance import insert_sources
from app.ingest.load import build, migrate
from app.main import app_for
from app.resources.groupings import group_rows
from app.settings import ROOT
from tests.benchmarks.synthetic import synthetic_seed

FOLDER = ROOT / "var" / "synthetic"
LOADED = 100_000
"""Missions of the largest catalogue that the loader builds; larger ones are copies."""
COMMON = 1000
"""A word in so many names is common: copies of the people keep it."""
COPIED = ("missions", "people", "crew", "events")
STEP = 5 * 86_400
"""Seconds by which each copy was launched before the last."""


class Told:
    """Progress printed as lines."""

    def step(self, what: str) -> None:
        print(f"  {what} …", flush=True)


def database(missions: int, *, claims: bool = False) -> Path:
    """Returns the database of a catalogue of this size, built unless it exists."""
    form = "-with-claims" if claims else ""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{missions}{form}-{_digest()}.sqlite"
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


def _digest() -> str:
    """Returns a hash of the code that a database depends on: tables and generator."""
    files = [*(ROOT / "migrations" / "versions").glob("*.py"), Path(__file__)]
    files.append(Path(__file__).with_name("synthetic.py"))
    content = b"".join(path.read_bytes() for path in sorted(files))
    return hashlib.sha256(content).hexdigest()[:8]


def load(missions: int, path: Path, *, claims: bool = False) -> None:
    """Loads a synthetic catalogue into a new file with the functions of the loader."""
    seed = synthetic_seed(missions)
    catalogue = check_seed(seed) if claims else Catalogue(seed)
    if claims:
        build(catalogue, path, path.stem, app_for, Told())
        return
    with writing(file_url(path)) as engine, engine.begin() as connection:
        migrate(connection)
        insert_sources(connection, catalogue)
        insert_records(connection, catalogue)
        insert_all(connection, m.Release, [release_values(catalogue, path.stem)])
        connection.execute(text("ANALYZE"))


def multiply(loaded: Path, path: Path, times: int) -> None:
    """Copies a loaded file, with every record that grows so many times."""
    shutil.copy(loaded, path)
    engine = create_engine(file_url(path))
    with engine.connect() as connection:
        for pragma in (
            "journal_mode = OFF",
            "synchronous = OFF",
            "cache_size = -999999",
        ):
            connection.exec_driver_sql(f"PRAGMA {pragma}")
        indexes = connection.execute(
            text(
                "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql > ''"
            )
        ).all()
        for index in indexes:
            connection.exec_driver_sql(f'DROP INDEX "{index.name}"')
        _copy(connection, times)
        for index in indexes:
            connection.exec_driver_sql(index.sql)
        _group(connection)
        connection.execute(text("ANALYZE"))
        connection.commit()
    engine.dispose()


def _copy(connection: Connection, times: int) -> None:
    connection.execute(
        text(
            "CREATE TEMP TABLE common AS SELECT word FROM search_words"
            f" GROUP BY word HAVING count(*) >= {COMMON}"
        )
    )
    for table in m.Base.metadata.sorted_tables:
        expressions = dict(_expressions(table))
        if any(":copy" in one for one in expressions.values()):
            print(f"  {table.name} …", flush=True)
            names, values = ", ".join(expressions), ", ".join(expressions.values())
            order = ", ".join(column.name for column in table.primary_key)
            where = "resource IN ('missions', 'people', 'events')"
            named = f" WHERE {where}" if "resource" in table.columns else ""
            original = (
                f"CREATE TEMP TABLE original AS SELECT * FROM {table.name}{named}"
            )
            connection.execute(text(f"{original} ORDER BY {order}"))
            for copy in range(1, times):
                statement = f"INSERT INTO {table.name} ({names}) SELECT {values}"
                copied = text(f"{statement} FROM original ORDER BY {order}")
                connection.execute(copied, {"copy": copy})
            connection.execute(text("DROP TABLE original"))


def _expressions(table: Table) -> Iterator[tuple[str, str]]:
    """Returns the value of each column in a copy."""
    if table.name == m.GroupAchievement.__tablename__:
        return
    grows = table.name in COPIED or any(
        key.column.table.name in COPIED for key in table.foreign_keys
    )
    for column in table.columns:
        name = f'"{column.name}"'
        owners = {key.column.table.name for key in column.foreign_keys}
        key_of_own = table.name in COPIED and column.primary_key
        if key_of_own or owners & set(COPIED) or column.name == "record_id":
            yield name, f"{name} || '-c' || :copy"
        elif grows and column.name.endswith(("_earliest", "_latest")):
            yield name, f"{name} - {STEP} * :copy"
        elif table.name == m.SearchWord.__tablename__ and column.name == "word":
            kept = f"{name} IN (SELECT word FROM common)"
            yield name, f"CASE WHEN {kept} THEN {name} ELSE {name} || 'c' || :copy END"
        else:
            yield name, name


def _group(connection: Connection) -> None:
    """Returns the groups of all flights, by the statements of the loader."""
    print("  groups …", flush=True)
    columns = [column.key for column in m.GroupAchievement.__table__.columns]
    connection.execute(delete(m.GroupAchievement))
    for group in group_rows():
        ordered = group.order_by(text("1, 2, 3, 4, 5"))
        connection.execute(insert(m.GroupAchievement).from_select(columns, ordered))
