"""Commands for the seed files: load, check, format, release and verify them."""

import csv
import io
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from app.cli.program import ExitCode, cli
from app.ingest.checks.catalogue_checks import check_seed
from app.ingest.claims.passages import check_passages, read_documents
from app.ingest.ensure_loaded import (
    database_url,
    load_with_progress,
    terminal_progress,
)
from app.ingest.files.read import SeedError, canonical_text, read_seed
from app.ingest.files.tables import FILES, File, column_names
from app.ingest.load import revision_of
from app.ingest.publish_release import publish_release
from app.ingest.releases import check_log
from app.main import app_for
from app.settings import Settings
from app.text import nfc

RELEASE_STEPS = 3
"""Number of steps that `publish_release` reports."""


@cli.command()
def load() -> None:
    """Load the seed data into the database, completely or not at all.

    Example: DATABASE_URL=postgresql://user@host/name rendezvous load
    """
    settings = Settings()
    revision = revision_of(settings.seed_data)
    url = database_url(settings, revision)
    load_with_progress(settings, url, app_for, revision)
    typer.echo(f"Loaded revision {revision[:16]}")


@cli.command()
def check() -> None:
    """Check the seed files without loading them.

    Example: RENDEZVOUS_SEED_DATA=my_seed rendezvous check
    """
    folder = Settings().seed_data
    tables = check_seed(read_seed(folder)).seed.tables
    rows = sum(map(len, tables.values()))
    typer.echo(f"{rows:,} rows checked, no errors")
    if unreleased := check_log(folder, tables):
        typer.echo(f"Not yet released: {_describe(unreleased)}")


@cli.command()
def release(
    version: Annotated[str, typer.Argument(help="Version, such as 2026.11.1")],
    note: Annotated[
        str, typer.Argument(help="One sentence that summarises the changes")
    ],
) -> None:
    """Add the changes since the last release to the log of releases.

    Example: rendezvous release 2026.11.1 "Dates of landing from a second source"
    """
    folder = Settings().seed_data
    with terminal_progress(RELEASE_STEPS) as progress:
        changes = publish_release(folder, version, note, app_for, progress)
    typer.echo(f"{version}: {_describe(changes) or 'no changes'}")


def _describe(changes: Counter[str]) -> str:
    """Returns counts of changes as text, as in `2 added, 1 changed`."""
    return ", ".join(f"{changes[kind]:,} {kind}" for kind in sorted(changes))


@cli.command()
def verify(
    documents: Annotated[Path, typer.Option(help="Folder with the documents")],
) -> None:
    """Check that every claim points to its passage in the documents.

    Example: rendezvous verify --documents my_documents
    """
    seed = read_seed(Settings().seed_data)
    if seed.faults:
        raise SeedError(seed.faults)
    claims = seed.tables["claims"]
    errors = list(check_passages(claims, read_documents(documents)))
    for claim, detail in errors:
        typer.echo(f"{claim.id}: {detail}")
    typer.echo(f"{len(claims) - len(errors)} of {len(claims)} passages are in place")
    if errors:
        raise typer.Exit(ExitCode.WRONG_DATA)


@cli.command(name="format")
def format_files() -> None:
    """Sort the seed files, and write them in canonical form with text in Unicode NFC.

    Example: RENDEZVOUS_SEED_DATA=my_seed rendezvous format
    """
    folder = Settings().seed_data
    for name, file in FILES.items():
        path = folder / f"{name}.csv"
        text = path.read_bytes().decode("utf-8", errors="replace")
        formatted = _formatted(path.name, file, nfc(text))
        if formatted != text:
            path.write_text(formatted, encoding="utf-8", newline="")
            typer.echo(f"{path.name} formatted")


def _formatted(file_name: str, file: File, text: str) -> str:
    """Returns the canonical form; raises `SeedError` if it has none."""
    if "\ufffd" in text:
        raise SeedError([f"{file_name}:1: file: is not UTF-8"])
    header, *rows = [*csv.reader(io.StringIO(text, newline=""))] or [[]]
    names = column_names(file.row_type)
    if header != names or any(len(row) != len(names) for row in rows):
        detail = f"every row must have the columns {','.join(names)}"
        raise SeedError([f"{file_name}:1: header: {detail}"])
    return canonical_text(file, [dict(zip(names, row, strict=True)) for row in rows])
