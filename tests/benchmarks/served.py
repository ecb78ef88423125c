"""The application within its layers, for servers that are started with a module.

It answers from the database of the variable SERVED_URL.
"""

import os

from starlette.types import ASGIApp

from app.server import served_app


def served() -> ASGIApp:
    """Returns the application, as a factory."""
    return served_app(os.environ["SERVED_URL"])
