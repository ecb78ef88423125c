"""`/healthz` and `/readyz`: whether the process runs, and whether it can answer."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from app.api.routing import add_endpoint
from app.problems import Unavailable
from app.services.snapshot import Snapshot

_NO_STORE = {"Cache-Control": "no-store"}


def add_routes(router: APIRouter) -> None:
    for path, endpoint in (("/healthz", get_health), ("/readyz", get_readiness)):
        add_endpoint(router, path, endpoint, include_in_schema=False)


async def get_health(_request: Request, _snapshot: Snapshot) -> Response:
    """Returns 200 while the process runs."""
    return JSONResponse({"status": "up"}, headers=_NO_STORE)


async def get_readiness(_request: Request, snapshot: Snapshot) -> Response:
    """Returns the revision that is served; raises Unavailable if it cannot be read."""
    if not await snapshot.is_readable():
        raise Unavailable(retry_after=2)
    body = {"status": "ready", "revision": snapshot.dataset["revision"]}
    return JSONResponse(body, headers=_NO_STORE)
