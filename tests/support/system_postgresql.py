"""A PostgreSQL of the system, which knows locales that the test server does not.

The server of the other tests is built without ICU.
"""

import os
import pwd
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, create_engine, text

from app.db.urls import normal_url
from tests.support.programs import missing

SERVER_USER = "postgres"
"""Who the server runs as if the tests run as root, which it refuses."""


class SystemServer:
    """A server without a port; databases are created with a locale each."""

    def __init__(self, folder: Path) -> None:
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
        if not programs:
            missing("postgresql")
        self.programs = programs[-1]
        self.folder = folder
        self._owner: dict[str, Any] = {}
        if os.geteuid() == 0:
            user = pwd.getpwnam(SERVER_USER)
            os.chown(folder, user.pw_uid, user.pw_gid)
            self._owner = {"user": user.pw_uid, "group": user.pw_gid}
        self._run("initdb", "-A", "trust", "-U", "test", "-E", "UTF8", "--locale=C")

    @property
    def url(self) -> URL:
        """The URL of the database that exists from the beginning."""
        return normal_url("postgresql://test@/postgres").update_query_dict(
            {"host": str(self.folder)}
        )

    def start(self) -> None:
        options = f"-h '' -k {self.folder} -F"
        self._run("pg_ctl", "-w", "-l", f"{self.folder}/log", "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-w", "-m", "fast", "stop")

    def create(self, name: str, locale: str) -> URL:
        """Creates a database with a locale, given as options of the statement."""
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            statement = f"CREATE DATABASE {name} TEMPLATE template0 ENCODING UTF8"
            connection.execute(text(f"{statement} {locale}"))
        engine.dispose()
        return self.url.set(database=name)

    def _run(self, program: str, *options: str) -> None:
        command = [str(self.programs / program), "-D", f"{self.folder}/data", *options]
        subprocess.run(
            command,
            check=True,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            **self._owner,
        )


@contextmanager
def system_server(folder: Path) -> Iterator[SystemServer]:
    """Starts a server in an empty folder that others may enter; stops it at the end."""
    server = SystemServer(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()
