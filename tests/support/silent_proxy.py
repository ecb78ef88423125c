"""A TCP proxy that can fall silent, as a network does that drops all packets."""

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from threading import Thread

CHUNK = 65536


class SilentProxy:
    """Forwards connections to a Unix socket, until it is told to be silent.

    Connections stay open meanwhile, and those of before stay silent for good: nothing
    tells the client that they are dead.
    """

    def __init__(self, target: str) -> None:
        self._target = target
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._generation = 0
        self._is_silent = False
        self._sockets: list[socket.socket] = []
        self.port: int = self._listening.getsockname()[1]

    def fall_silent(self) -> None:
        self._is_silent = True
        self._generation += 1

    def forward_again(self) -> None:
        self._is_silent = False
        self._generation += 1

    def run(self) -> None:
        """Accepts connections until the proxy is closed."""
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._target)
                self._sockets += (client, server)
                for source, sink in ((client, server), (server, client)):
                    pump = (source, sink, self._generation)
                    Thread(target=self._pump, args=pump, daemon=True).start()

    def _pump(
        self, source: socket.socket, sink: socket.socket, generation: int
    ) -> None:
        with suppress(OSError):
            while data := source.recv(CHUNK):
                if generation == self._generation and not self._is_silent:
                    sink.sendall(data)
            if generation == self._generation:
                sink.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        # Ends `accept`, which closing alone does not
        self._listening.shutdown(socket.SHUT_RDWR)
        for opened in (self._listening, *self._sockets):
            opened.close()


@contextmanager
def silent_proxy(target: str) -> Iterator[SilentProxy]:
    """Yields a proxy in front of a Unix socket."""
    with closing(SilentProxy(target)) as proxy:
        Thread(target=proxy.run, daemon=True).start()
        yield proxy
