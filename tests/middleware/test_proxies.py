"""Trusted proxies name the client, the scheme and the request; other peers do not."""

from functools import partial
from typing import Any

import anyio
import pytest

from app.middleware.proxies import TrustedProxies
from app.settings import Settings
from tests.middleware.exchange import exchange

FORWARDED = [
    ("x-forwarded-for", "203.0.113.5, 192.0.2.1"),
    ("x-forwarded-proto", "https"),
    ("x-request-id", "proxy-0000-1111"),
    ("accept", "text/csv"),
]


class Recorded:
    """An application that keeps the scope of its last request."""

    scope: Any = None

    async def __call__(self, scope: Any, _receive: Any, send: Any) -> None:
        self.scope = scope
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    @property
    def client(self) -> str:
        return str(self.scope["client"][0])

    @property
    def names(self) -> set[str]:
        return {name.decode() for name, _ in self.scope["headers"]}


def received(trusted: str, peer: str | None, lines: Any = FORWARDED) -> Recorded:
    """Returns the request of a peer as the application receives it."""
    app = Recorded()
    networks = [
        str(network) for network in Settings(trusted_proxies=trusted).trusted_proxies
    ]
    anyio.run(partial(exchange, TrustedProxies(app, networks), "/v1", lines, peer=peer))
    return app


@pytest.mark.parametrize("trusted", ["", "10.0.0.0/8"])
@pytest.mark.parametrize(
    "peer", ["192.0.2.9", "127.0.0.1", "::1", "::ffff:192.0.2.9", "unix:", None]
)
def test_no_header_of_a_stranger_is_believed(trusted: str, peer: str | None) -> None:
    app = received(trusted, peer)
    assert app.names == {"accept"}
    assert app.scope["scheme"] == "http"
    assert app.scope["client"] == ((peer, 5000) if peer else None)


@pytest.mark.parametrize(
    ("trusted", "peer"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.1", "::ffff:127.0.0.1"),
        ("127.0.0.1", "::FFFF:7F00:1"),
        ("::ffff:127.0.0.1", "127.0.0.1"),
        ("::ffff:127.0.0.1", "::ffff:7f00:1"),
        ("10.0.0.0/8", "::ffff:10.1.2.3"),
        ("::ffff:10.0.0.0/104", "10.1.2.3"),
        ("192.0.2.9, 2001:db8::/32", "2001:0DB8::1"),
    ],
)
def test_trusted_proxy_names_client_scheme_and_request(trusted: str, peer: str) -> None:
    """An IPv4 address and the same one mapped into IPv6 are equal (RFC 4291)."""
    app = received(trusted, peer)
    assert app.client == "192.0.2.1"
    assert app.scope["scheme"] == "https"
    assert "x-request-id" in app.names


@pytest.mark.parametrize(
    ("forwarded", "client"),
    [
        # The client wrote the first address, the proxy the last
        (["203.0.113.5, 192.0.2.3"], "192.0.2.3"),
        (["203.0.113.5", "192.0.2.3"], "192.0.2.3"),
        # A proxy behind a proxy
        (["198.51.100.7, 192.0.2.4, 10.9.9.9"], "192.0.2.4"),
        ([""], "10.1.2.3"),
        ([], "10.1.2.3"),
    ],
)
def test_last_address_that_is_no_proxy_is_the_client(
    forwarded: list[str], client: str
) -> None:
    lines = [("x-forwarded-for", line) for line in forwarded]
    assert received("10.0.0.0/8", "10.1.2.3", lines).client == client


def test_messages_that_are_not_requests_pass() -> None:
    passed = []

    async def app(scope: Any, _receive: Any, _send: Any) -> None:
        passed.append(scope["type"])

    proxies: Any = TrustedProxies(app, ["::1"])
    anyio.run(proxies, {"type": "lifespan"}, None, None)
    assert passed == ["lifespan"]
