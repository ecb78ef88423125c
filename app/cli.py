"""The command line: serve, load, check, format."""

import asyncio
import csv
import io
import json
import logging
import socket
import sys
from collections import Counter
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from typing import Annotated

import typer
import uvicorn
from fastapi import FastAPI
from pydantic import ValidationError
from rich.console import Console
from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError
from starlette.types import ASGIApp
from uvicorn.config import LOGGING_CONFIG
from uvicorn.supervisors import Multiprocess

from app.checksum import is_intact, may_be_sqlite
from app.db import file_url, normal_url, sqlite_path
from app.export import export as export_files
from app.logs import JSON_LINES
from app.main import create_app
from app.protocol import Protocol
from app.seed.checks import check_seed
from app.seed.load import load as load_seed
from app.seed.load import loaded_revision, revision_of
from app.seed.read import SeedError, canonical, read_seed
from app.seed.releases import check_log, make_release
from app.seed.shapes import FILES, columns
from app.seed.verify import check_passages, read_documents
from app.settings import Settings, UnusableError

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=__doc__,
)
STANDBY_SECONDS = 60
Host = Annotated[str, typer.Option(help="Address to listen on")]
Workers = Annotated[int, typer.Option(help="Processes that answer", min=1)]
Port = Annotated[int, typer.Option(help="Port to listen on", min=0, max=65535)]


class Steps:
    """Progress on a terminal, silence in a log."""

    def __init__(self) -> None:
        self.console = Console(stderr=True)
        self.status = self.console.status("")

    def step(self, what: str) -> None:
        if self.console.is_terminal:
            self.status.start()
            self.status.update(f"{what} …")

    def done(self) -> None:
        self.status.stop()


@cli.command()
def serve(host: Host = "127.0.0.1", port: Port = 8000, workers: Workers = 1) -> None:
    """Answer over HTTP; load the data first if it is not loaded."""
    settings = _settings()
    url = _loaded(settings)
    config = uvicorn.Config(
        # Each process makes its own app; all of them read one file
        partial(front, url.render_as_string(hide_password=False)),
        factory=True,
        workers=workers,
        http=Protocol,
        ws="none",
        # Whom to believe is a setting of ours
        proxy_headers=False,
        log_config=JSON_LINES if settings.log_requests else LOGGING_CONFIG,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=settings.grace_seconds,
    )
    with _listen(host, port) as listening:
        told = f"Rendezvous answers at http://{host}:{port}/v1 (docs: /docs)"
        typer.echo(told, err=True)
        alone = partial(uvicorn.Server(config).run, sockets=[listening])
        run = Multiprocess(config, sockets=[listening]).run if workers > 1 else alone
        run()


def front(url: str) -> ASGIApp:
    """The app as a process serves it, on data that is loaded already."""
    made: ASGIApp = app_for(url).state.served
    return made


def _listen(host: str, port: int) -> socket.socket:
    """A bound socket; OSError names the address that cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        reason = error.strerror or str(error)
        raise OSError(error.errno, reason, f"{host}:{port}") from error
    return listening


@cli.command()
def mcp() -> None:
    """Answer a language model on standard input and output."""
    # Not needed by a server before its first tool is called
    from app.mcp_server import serve_pipe  # noqa: PLC0415

    settings = _settings()
    asyncio.run(serve_pipe(create_app(settings, _loaded(settings))))


@cli.command()
def load() -> None:
    """Load the seed data into the database, all or nothing."""
    settings = _settings()
    revision = revision_of(settings.seed_data)
    _load(settings, database(settings, revision))
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
    path = sqlite_path(_loaded(settings))
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
            raise UnusableError(f"{path.name}:1: file: is not UTF-8")
        header, *rows = [*csv.reader(io.StringIO(text, newline=""))] or [[]]
        names = columns(file.shape)
        if header != names or any(len(row) != len(names) for row in rows):
            detail = f"must have the columns {','.join(names)} in every row"
            raise UnusableError(f"{path.name}:1: header: {detail}")
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
    except UnusableError as error:
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
        raise UnusableError(detail) from error


def database(settings: Settings, revision: str) -> URL:
    """The database of the settings; by default a file named by the revision."""
    if settings.database_url:
        return normal_url(settings.database_url)
    name = f"rendezvous-{revision[:16]}.sqlite"
    return file_url(settings.data_folder.absolute() / name)


def _loaded(settings: Settings) -> URL:
    """Where to answer from, with the seed files loaded as they are now."""
    revision = revision_of(settings.seed_data)
    url = database(settings, revision)
    if _is_damaged(settings, url):
        _load(settings, url)
    read = normal_url(settings.read_url) if settings.read_url else url
    if loaded_revision(read) != revision:
        if loaded_revision(url) != revision:
            _load(settings, url, again=False)
        _wait_for(revision, read)
    return read


def _wait_for(revision: str, url: URL) -> None:
    """Wait until what was loaded has reached a standby."""
    end = monotonic() + STANDBY_SECONDS
    while loaded_revision(url) != revision:
        if monotonic() > end:
            detail = f"what was loaded did not reach it in {STANDBY_SECONDS} s"
            raise UnusableError(f"RENDEZVOUS_READ_URL cannot be used: {detail}")
        sleep(0.1)


def _is_damaged(settings: Settings, url: URL) -> bool:
    """Whether a database file must be built anew; UnusableError if it may not be."""
    path = sqlite_path(url)
    if path is None or not path.is_file() or is_intact(path):
        return False
    told = f"{path} is damaged: it is not, to the byte, what was written"
    if settings.on_damage == "refuse":
        raise UnusableError(f"{told}; `load` builds it anew")
    # A file that was never ours is left alone
    if settings.database_url and not may_be_sqlite(path):
        return False
    typer.echo(f"{told}; building it anew from the seed files", err=True)
    return True


def _load(settings: Settings, url: URL, *, again: bool = True) -> None:
    steps = Steps()
    try:
        load_seed(settings, url, app_for, steps, again=again)
    finally:
        steps.done()


def app_for(url: str | URL) -> FastAPI:
    """The app that answers from a database."""
    return create_app(Settings(), normal_url(url))
