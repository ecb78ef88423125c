"""Proxies whose word on a client is taken."""

from collections.abc import Collection
from ipaddress import IPv6Address, IPv6Network, ip_address, ip_network

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

MAPPED = IPv6Network("::ffff:0:0/96")
"""Addresses of IPv4 in IPv6 (RFC 4291, 2.5.5.2); each equals its IPv4 address."""
# Headers that only a trusted proxy may set
_OF_PROXIES = frozenset((b"x-forwarded-for", b"x-forwarded-proto", b"x-request-id"))


class TrustedProxies:
    """Takes client address, scheme and request id from trusted proxies alone.

    The headers of every other peer are removed.
    """

    def __init__(self, app: ASGIApp, trusted: Collection[str]) -> None:
        self.app = app
        self.networks = [plain_network(network) for network in trusted]
        self.trusting = ProxyHeadersMiddleware(app, self.networks)  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        client = scope.get("client")
        if client and self.networks:
            host = plain_address(client[0])
            if host in self.trusting.trusted_hosts:
                scope = {**scope, "client": (host, client[1])}
                await self.trusting(scope, receive, send)  # type: ignore[arg-type]
                return
        fields = [field for field in scope["headers"] if field[0] not in _OF_PROXIES]
        await self.app({**scope, "headers": fields}, receive, send)


def plain_address(host: str) -> str:
    """Returns an address, one of `MAPPED` as IPv4; other texts as they are."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)


def plain_network(text: str) -> str:
    """Returns a network, one within `MAPPED` as IPv4."""
    network = ip_network(text)
    if not isinstance(network, IPv6Network) or not network.subnet_of(MAPPED):
        return str(network)
    address = plain_address(str(network.network_address))
    return f"{address}/{network.prefixlen - MAPPED.prefixlen}"
