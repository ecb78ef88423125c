"""The whole data set as files: SQLite, CSV with a Frictionless package, NDJSON.

All are made from the bodies that the API serves, so that downloads and answers never
differ. Equal data gives equal bytes.
"""

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from io import BufferedWriter
from itertools import chain
from pathlib import Path
from sqlite3 import Connection, connect
from typing import Any, NamedTuple

from pydantic import BaseModel

from app.formats.csv_rows import CsvWriter
from app.resources import RESOURCES, Resource
from app.schemas.fields import cell_type, flat_columns, schema_at

INDEX = "files.json"
DOWNLOAD_MEDIA_TYPES = {
    "rendezvous.sqlite": "application/vnd.sqlite3",
    "rendezvous-csv.zip": "application/zip",
    "rendezvous-ndjson.zip": "application/zip",
}
DESCRIPTIONS = {
    "rendezvous.sqlite": "The database that this API answers from",
    "rendezvous-csv.zip": "A CSV file for each resource, with a Frictionless package",
    "rendezvous-ndjson.zip": "Every record as it is served, a line each",
}
LICENSE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
DOWNLOADS = "/v1/dataset/download"
"""Where the files are served."""
_BLOCK = 1 << 20
_EARLIEST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


class Archive(NamedTuple):
    """A file with the facts of a release."""

    name: str
    about: str
    release: str
    content: bytes


@dataclass(frozen=True)
class Download:
    """A file to download, and its checksum."""

    name: str
    about: str
    bytes: int
    sha256: str
    release: str | None = None
    """The release whose facts it has; `None` if it has the current data."""


def archive_name(version: str) -> str:
    """Returns the name of the file with the facts of a release."""
    return f"rendezvous-{version}-facts.zip"


def archive_path(version: str) -> str | None:
    """Returns where the facts of a release are served, `None` for unreleased data."""
    is_release = version != "unreleased"
    return f"{DOWNLOADS}/{archive_name(version)}" if is_release else None


def folder_of(data_folder: Path, revision: str) -> Path:
    """Returns the folder for the files of a revision."""
    return data_folder / f"download-{revision[:16]}"


def export(
    database: Path, folder: Path, archives: Iterable[Archive] = ()
) -> list[Download]:
    """Writes all files of the data set into a folder, the index last."""
    folder.mkdir(parents=True, exist_ok=True)
    _link_or_copy(database, folder / "rendezvous.sqlite")
    uri = f"{database.absolute().as_uri()}?mode=ro"
    with closing(connect(uri, uri=True)) as connection:
        _write_csv(connection, folder / "rendezvous-csv.zip")
        _write_ndjson(connection, folder / "rendezvous-ndjson.zip")
    files = [
        _describe(folder / name, DESCRIPTIONS[name]) for name in DOWNLOAD_MEDIA_TYPES
    ]
    for name, about, release, content in archives:
        (folder / name).write_bytes(content)
        files.append(_describe(folder / name, about, release))
    index = [asdict(file) for file in files]
    (folder / INDEX).write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")
    return files


def publish_files(exported: Path, folder: Path) -> None:
    """Puts exported files in the folder that is served, the index last.

    Each file is replaced atomically.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in (*(file["name"] for file in downloads(exported)), INDEX):
        temporary = folder / f".{name}"
        _link_or_copy(exported / name, temporary)
        temporary.replace(folder / name)


def downloads(folder: Path) -> list[dict[str, Any]]:
    """Returns the index of a folder, an empty list if nothing was exported there."""
    index = folder / INDEX
    if not index.is_file():
        return []
    files: list[dict[str, Any]] = json.loads(index.read_text(encoding="utf-8"))
    return files


def download_files(data_folder: Path, revision: str) -> list[dict[str, Any]]:
    """Returns the files of a revision with their URLs, as the API lists them."""
    return [
        file | {"url": f"{DOWNLOADS}/{file['name']}"}
        for file in downloads(folder_of(data_folder, revision))
    ]


def _link_or_copy(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def media_type_of(name: str) -> str:
    """Returns the media type of a file; those of releases are zip files."""
    return DOWNLOAD_MEDIA_TYPES.get(name, "application/zip")


def _describe(path: Path, about: str, release: str | None = None) -> Download:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Download(path.name, about, path.stat().st_size, digest, release)


def _bodies(connection: Connection, resource: Resource) -> Iterator[str]:
    table = resource.model.__tablename__
    for (body,) in connection.execute(f"SELECT body FROM {table} ORDER BY id"):  # noqa: S608 - the name of one of our tables
        yield body


def _write_ndjson(connection: Connection, path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for resource in RESOURCES:
            lines = (f"{body}\n".encode() for body in _bodies(connection, resource))
            size = _size(connection, resource)
            _add_parts(archive, f"{resource.name}.ndjson", lines, size)


def _write_csv(connection: Connection, path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for resource in RESOURCES:
            writer = CsvWriter(resource.schema, {})
            rows = (writer.rows([body]) for body in _bodies(connection, resource))
            parts = chain([writer.header()], rows)
            size = _size(connection, resource)
            _add_parts(archive, f"{resource.name}.csv", parts, size)
        [version] = connection.execute("SELECT version FROM release").fetchone()
        package = json.dumps(data_package(version), ensure_ascii=False, indent=1)
        add_text(archive, "datapackage.json", package + "\n")


def _size(connection: Connection, resource: Resource) -> int:
    """Returns the length of all bodies of a resource, which exceeds that of its CSV."""
    table = resource.model.__tablename__
    [size] = connection.execute(f"SELECT sum(length(body)) FROM {table}").fetchone()  # noqa: S608 - the name of one of our tables
    return size or 0


def add_text(archive: zipfile.ZipFile, name: str, text: str) -> None:
    """Adds a file whose metadata is always the same."""
    _add_parts(archive, name, [text.encode()])


def _add_parts(
    archive: zipfile.ZipFile, name: str, parts: Iterable[bytes], size: int = 0
) -> None:
    """Adds a file of a size that is known approximately, part by part."""
    member = zipfile.ZipInfo(name, _EARLIEST_ZIP_DATE)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    # Decides whether its entry has room for sizes of more than 2 GB
    member.file_size = size
    # Joined, because most parts are short
    with archive.open(member, "w") as file, BufferedWriter(file, _BLOCK) as buffer:
        for part in parts:
            buffer.write(part)


def data_package(version: str) -> dict[str, Any]:
    """Returns the Frictionless description of the CSV files, from the schemas."""
    return {
        "name": "rendezvous",
        "title": "Rendezvous: missions, people and sources of human spaceflight",
        "version": version,
        "licenses": [LICENSE],
        "resources": [_table(resource) for resource in RESOURCES],
    }


def _table(resource: Resource) -> dict[str, Any]:
    return {
        "name": resource.name,
        "path": f"{resource.name}.csv",
        "description": resource.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [
                _column(resource.schema, name)
                for name, _ in flat_columns(resource.schema)
            ],
            "primaryKey": ["id"],
            "missingValues": [""],
        },
    }


def _column(schema: type[BaseModel], path: str) -> dict[str, str]:
    field = schema_at(schema, path)
    column = {"name": path, "type": cell_type(field)}
    return column | ({"description": field.description} if field.description else {})
