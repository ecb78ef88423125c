"""Runs the application under uvicorn, in one process or several."""

import ctypes
import socket
import sys
from contextlib import suppress
from functools import partial

import uvicorn
from sqlalchemy import URL
from starlette.types import ASGIApp
from uvicorn.config import LOGGING_CONFIG
from uvicorn.supervisors import Multiprocess

from app.main import app_for
from app.middleware.json_logs import JSON_LINES
from app.middleware.unsent import UNSENT_SECONDS
from app.settings import Settings


class AddressError(OSError):
    """A network address cannot be listened on."""


def run(settings: Settings, url: URL, listening: socket.socket, workers: int) -> None:
    """Serves a loaded database on a bound socket, until a signal ends the process."""
    config = uvicorn.Config(
        # Each process makes an application of its own; all read the same data
        partial(served_app, url.render_as_string(hide_password=False)),
        factory=True,
        workers=workers,
        ws="none",
        # `TrustedProxies` reads the headers of proxies, by a setting of ours
        proxy_headers=False,
        log_config=JSON_LINES if settings.log_requests else LOGGING_CONFIG,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=settings.grace_seconds,
    )
    if workers > 1:
        Multiprocess(config, sockets=[listening]).run()
    else:
        uvicorn.Server(config).run(sockets=[listening])


def served_app(url: str) -> ASGIApp:
    """Returns the application within its layers; the data must be loaded."""
    return_freed_memory()
    served: ASGIApp = app_for(url).state.served
    return served


def return_freed_memory() -> None:
    """Makes glibc return freed blocks of more than 128 KB to the system.

    By default the limit grows to the largest block that was freed, so that a process
    keeps a hundred megabytes after a load or a few large responses.
    """
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None)
    # Other C libraries of Linux do not have these functions
    with suppress(AttributeError):
        trim_threshold, mmap_threshold = -1, -3
        for limit in (trim_threshold, mmap_threshold):
            libc.mallopt(limit, 128 * 1024)
        libc.malloc_trim(0)


def bound_socket(host: str, port: int) -> socket.socket:
    """Returns a bound socket; AddressError names the address that cannot be bound."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":
        # There it would let two servers share a port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if sys.platform == "linux":
        # Ends connections whose client does not read, even after the last part was sent
        milliseconds = int(UNSENT_SECONDS * 1000)
        listening.setsockopt(socket.SOL_TCP, socket.TCP_USER_TIMEOUT, milliseconds)
    try:
        listening.bind((host, port))
        # Clients that come before the application is ready wait instead of failing
        listening.listen()
    except OSError as error:
        listening.close()
        reason = error.strerror or str(error)
        raise AddressError(error.errno, reason, f"{host}:{port}") from error
    return listening


def base_url(host: str, port: int) -> str:
    """Returns the address to open; IPv6 addresses stand in brackets (RFC 3986)."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
