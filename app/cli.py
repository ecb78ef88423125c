"""The command line."""

import asyncio
import csv
import io
import json
import logging
import sys
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from app.db.urls import sqlite_path
from app.formats.dataset_files import export as export_files
from app.ingest.checks.catalogue_checks import check_seed
from app.ingest.claims.passages import check_passages, read_documents
from app.ingest.compare import compare_table
from app.ingest.compare_report import as_csv, as_markdown
from app.ingest.ensure_loaded import (
    database_url,
    ensure_loaded,
    load_with_progress,
    terminal_progress,
)
from app.ingest.files.external import MappingError, read_table
from app.ingest.files.read import SeedError, canonical_text, read_seed
from app.ingest.files.tables import FILES, File, column_names
from app.ingest.load import revision_of
from app.ingest.publish_release import publish_release
from app.ingest.release_archives import release_archives
from app.ingest.releases import check_log
from app.main import app_for, create_app
from app.server import base_url, bound_socket, run
from app.settings import ConfigurationError, Settings
from app.text import nfc

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=__doc__,
)
Host = Annotated[str, typer.Option(help="Address to listen on")]
Workers = Annotated[int, typer.Option(help="Number of processes", min=1)]
Port = Annotated[int, typer.Option(help="Port to listen on", min=0, max=65535)]


@cli.command()
def serve(host: Host = "127.0.0.1", port: Port = 8000, workers: Workers = 1) -> None:
    """Serve the API and the pages; load the data first if necessary."""
    settings = _settings()
    url = ensure_loaded(settings, app_for)
    with bound_socket(host, port) as listening:
        address = base_url(host, port)
        typer.echo(f"Rendezvous is running at {address}/v1 (docs: /docs)", err=True)
        run(settings, url, listening, workers)


@cli.command()
def mcp() -> None:
    """Serve tools for language models (MCP) on standard input and output."""
    # Imported here because the other commands do not need it
    from app.mcp.server import serve_pipe  # noqa: PLC0415

    settings = _settings()
    app = create_app(settings, ensure_loaded(settings, app_for))

    async def serve_tools() -> None:
        async with app.router.lifespan_context(app):
            await serve_pipe(app.state.client.get, settings.origin)

    asyncio.run(serve_tools())


@cli.command()
def load() -> None:
    """Load the seed data into the database, completely or not at all."""
    settings = _settings()
    revision = revision_of(settings.seed_data)
    load_with_progress(settings, database_url(settings, revision), app_for)
    typer.echo(f"Loaded revision {revision[:16]}")


@cli.command()
def check() -> None:
    """Check the seed files without loading them."""
    folder = _settings().seed_data
    tables = check_seed(read_seed(folder)).seed.tables
    rows = sum(map(len, tables.values()))
    typer.echo(f"{rows:,} rows checked, no errors")
    if unreleased := check_log(folder, tables):
        typer.echo(f"Not yet released: {_describe(unreleased)}")


@cli.command()
def release(
    version: Annotated[str, typer.Argument(help="Version, as in 2026.11.1")],
    note: Annotated[str, typer.Argument(help="Summary of the changes, one sentence")],
) -> None:
    """Add the changes since the last release to the log of releases."""
    folder = _settings().seed_data
    with terminal_progress() as progress:
        changes = publish_release(folder, version, note, app_for, progress)
    typer.echo(f"{version}: {_describe(changes) or 'no changes'}")


def _describe(changes: Counter[str]) -> str:
    """Returns counts of changes as text, as in `2 added, 1 changed`."""
    return ", ".join(f"{changes[kind]:,} {kind}" for kind in sorted(changes))


@cli.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Folder to write the files to")],
) -> None:
    """Write the whole data set as SQLite, CSV and NDJSON, and print the SHA-256."""
    settings = _settings().model_copy(update={"database_url": None, "read_url": None})
    database = sqlite_path(ensure_loaded(settings, app_for))
    seed = read_seed(settings.seed_data)
    archives = release_archives(seed.folder, seed.tables)
    for download in export_files(database or folder, folder, archives):
        typer.echo(f"{download.sha256}  {download.name}")


@cli.command()
def verify(
    documents: Annotated[Path, typer.Option(help="Folder with the documents")],
) -> None:
    """Check that every claim still points to its passage in the documents."""
    seed = read_seed(_settings().seed_data)
    if seed.faults:
        raise SeedError(seed.faults)
    claims = seed.tables["claims"]
    errors = list(check_passages(claims, read_documents(documents)))
    for claim, detail in errors:
        typer.echo(f"{claim.id}: {detail}")
    typer.echo(f"{len(claims) - len(errors)} of {len(claims)} passages are in place")
    if errors:
        raise typer.Exit(1)


@cli.command()
def compare(
    table: Annotated[Path, typer.Argument(help="Table in CSV, with a header")],
    mapping: Annotated[Path, typer.Option(help="What its columns mean, in TOML")],
    output: Annotated[Path, typer.Option(help="Folder of the reports")] = Path(),
) -> None:
    """Compare a table of your own with the data, and write reports about it."""
    external = read_table(table, mapping)
    settings = _settings()
    app = create_app(settings, ensure_loaded(settings, app_for))
    catalogue = check_seed(read_seed(settings.seed_data))
    comparison = compare_table(catalogue, external, app)
    reports = {
        output / f"{table.stem}-report.md": as_markdown(comparison),
        output / f"{table.stem}-report.csv": as_csv(comparison),
    }
    for path, text in reports.items():
        path.write_text(text, encoding="utf-8", newline="")
        typer.echo(f"{path} written")


@cli.command()
def openapi() -> None:
    """Print the OpenAPI document."""
    document = app_for("sqlite:///nothing").openapi()
    typer.echo(json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True))


@cli.command(name="format")
def format_files() -> None:
    """Sort the seed files and write them in canonical form, their text in NFC."""
    folder = _settings().seed_data
    for name, file in FILES.items():
        path = folder / f"{name}.csv"
        text = path.read_bytes().decode("utf-8", errors="replace")
        formatted = _formatted(path.name, file, nfc(text))
        if formatted != text:
            path.write_text(formatted, encoding="utf-8", newline="")
            typer.echo(f"{path.name} formatted")


def _formatted(file_name: str, file: File, text: str) -> str:
    """Returns the canonical form; raises `ConfigurationError` if it has none."""
    if "\ufffd" in text:
        raise ConfigurationError(f"{file_name}:1: file: is not UTF-8")
    header, *rows = [*csv.reader(io.StringIO(text, newline=""))] or [[]]
    names = column_names(file.row_type)
    if header != names or any(len(row) != len(names) for row in rows):
        detail = f"every row must have the columns {','.join(names)}"
        raise ConfigurationError(f"{file_name}:1: header: {detail}")
    return canonical_text(file, [dict(zip(names, row, strict=True)) for row in rows])


def main() -> None:
    """Runs a command; an error that the user can fix is one sentence, exit code 1."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    try:
        cli()
    except SeedError as error:
        count = len(error.faults)
        _fail(f"{error}\n{count} error{'s'[: count > 1]}; nothing was loaded.")
    except (ConfigurationError, MappingError) as error:
        _fail(str(error))
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        _fail(f"The database cannot be used: {reason}")
    except OSError as error:
        _fail(f"{error.strerror or error}: {error.filename or ''}".rstrip(": "))


def _fail(message: str) -> None:
    """Prints a message to standard error and exits with code 1."""
    typer.echo(message, err=True)
    sys.exit(1)


def _settings() -> Settings:
    """Returns the settings; raises `ConfigurationError`, naming an invalid one."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper()
        detail = f"The setting {name} cannot be used: {first['msg']}"
        raise ConfigurationError(detail) from error
