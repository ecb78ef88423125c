"""The program `rendezvous`: its options, its errors and its exit codes."""

import csv
import logging
import sqlite3
import sys
from enum import IntEnum
from typing import Annotated

import typer
from sqlalchemy.exc import SQLAlchemyError

from app import __version__
from app.ingest.files.external import MappingError
from app.ingest.files.read import SeedError
from app.ingest.files.release_log import version_key
from app.server import AddressError
from app.settings import ConfigurationError, Settings, StorageError


class ExitCode(IntEnum):
    """The result of a command."""

    WRONG_DATA = 1
    WRONG_USAGE = 2
    UNAVAILABLE = 3


ABOUT = """An open database of human spaceflight missions with a REST API.

Settings are environment variables, such as RENDEZVOUS_DATA_FOLDER.
"""
EXIT_CODES = """Exit codes: 0 success; 1 the data or a file is wrong; 2 an argument or a
setting is wrong; 3 the database, its folder or the network address cannot be used."""
cli = typer.Typer(
    name="rendezvous",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help=ABOUT,
    epilog=EXIT_CODES,
)


def print_version(wanted: bool) -> None:  # noqa: FBT001 - as Typer calls it
    """Prints the versions of software and data, and ends the program."""
    if wanted:
        typer.echo(f"Rendezvous {__version__}, data release {_data_release()}")
        raise typer.Exit


def _data_release() -> str:
    """Returns the version of the last release of the seed files."""
    path = Settings().seed_data / "releases.csv"
    with path.open(encoding="utf-8", newline="") as file:
        versions = [row["version"] for row in csv.DictReader(file)]
    return max(versions, key=version_key, default="unreleased")


@cli.callback()
def options(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Print the versions of software and data.",
            callback=print_version,
            is_eager=True,
        ),
    ] = False,
) -> None:
    """Options before the command."""


def main() -> None:
    """Runs a command; an error that the user can fix is a sentence and an exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    try:
        cli()
    except SeedError as error:
        count = len(error.faults)
        faults = f"{error}\n{count} error{'s'[: count > 1]}; nothing was loaded."
        _fail(faults, ExitCode.WRONG_DATA)
    except MappingError as error:
        _fail(str(error), ExitCode.WRONG_DATA)
    except StorageError as error:
        _fail(str(error), ExitCode.UNAVAILABLE)
    except ConfigurationError as error:
        _fail(str(error), ExitCode.WRONG_USAGE)
    except (SQLAlchemyError, sqlite3.Error) as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        _fail(f"The database cannot be used: {reason}", ExitCode.UNAVAILABLE)
    except OSError as error:
        is_address = isinstance(error, AddressError)
        code = ExitCode.UNAVAILABLE if is_address else ExitCode.WRONG_DATA
        _fail(f"{error.strerror or error}: {error.filename or ''}".rstrip(": "), code)


def _fail(message: str, code: ExitCode) -> None:
    """Prints a message to standard error and exits with a code."""
    typer.echo(message, err=True)
    sys.exit(code)
