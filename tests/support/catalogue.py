"""Loads the catalogue of `seed_data` into a file, in a process of its own.

A process that loads the catalogue keeps a hundred megabytes for the rest of its life.
"""

import subprocess
import sys

from sqlalchemy import URL

from app.ingest.ensure_loaded import database_url, ensure_loaded
from app.ingest.load import loaded_revision, revision_of
from app.main import app_for
from app.settings import ROOT, Settings


def catalogue_url() -> URL:
    """Returns the file of the catalogue, built unless it is there already.

    Of several processes that need it, the first builds it and the others wait.
    """
    settings = Settings(database_url=None, read_url=None)
    revision = revision_of(settings.seed_data)
    url = database_url(settings, revision)
    if loaded_revision(url) != revision:
        subprocess.run([sys.executable, "-m", __name__], cwd=ROOT, check=True)
    return url


if __name__ == "__main__":
    ensure_loaded(Settings(database_url=None, read_url=None), app_for)
