"""How the server is started: its socket, its memory, its processes."""

import socket
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import URL

from app import server
from app.settings import Settings


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_socket_has_the_options_of_its_platform(
    monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    """Linux ends connections that are not read, even after the last part was sent."""
    is_linux = platform == "linux"
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr(server, "UNSENT_SECONDS", 1.5)
    with closing(server.bound_socket("127.0.0.1", 0)) as listening:
        reused = listening.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR)
        assert bool(reused) == (platform != "win32")
        option = getattr(socket, "TCP_USER_TIMEOUT", None)
        if option is None:
            assert not is_linux
            return
        milliseconds = listening.getsockopt(socket.IPPROTO_TCP, option)
        assert milliseconds == (1500 if is_linux else 0)


def test_freed_memory_is_returned_where_the_system_can(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls: list[tuple[str, int]] = []
    monkeypatch.setattr("sys.platform", "linux")

    class Glibc:
        def mallopt(self, name: int, value: int) -> None:
            calls.append((str(name), value))

        def malloc_trim(self, pad: int) -> None:
            calls.append(("trim", pad))

    for libc in (Glibc, object):
        monkeypatch.setattr("ctypes.CDLL", lambda _name, libc=libc: libc())
        server.return_freed_memory()
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.delattr("ctypes.CDLL")
    server.return_freed_memory()
    assert calls == [("-1", 131_072), ("-3", 131_072), ("trim", 0)]


def test_several_workers_share_the_socket(
    monkeypatch: pytest.MonkeyPatch, small_url: URL
) -> None:
    started: list[tuple[int, list[socket.socket]]] = []

    class Supervisor:
        def __init__(self, config: Any, sockets: list[socket.socket]) -> None:
            self.run = lambda: started.append((config.workers, sockets))

    monkeypatch.setattr(server, "Multiprocess", Supervisor)
    with closing(server.bound_socket("127.0.0.1", 0)) as listening:
        server.run(Settings(), small_url, listening, 3)
        assert started == [(3, [listening])]
