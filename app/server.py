"""Runs the application under uvicorn."""

import socket

from starlette.types import ASGIApp

from app.main import app_for


def serve_app(url: str) -> ASGIApp:
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
