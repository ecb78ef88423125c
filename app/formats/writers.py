"""The writers of the formats of the API, by name.

Plain JSON has no writer: bodies are stored as JSON.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from pydantic import BaseModel

from app.formats.bibtex import bibtex
from app.formats.csv_rows import CsvWriter, csv_table
from app.formats.json_bodies import encode_json
from app.formats.jsonld import record_as_jsonld


class StreamWriter(Protocol):
    """Writes the records of a list, several at a time."""

    def header(self) -> bytes:
        """Returns what precedes the first record."""

    def rows(self, bodies: Iterable[bytes]) -> bytes:
        """Returns records as rows."""


class NdjsonWriter:
    """Writes each record as a line of JSON."""

    def __init__(self, _schema: type[BaseModel], _parameters: dict[str, str]) -> None:
        """Creates a writer; it needs neither argument."""

    def header(self) -> bytes:
        return b""

    def rows(self, bodies: Iterable[bytes]) -> bytes:
        return b"".join(body + b"\n" for body in bodies)


def _write_bibtex(items: list[dict[str, Any]]) -> bytes:
    return bibtex(items).encode()


def _write_jsonld(resource: str, record: dict[str, Any], origin: str | None) -> bytes:
    return encode_json(record_as_jsonld(resource, record, origin))


def _csv_table(rows: list[dict[str, Any]], parameters: Mapping[str, str]) -> bytes:
    return csv_table(rows, mark=parameters.get("bom") == "true")


def _ndjson_table(rows: list[dict[str, Any]], _parameters: Mapping[str, str]) -> bytes:
    return b"".join(encode_json(row) + b"\n" for row in rows)


TABLE_WRITERS: dict[str, Callable[[list[dict[str, Any]], Mapping[str, str]], bytes]] = {
    "csv": _csv_table,
    "ndjson": _ndjson_table,
}
"""Writers of rows that are no records; they take the query parameters too."""
STREAM_WRITERS: dict[str, Callable[[type[BaseModel], dict[str, str]], StreamWriter]] = {
    "csv": CsvWriter,
    "ndjson": NdjsonWriter,
}
"""Writers of lists; they take the schema of the records and the query parameters."""
CITATION_WRITERS: dict[str, Callable[[list[dict[str, Any]]], bytes]] = {
    "bibtex": _write_bibtex,
    "csl-json": encode_json,
}
"""Writers of the sources of an answer; they take CSL-JSON items."""
RECORD_WRITERS: dict[str, Callable[[str, dict[str, Any], str | None], bytes]] = {
    "jsonld": _write_jsonld
}
"""Writers of a single record; they take the name of its resource, its body, and the
public origin."""
