"""A small but complete seed: the flight of Soyuz 28 and the records around it.

`write_seed(folder)` writes it; a keyword argument replaces the rows of a file, and a
missing cell is empty. `changed`, `added` and `without` return modified rows of a file.
"""

import atexit
import json
import shutil
from copy import deepcopy
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import URL, create_engine, text

from app.db.engines import reading
from app.db.location import data_schemas
from app.db.urls import normal_url, sqlite_path, with_options
from app.ingest.catalogue import Catalogue
from app.ingest.ensure_loaded import database_url
from app.ingest.files.external import EXTERNAL
from app.ingest.files.read import canonical_text
from app.ingest.files.sources import SOURCES
from app.ingest.files.tables import FILES, column_names
from app.ingest.load import MakeApp, build, load, revision_of
from app.main import app_for
from app.settings import Settings

Cells = dict[str, str]

GCAT = {"source": "gcat", "locator": "row"}
ISO = {"source": "iso-3166", "locator": "entry"}
ESSAY = {"source": "essay", "locator": "p1"}
PASSAGE = {"source": "essay", "paragraph": "1", "sha256": "0" * 64}

WORKS: list[dict[str, Any]] = [
    {
        "id": "essay",
        "type": "article",
        "title": "Guests in Orbit",
        "author": [{"family": "Nováková", "given": "Jana"}],
        "issued": {"date-parts": [[2021, 4]]},
        "custom": {"kind": "document", "cites": ["gcat"], "aliases": []},
    },
    {
        "id": "gcat",
        "type": "dataset",
        "title": "General Catalog of Artificial Space Objects",
        "author": [{"family": "McDowell", "given": "Jonathan C."}],
        "custom": {"kind": "catalogue", "aliases": ["GCAT"]},
    },
    {
        "id": "iso-3166",
        "type": "standard",
        "title": "Codes for the representation of names of countries",
        "author": [{"literal": "International Organization for Standardization"}],
        "custom": {"kind": "standard"},
    },
]

# Rows read better as a few dense lines than with a line for each cell
# fmt: off
ROWS: dict[str, list[Cells]] = {
    "countries": [
        {"id": "czechia", "name": "Czechia", "official_name": "Czech Republic",
         "iso_alpha2": "CZ", "iso_alpha3": "CZE", "iso_numeric": "203",
         "region": "Europe", "subregion": "Eastern Europe", "began": "1993-01-01",
         "aliases": "Česko", "note": "Followed Czechoslovakia.", **ISO},
        {"id": "czechoslovakia", "name": "Czechoslovakia", "iso_alpha2": "CS",
         "iso_alpha3": "CSK", "iso_alpha4": "CSHH", "iso_numeric": "200",
         "gcat_code": "CSSR", "region": "Europe", "began": "1918-10-28",
         "ended": "1992-12-31", "aliases": "Československo;ČSSR", **ISO},
        {"id": "russia", "name": "Russia", "iso_alpha2": "RU", "iso_alpha3": "RUS",
         "gcat_code": "RU", "region": "Europe", "began": "1991-12-26", **ISO},
        {"id": "soviet-union", "name": "Soviet Union", "iso_alpha2": "SU",
         "iso_alpha3": "SUN", "iso_alpha4": "SUHH", "region": "Europe",
         "began": "1922-12-30", "ended": "1991-12-26", "aliases": "USSR;Советский Союз",
         **ISO},
    ],
    "successions": [
        {"predecessor": "czechoslovakia", "successor": "czechia", "date": "1993-01-01",
         "kind": "dissolution", "note": "By treaty.", **ESSAY},
        {"predecessor": "soviet-union", "successor": "russia", "date": "1991-12-26",
         "kind": "continuation", **ESSAY},
    ],
    "organisations": [
        {"id": "czechoslovak-air-force", "name": "Czechoslovak Air Force",
         "kind": "military", "country": "czechoslovakia", **GCAT},
        {"id": "interkosmos-council", "name": "Interkosmos Council", "kind": "council",
         "country": "soviet-union", "founded": "1966", "dissolved": "1992~",
         "aliases": "Intercosmos Council", "summary": "Spoke for Soviet institutes.",
         **ESSAY},
    ],
    "programmes": [
        {"id": "interkosmos", "name": "Interkosmos", "kind": "crewed",
         "began": "1967-04", "ended": "1991",
         "countries": "czechoslovakia;soviet-union",
         "organisations": "interkosmos-council", "aliases": "Интеркосмос",
         "summary": "Joint research of socialist states.", **GCAT},
        {"id": "interkosmos-guests", "name": "Interkosmos guest flights",
         "kind": "crewed", "began": "1978-03-02", "parent": "interkosmos", **GCAT},
    ],
    "spacecraft": [
        {"id": "soyuz-7k-t", "name": "Soyuz 7K-T", "kind": "model",
         "countries": "soviet-union", "crew_capacity": "3",
         "first_launched": "1971-04-22T23:54:06Z", "aliases": "Soyuz ferry", **GCAT},
        {"id": "soyuz-no-45", "name": "Soyuz no. 45", "kind": "vehicle",
         "type": "soyuz-7k-t", "summary": "Flew once.", **GCAT},
        {"id": "soyuz-rocket", "name": "Soyuz rocket", "kind": "launch-vehicle",
         **GCAT},
        {"id": "soyuz-u", "name": "Soyuz-U", "kind": "launch-vehicle",
         "type": "soyuz-rocket", **GCAT},
    ],
    "stations": [
        {"id": "salyut-6", "name": "Salyut 6", "status": "ended", "cospar": "1977-097A",
         "launched": "1977-09-29T06:50:00Z", "ended": "1982-07-29",
         "end_kind": "deorbit", "countries": "soviet-union", "programme": "interkosmos",
         "aliases": "DOS-5;Салют-6", "gcat_name": "DOS-5",
         "summary": "Had many guests.", **GCAT},
    ],
    "sites": [
        {"id": "baikonur", "name": "Baikonur Cosmodrome", "kind": "launch-site",
         "countries": "soviet-union", "latitude": "45.9", "longitude": "63.3",
         "names": "NIIP-5@1956/1989;GIK-5@1989/", "codes": "NIIP-5;GIK-5",
         "began": "1955-06-02", "aliases": "Tyuratam;Байконур",
         "summary": "Launched every Soviet crew.", **GCAT},
        {"id": "baikonur-lc1", "name": "Site 1/5", "kind": "launch-pad",
         "parent": "baikonur", "countries": "soviet-union", "latitude": "45.92",
         "longitude": "63.342", **GCAT},
    ],
    "modules": [
        {"id": "salyut-6-core", "name": "Salyut 6 core", "kind": "core",
         "station": "salyut-6", "launched": "1977-09-29T06:50:00Z",
         "ended": "1982-07-29", **GCAT},
    ],
    "expeditions": [
        {"id": "salyut-6-ep-1", "name": "Salyut 6 EP-1", "number": "1",
         "kind": "visiting", "station": "salyut-6", "began": "1978-03-03T17:09Z",
         "ended": "1978-03-10T10:23Z", "missions": "soyuz-28",
         "crew": "alexei-gubarev:commander;vladimir-remek", **GCAT},
    ],
    "landings": [
        {"mission": "soyuz-28", "name": "Near Tselinograd", "kind": "land",
         "site": "baikonur",
         "latitude": "51.18", "longitude": "70.5", "note": "135 km west.", **ESSAY},
    ],
    "external_ids": [
        {"record": "people/vladimir-remek", "scheme": "wikidata", "value": "Q314324",
         **ESSAY},
    ],
    "people": [
        {"id": "alexei-gubarev", "name": "Alexei Gubarev", "sex": "male",
         "native_name": "Алексей Губарев", "born": "1931-03-29", "died": "2015-02-21",
         "birth_country": "russia", "countries": "soviet-union", "gcat_id": "AS-00082",
         **GCAT},
        {"id": "oldrich-pelcak", "name": "Oldřich Pelčák",
         "countries": "czechoslovakia", **ESSAY},
        {"id": "vladimir-remek", "name": "Vladimír Remek", "sex": "male",
         "born": "1948-09-26", "birth_country": "czechia",
         "countries": "czechoslovakia", "aliases": "Vladimir Remek",
         "occupations": "engineer;military pilot", "selected": "1976-12",
         "selection_group": "Interkosmos 1",
         "summary": "Came from a third state.", "gcat_id": "AS-00095", **GCAT},
    ],
    "missions": [
        {"id": "soyuz-17", "name": "Soyuz 17", "kind": "crewed-orbital",
         "launched": "1975-01-10T21:43:37Z", "landed": "1975-02-09T11:03:22Z",
         "outcome": "success", "boundary": "orbit", "spacecraft": "soyuz-7k-t",
         "countries": "soviet-union:operator", "gcat_id": "H00067", **GCAT},
        {"id": "soyuz-28", "name": "Soyuz 28", "kind": "crewed-orbital",
         "cospar": "1978-023A", "launched": "1978-03-02T15:28:10Z",
         "landed": "1978-03-10T13:44:10Z", "outcome": "success", "boundary": "orbit",
         "programmes": "interkosmos;interkosmos-guests", "spacecraft": "soyuz-7k-t",
         "vehicle": "soyuz-no-45", "destination": "salyut-6", "crew_size": "2",
         "countries": "czechoslovakia:partner;soviet-union:operator",
         "launch_vehicle": "soyuz-u", "launch_site": "baikonur",
         "launch_pad": "baikonur-lc1",
         "call_sign": "Zenit", "mass_kg": "6800", "perigee_km": "198.9",
         "apogee_km": "275.6", "inclination_deg": "51.65", "aliases": "Soyuz-28",
         "summary": "The first crew of two states.", "gcat_id": "H00079", **GCAT},
    ],
    "crew": [
        {"mission": "soyuz-17", "person": "alexei-gubarev", "role": "commander",
         "countries": "soviet-union", "landed": "1975-02-09T11:03:22Z",
         "landed_on": "soyuz-17", **GCAT},
        {"mission": "soyuz-28", "person": "alexei-gubarev", "role": "commander",
         "role_title": "Komandir", "countries": "soviet-union",
         "landed": "1978-03-10T13:44:10Z", "landed_on": "soyuz-28",
         "stations": "salyut-6", **GCAT},
        {"mission": "soyuz-28", "person": "vladimir-remek",
         "role": "research-cosmonaut", "countries": "czechoslovakia",
         "landed": "1978-03-10T13:44:10Z", "landed_on": "soyuz-28",
         "stations": "salyut-6", "agencies": "interkosmos-council",
         "employers": "czechoslovak-air-force", **GCAT},
    ],
    "assignments": [
        {"mission": "soyuz-28", "person": "oldrich-pelcak", "kind": "backup",
         "role": "research-cosmonaut", "countries": "czechoslovakia", **ESSAY},
    ],
    "dockings": [
        {"mission": "soyuz-28", "target": "stations/salyut-6", "sequence": "1",
         "docked": "1978-03-03T17:09Z", "undocked": "1978-03-10T10:23Z",
         "method": "docking", "outcome": "docked", "note": "At the aft port.", **GCAT},
    ],
    "stays": [
        {"mission": "soyuz-17", "person": "alexei-gubarev", "sequence": "1",
         "aboard": "missions/soyuz-17", "ended": "1975-02-09T11:03Z",
         "note": "Salyut 4 is not held.", **GCAT},
    ],
    "events": [
        {"id": "remek-launch", "name": "Launch of Remek", "kind": "launch",
         "at": "1978-03-02T15:28:10Z", "missions": "soyuz-28",
         "people": "alexei-gubarev:commander;vladimir-remek",
         "countries": "czechoslovakia;soviet-union",
         "organisations": "interkosmos-council", "place": "Baikonur",
         "latitude": "45.9", "longitude": "63.3",
         "summary": "The first guest flight.", **GCAT},
        {"id": "salyut-6-welcome", "name": "Welcome on Salyut 6", "kind": "meeting",
         "at": "1978-03-03T20:00Z", "ended": "1978-03-04", "stations": "salyut-6",
         "altitude_km": "350.5", "duration_seconds": "14400", **GCAT},
    ],
    "attributions": [
        {"record": "countries/czechoslovakia", "field": "ended",
         "otherwise": "1993-06-15", "note": "The day the code was withdrawn.", **ESSAY},
        {"record": "people/vladimir-remek", "field": "summary", **ESSAY},
    ],
    "claims": [
        {"id": "essay-1", "start": "0", "end": "20", "record": "missions/soyuz-28",
         "field": "launched", "compare": "date", "stated_value": "1978-03",
         "summary": "The guest was launched in March 1978.", **PASSAGE},
        {"id": "essay-2", "start": "20", "end": "40", "compare": "number",
         "query": "/v1/missions?programme=interkosmos", "pointer": "/meta/total",
         "stated_value": "15", "summary": "Fifteen flights.",
         "note": "One is held here.", **PASSAGE},
        {"id": "essay-3", "start": "40", "end": "60", "summary": "Prestige mattered.",
         **PASSAGE},
    ],
    "gaps": [
        {"id": "salyut-4", "about": "stations", "text": "Salyut 4 is not held."},
    ],
    "coverage": [
        {"part": "missions", "resource": "missions", "complete_to": "1978-03",
         "note": "Two flights."},
    ],
    "releases": [
        {"version": "1978.3.9", "released": "1978-03-10", "sha256": "0" * 64,
         "note": "The first guest."},
        {"version": "1978.3.10", "released": "1978-03-11", "sha256": "1" * 64,
         "note": "Seen again."},
    ],
    "changes": [
        {"release": "1978.3.10", "file": "missions", "key": "soyuz-28",
         "field": "mass_kg", "old": "6750", "new": "6800", "source": "gcat"},
        {"release": "1978.3.10", "file": "dockings", "key": "soyuz-28/1",
         "old": "", "new": '{"outcome":"docked"}', "source": "gcat"},
        {"release": "1978.3.10", "file": "gaps", "key": "mir",
         "old": '{"text":"Mir is not held."}'},
    ],
}
# fmt: on


def rows_of(name: str) -> list[Cells]:
    """Returns the rows of a file of the small seed."""
    return deepcopy(ROWS[name])


def changed(name: str, key: str, /, **cells: str) -> list[Cells]:
    """Returns the rows of a file, one changed; keys as in `soyuz-28/vladimir-remek`."""
    rows = rows_of(name)
    row = next(row for row in rows if _key(name, row) == key)
    row.update(cells)
    return rows


def added(name: str, /, **cells: str) -> list[Cells]:
    """Returns the rows of a file and one more."""
    return [*rows_of(name), cells]


def without(name: str, key: str) -> list[Cells]:
    """Returns the rows of a file except one."""
    return [row for row in rows_of(name) if _key(name, row) != key]


def _key(name: str, row: Cells) -> str:
    return "/".join(row[column] for column in FILES[name].key)


def write_seed(
    folder: Path,
    works: list[dict[str, Any]] | None = None,
    catalogues: Cells | None = None,
    **files: list[Cells],
) -> Path:
    """Writes the small seed; `files` replaces the rows of single files.

    `catalogues` has the texts of external tables and their mappings, by file name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, contents in (catalogues or {}).items():
        (folder / EXTERNAL).mkdir(exist_ok=True)
        (folder / EXTERNAL / name).write_text(contents, encoding="utf-8")
    items = json.dumps(WORKS if works is None else works, ensure_ascii=False, indent=1)
    (folder / SOURCES).write_text(items + "\n", encoding="utf-8")
    for name, file in FILES.items():
        blank = dict.fromkeys(column_names(file.row_type), "")
        rows = [blank | row for row in files.pop(name, ROWS[name])]
        path = folder / f"{name}.csv"
        path.write_text(canonical_text(file, rows), encoding="utf-8", newline="")
    assert not files, f"there is no seed file {', '.join(files)}"
    return folder


class NoProgress:
    """Ignores the steps of a load."""

    def step(self, description: str) -> None:
        pass


def load_seed(folder: Path, url: URL | None = None, **files: Any) -> URL:
    """Writes a seed into the folder and loads it; by default into a file there.

    A seed that this process has loaded before is not built again, which takes a second:
    its file is copied, and the rest of the load is real.
    """
    seed = write_seed(folder / "seed", **files)
    settings = Settings(seed_data=seed, data_folder=folder / "var", database_url=None)
    target = url or database_url(settings, revision_of(seed))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.ingest.load.build", build_once)
        load(settings, target, app_for, NoProgress())
    return target


def build_once(
    catalogue: Catalogue, path: Path, revision: str, make_app: MakeApp, progress: Any
) -> None:
    """Builds the database of a revision, or copies the one that was built before."""
    built = _built_seeds() / revision
    if not built.exists():
        build(catalogue, path, revision, make_app, progress)
        shutil.copyfile(path, built)
    else:
        shutil.copyfile(built, path)


@cache
def _built_seeds() -> Path:
    folder = Path(mkdtemp(prefix="seeds-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


ON_BOTH = (
    "sqlite",
    pytest.param(
        "postgresql",
        marks=[pytest.mark.postgresql, pytest.mark.xdist_group("postgresql")],
    ),
)
"""Parameters of a fixture that runs on an empty database of each kind."""


def empty_database(request: pytest.FixtureRequest, kind: str, folder: Path) -> URL:
    """Returns the URL of an empty database of a kind."""
    if kind == "sqlite":
        return normal_url(f"sqlite:///{folder}/var/data.sqlite")
    return database_on(request.getfixturevalue("postgres"))


def data_of(url: URL) -> URL:
    """Returns the URL under which the tables of a loaded database are found."""
    if sqlite_path(url):
        return url
    with reading(url) as connection:
        return with_options(url, f"search_path={data_schemas(connection)[-1]}")


def database_on(server: Any) -> URL:
    """Returns the URL of a new database on a server."""
    url = normal_url(server.get_uri())
    name = f"test_{uuid4().hex}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return url.set(database=name)
