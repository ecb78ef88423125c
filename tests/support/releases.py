"""A small seed with data releases, and copies of what it serves."""

from pathlib import Path
from typing import Any

from sqlalchemy import URL

from app.ingest.ensure_loaded import database_url
from app.ingest.load import load, revision_of
from app.ingest.publish_release import publish_release
from app.ingest.releases import LOG
from app.main import app_for
from app.resources import RESOURCES, Resource
from app.settings import Settings
from tests.support.client import Client
from tests.support.factories import (
    PASSAGE,
    NoProgress,
    added,
    changed,
    rows_of,
    without,
    write_seed,
)

Copy = dict[str, dict[str, str]]
"""The line of each record, by resource and id."""
FIRST, SECOND = "2026.12.0", "2026.12.1"
STATED = {"record": "missions/soyuz-17", "field": "landed", "compare": "date"}
CHANGED: dict[str, Any] = {
    # A birthday also changes ages at launch, and an added person the state
    "people": [
        *changed("people", "vladimir-remek", born="1949-03-03"),
        rows_of("people")[1] | {"id": "new-person", "name": "New Person"},
    ],
    "events": without("events", "salyut-6-welcome"),
    # The mission of the new claim changes in nothing else
    "claims": [
        *without("claims", "essay-3"),
        {"id": "essay-4", "start": "60", "end": "80", "stated_value": "1975-02"}
        | {"summary": "It landed in February 1975.", **STATED, **PASSAGE},
    ],
}
"""The files of the second release that differ from those of the first."""
LATER: dict[str, Any] = CHANGED | {
    "missions": changed("missions", "soyuz-28", mass_kg="6801"),
    "gaps": added("gaps", id="mir", about="stations", text="Mir is not held."),
    "claims": CHANGED["claims"][1:],
}
"""The files after the second release."""


def rewrite(seed: Path, **files: Any) -> None:
    """Writes the small seed into a folder, which keeps its log of releases."""
    log = {name: seed / f"{name}.csv" for name in LOG}
    kept = {path: path.read_bytes() for path in log.values() if path.exists()}
    write_seed(seed, **{name: [] for name in LOG} | files)
    for path, text in kept.items():
        path.write_bytes(text)


def release(seed: Path, version: str, **files: Any) -> None:
    """Writes the small seed and releases it."""
    rewrite(seed, **files)
    publish_release(seed, version, "What it brings.", app_for, NoProgress())


def load_folder(seed: Path, data: Path, url: URL | None = None) -> URL:
    """Loads a folder of seed files; by default into a file in the folder `data`."""
    settings = Settings(seed_data=seed, data_folder=data, database_url=None)
    target = url or database_url(settings, revision_of(seed))
    load(settings, target, app_for, NoProgress())
    return target


def full_copy(client: Client) -> Copy:
    """Returns every record that a client serves."""
    return {resource.name: lines_of(client, resource) for resource in RESOURCES}


def lines_of(client: Client, resource: Resource, since: str = "") -> dict[str, str]:
    """Returns the records of a resource by id, with `since` those that changed."""
    query = resource.all_records.replace("limit=1000", "format=ndjson&sort=id")
    if since:
        query += f"&changed_since={since}"
    lines = client.get(query).text.splitlines(keepends=True)
    return {client_id(line): line for line in lines}


def client_id(line: str) -> str:
    """Returns the id at the beginning of a body."""
    return line.removeprefix('{"id":"').partition('"')[0]


def update(copy: Copy, client: Client, since: str) -> Copy:
    """Brings a copy up to date as the guide describes; returns what it fetched."""
    fetched = {}
    for resource in RESOURCES:
        records = copy[resource.name]
        about = client.json(f"{resource.path}?changed_since={since}&limit=0")
        for record_id in about["meta"]["removed"]:
            records.pop(record_id, None)
        fetched[resource.name] = lines_of(client, resource, since)
        records |= fetched[resource.name]
    return fetched
