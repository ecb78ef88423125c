"""The command line, a module for each group of commands."""

from app.cli import answering, data, files
from app.cli.program import cli, main

__all__ = ["answering", "cli", "data", "files", "main"]
