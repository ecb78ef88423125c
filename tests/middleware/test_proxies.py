"""Who asks, and under which name: proxies that are trusted say so, and nobody else."""

from pathlib import Path
from typing import Any

import anyio
import pytest
from sqlalchemy import URL

from app.middleware.limits import ConcurrencyLimit, RateLimit, behind_proxies, limited
from app.settings import Settings
from tests.conftest import problem_of
from tests.middleware.test_limits import ASKED, HEALTH, asked, nothing
from tests.support.factories import load_seed
from tests.support.serving import served


@pytest.fixture
def url(tmp_path: Path) -> URL:
    """The tiny seed as a file."""
    return load_seed(tmp_path)


def guarded(app: Any, settings: Settings) -> Any:
    return behind_proxies(limited(app, settings), settings)


def counting(**settings: Any) -> Any:
    return guarded(nothing, Settings(rate_limit=100, **settings))


def counted(app: Any) -> set[str]:
    """The clients that were counted."""
    while not isinstance(app, RateLimit):
        app = app.app
    return set(app.asked)


def test_a_client_cannot_choose_who_it_is() -> None:
    app = counting()
    for number in range(3):
        claimed = {"X-Forwarded-For": f"10.0.0.{number}", "Forwarded": "for=10.0.0.9"}
        asked(app, "192.0.2.1", **claimed)
    assert counted(app) == {"192.0.2.1"}


def test_a_trusted_proxy_says_who_asks() -> None:
    app = counting(trusted_proxies="10.0.0.0/8,2001:db8::/32")
    asked(app, "10.1.2.3", **{"X-Forwarded-For": "192.0.2.1"})
    asked(app, "2001:db8::1", **{"X-Forwarded-For": "192.0.2.2"})
    # What a client put there before the proxy did is not believed
    asked(app, "10.1.2.3", **{"X-Forwarded-For": "203.0.113.5, 192.0.2.3"})
    # A proxy behind a proxy
    asked(app, "10.1.2.3", **{"X-Forwarded-For": "198.51.100.7, 192.0.2.4, 10.9.9.9"})
    # Who is no proxy stays who it is
    asked(app, "192.0.2.5", **{"X-Forwarded-For": "203.0.113.6"})
    assert counted(app) == {f"192.0.2.{number}" for number in range(1, 6)}


def test_a_served_client_cannot_choose_who_it_is(url: URL) -> None:
    """Not even from the machine itself, whom the server would believe by default."""
    settings = {"DATABASE_URL": str(url), "RENDEZVOUS_RATE_LIMIT": "3"}
    seed = Path(url.database or "").parent.parent / "seed"
    settings["RENDEZVOUS_SEED_DATA"] = str(seed)
    with served(settings) as client:
        told = [
            client.get(ASKED, headers={"X-Forwarded-For": f"192.0.2.{number}"})
            for number in range(5)
        ]
        assert [one.status_code for one in told] == [200, 200, 200, 429, 429]
        assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("api.example", 200),
        ("API.example:8000", 200),
        ("[::1]:80", 200),
        ("elsewhere.example", 421),
        ("api.example.elsewhere.example", 421),
        ("", 421),
    ],
)
def test_only_names_that_are_allowed_are_answered(host: str, status: int) -> None:
    app = guarded(nothing, Settings(allowed_hosts="api.example, [::1]"))
    response = asked(app, "192.0.2.1", Host=host)
    assert response.status_code == status
    for path in HEALTH:
        assert asked(app, "192.0.2.1", path, Host=host).status_code == 200
    if status == 421:
        assert problem_of(response, 421)["type"] == "/problems/misdirected"


def test_what_is_no_request_is_not_limited() -> None:
    """A server tells its app that it starts, too."""
    seen = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["type"])

    settings = Settings(rate_limit=1, allowed_hosts="a", trusted_proxies="::1")
    gate: Any = ConcurrencyLimit(1)
    gate.inside = 1
    scope = {"type": "lifespan"}
    behind: Any = guarded(app, settings)
    anyio.run(behind, scope, None, None)
    anyio.run(gate, app, scope, None, None)
    assert seen == ["lifespan", "lifespan"]
