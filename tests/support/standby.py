"""A streaming standby of a test server, made with the programs of PostgreSQL."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import Any

from sqlalchemy import URL

from app.db.urls import normal_url

PORT = 5433
"""Names the socket of the standby, beside that of the primary."""


class Standby:
    """A copy of a server that follows it."""

    def __init__(self, primary: Any) -> None:
        self.primary = primary
        self.sockets = str(primary.get_postmaster_info().socket_dir)
        self.folder = Path(primary.pgdata).with_name("standby")
        self.folder.mkdir(mode=0o700)
        if primary.system_user:
            user = pwd.getpwnam(primary.system_user)
            os.chown(self.folder, user.pw_uid, user.pw_gid)
        where = ("-h", self.sockets, "-U", primary.postgres_user)
        self._run("pg_basebackup", "-R", "-c", "fast", "-D", str(self.folder), *where)
        self.start()

    def start(self) -> None:
        options = f'-h "" -p {PORT} -k {self.sockets}'
        log = str(self.folder / "log")
        self._control("-o", options, "-l", log, "start")

    def stop(self) -> None:
        self._control("-m", "fast", "stop")

    def promote(self) -> None:
        """Makes it a primary, which no longer follows."""
        self._control("promote")

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder)

    def url(self, of_primary: URL) -> URL:
        """Returns the URL of the same database on the standby."""
        return normal_url(of_primary).update_query_dict({"port": str(PORT)})

    def both(self, of_primary: URL) -> URL:
        """Returns a URL of both servers, the standby first."""
        hosts = (f"{self.sockets}:{PORT}", f"{self.sockets}:5432")
        wanted = {"host": hosts, "target_session_attrs": "prefer-standby"}
        return normal_url(of_primary).update_query_dict(wanted)

    def _control(self, *words: str) -> None:
        self._run("pg_ctl", "-w", "-D", str(self.folder), *words)

    def _run(self, program: str, *words: str) -> None:
        # The servers that it starts run on, and must not hold a pipe of ours open
        subprocess.run(
            [self.primary.bin_path / program, *words],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=self.primary.system_user,
        )
