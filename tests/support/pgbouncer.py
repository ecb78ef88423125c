"""A PgBouncer in transaction mode, in front of a test server."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL

from tests.support.serving import accepts, free_port, waited_for


def program() -> str:
    """Returns the path of PgBouncer; skips the test without it, or fails it in CI."""
    path = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
    if path is None:
        assert not os.environ.get("CI"), "pgbouncer is missing"
        pytest.skip("pgbouncer is missing")
    return path


@contextmanager
def pooled(server: Any, url: URL, **settings: str) -> Iterator[URL]:
    """Yields the address of a database of the server through a PgBouncer."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pgbouncer.ini"
        file.write_text(_configuration(server, port, settings), encoding="utf-8")
        if server.system_user:
            # PgBouncer does not run as root
            user = pwd.getpwnam(server.system_user)
            for path in (folder, file):
                os.chown(path, user.pw_uid, user.pw_gid)
        process = subprocess.Popen(
            [program(), "-q", str(file)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=server.system_user,
        )
        try:
            waited_for(lambda: accepts(port))
            address = url.difference_update_query(["host"])
            yield address.set(username="anyone", host="127.0.0.1", port=port)
        finally:
            process.terminate()
            process.wait(timeout=30)


def _configuration(server: Any, port: int, settings: dict[str, str]) -> str:
    sockets = server.get_postmaster_info().socket_dir
    values = {
        "listen_addr": "127.0.0.1",
        "listen_port": str(port),
        "unix_socket_dir": "",
        "auth_type": "any",
        "pool_mode": "transaction",
        # Statements of a client meet several sessions, each shared with other clients
        "default_pool_size": "3",
        "server_round_robin": "1",
        **settings,
    }
    lines = (f"{name} = {value}" for name, value in values.items())
    databases = f"* = host={sockets} user={server.postgres_user}"
    return "\n".join(["[databases]", databases, "[pgbouncer]", *lines, ""])
