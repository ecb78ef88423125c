"""The command line: serve, load, check, format."""

import asyncio
import csv
import io
import json
import logging
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from app.db.urls import sqlite_path
from app.formats.dataset_files import export as export_files
from app.ingest.checks.catalogue_checks import check_seed
from app.ingest.claims.passages import check_passages, read_documents
from app.ingest.ensure_loaded import database_url, ensure_loaded, load_with_progress
from app.ingest.files.read import SeedError, canonical, read_seed
from app.ingest.files.tables import FILES, columns
from app.ingest.load import revision_of
from app.ingest.releases import check_log, make_release
from app.main import app_for, create_app
from app.server import base_url, bound_socket, run
from app.settings import ConfigurationError, Settings

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=__doc__,
)
Host = Annotated[str, typer.Option(help="Address to listen on")]
Workers = Annotated[int, typer.Option(help="Processes that answer", min=1)]
Port = Annotated[int, typer.Option(help="Port to listen on", min=0, max=65535)]


@cli.command()
def serve(host: Host = "127.0.0.1", port: Port = 8000, workers: Workers = 1) -> None:
    """Answer over HTTP; load the data first if it is not loaded."""
    settings = _settings()
    url = ensure_loaded(settings)
    with bound_socket(host, port) as listening:
        address = base_url(host, port)
        typer.echo(f"Rendezvous answers at {address}/v1 (docs: /docs)", err=True)
        run(settings, url, listening, workers)


@cli.command()
def mcp() -> None:
    """Answer a language model on standard input and output."""
    # Not needed by a server before its first tool is called
    from app.mcp.server import serve_pipe  # noqa: PLC0415

    settings = _settings()
    app = create_app(settings, ensure_loaded(settings))

    async def serve_tools() -> None:
        async with app.router.lifespan_context(app):
            await serve_pipe(app.state.client.get)

    asyncio.run(serve_tools())


@cli.command()
def load() -> None:
    """Load the seed data into the database, all or nothing."""
    settings = _settings()
    revision = revision_of(settings.seed_data)
    load_with_progress(settings, database_url(settings, revision))
    typer.echo(f"Loaded revision {revision[:16]}")


@cli.command()
def check() -> None:
    """Check the seed files without loading them."""
    catalogue = check_seed(read_seed(_settings().seed_data))
    tables = catalogue.seed.tables
    typer.echo(f"{sum(map(len, tables.values())):,} rows are in order")
    if unreleased := check_log(_settings().seed_data, tables):
        typer.echo(f"Not yet in a release: {_told(unreleased)}")


@cli.command()
def release(
    version: Annotated[str, typer.Argument(help="As in 2026.11.1")],
    note: Annotated[str, typer.Argument(help="What it brings, in a sentence")],
) -> None:
    """Write what changed since the release before into the log of releases."""
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    changes = make_release(_settings().seed_data, version, today, note)
    typer.echo(f"{version}: {_told(changes) or 'kept whole, as the first'}")


def _told(changes: Counter[str]) -> str:
    """Counts of changes in words."""
    return ", ".join(f"{changes[kind]:,} {kind}" for kind in sorted(changes))


@cli.command()
def export(folder: Path) -> None:
    """Write the whole data set into a folder: SQLite, CSV, NDJSON, with SHA-256."""
    settings = _settings().model_copy(update={"database_url": None, "read_url": None})
    path = sqlite_path(ensure_loaded(settings))
    for one in export_files(path or folder, folder):
        typer.echo(f"{one.sha256}  {one.name}")


@cli.command()
def verify(
    documents: Annotated[Path, typer.Option(help="Folder of the texts")],
) -> None:
    """Recompute the hash of every passage that a claim points to."""
    seed = read_seed(_settings().seed_data)
    if seed.faults:
        raise SeedError(seed.faults)
    claims = seed.tables["claims"]
    moved = list(check_passages(claims, read_documents(documents)))
    for claim, detail in moved:
        typer.echo(f"{claim.id}: {detail}")
    typer.echo(f"{len(claims) - len(moved)} of {len(claims)} passages are in place")
    if moved:
        raise typer.Exit(1)


@cli.command()
def openapi() -> None:
    """Print the OpenAPI document."""
    document = app_for("sqlite:///nothing").openapi()
    typer.echo(json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True))


@cli.command(name="format")
def format_files() -> None:
    """Bring the seed files into their canonical form."""
    folder = _settings().seed_data
    for name, file in FILES.items():
        path = folder / f"{name}.csv"
        text = path.read_bytes().decode("utf-8", errors="replace")
        if "\ufffd" in text:
            raise ConfigurationError(f"{path.name}:1: file: is not UTF-8")
        header, *rows = [*csv.reader(io.StringIO(text, newline=""))] or [[]]
        names = columns(file.shape)
        if header != names or any(len(row) != len(names) for row in rows):
            detail = f"must have the columns {','.join(names)} in every row"
            raise ConfigurationError(f"{path.name}:1: header: {detail}")
        wanted = canonical(file, [dict(zip(names, row, strict=True)) for row in rows])
        if wanted != text:
            path.write_text(wanted, encoding="utf-8", newline="")
            typer.echo(f"{path.name} formatted")


def main() -> None:
    """Run a command; what a user can mend is one sentence and exit code 1."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    try:
        cli()
    except SeedError as error:
        count = len(error.faults)
        _give_up(f"{error}\n{count} fault{'s'[: count > 1]}; nothing was loaded.")
    except ConfigurationError as error:
        _give_up(str(error))
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        _give_up(f"The database cannot be used: {reason}")
    except OSError as error:
        _give_up(f"{error.strerror or error}: {error.filename or ''}".rstrip(": "))


def _give_up(sentence: str) -> None:
    typer.echo(sentence, err=True)
    sys.exit(1)


def _settings() -> Settings:
    """The settings of this installation; UnusableError names one that is none."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = error.errors()[0]
        name = str(wrong["loc"][0]).upper()
        detail = f"The setting {name} cannot be used: {wrong['msg']}"
        raise ConfigurationError(detail) from error
