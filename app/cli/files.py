"""Commands that write files: the whole data set, reports, the database of a wheel."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.program import cli
from app.db.urls import sqlite_path
from app.formats.dataset_files import export as export_files
from app.ingest.checks.catalogue_checks import check_seed
from app.ingest.compare import compare_table
from app.ingest.compare_report import as_csv, as_markdown
from app.ingest.ensure_loaded import ensure_loaded
from app.ingest.files.external import read_table
from app.ingest.files.read import read_seed
from app.ingest.load import revision_of
from app.ingest.packed import pack as pack_database
from app.ingest.release_archives import release_archives
from app.main import app_for, create_app
from app.settings import Settings


@cli.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Folder to write the files to")],
) -> None:
    """Write the data set as SQLite, CSV and NDJSON, and print the SHA-256 of each file.

    Example: rendezvous export my_folder
    """
    settings = _of_file()
    seed = read_seed(settings.seed_data)
    archives = release_archives(seed.folder, seed.tables)
    for download in export_files(_file(settings), folder, archives):
        typer.echo(f"{download.sha256}  {download.name}")


@cli.command()
def compare(
    table: Annotated[Path, typer.Argument(help="CSV file with a header")],
    mapping: Annotated[Path, typer.Option(help="TOML file that describes its columns")],
    output: Annotated[
        Path, typer.Option(help="Folder to write the reports to")
    ] = Path(),
) -> None:
    """Compare a table of your own with the data, and write reports about it.

    Example: rendezvous compare flights.csv --mapping flights.toml --output reports
    """
    external = read_table(table, mapping)
    settings = Settings()
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
def pack(
    folder: Annotated[Path, typer.Argument(help="Folder to write the file to")],
) -> None:
    """Write the loaded database, compressed as a wheel contains it.

    Example: rendezvous pack app/bundled
    """
    settings = _of_file()
    revision = revision_of(settings.seed_data)
    packed = pack_database(_file(settings), revision, folder)
    typer.echo(f"{packed} written, {packed.stat().st_size:,} bytes")


def _of_file() -> Settings:
    """Returns the settings with the default database, which is a file."""
    return Settings().model_copy(update={"database_url": None, "read_url": None})


def _file(settings: Settings) -> Path:
    """Returns the file of the database, which is loaded if necessary."""
    return sqlite_path(ensure_loaded(settings, app_for)) or settings.data_folder
