"""Liveness and readiness."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from app.api.lists import CurrentService
from app.problems import Unavailable

router = APIRouter(include_in_schema=False)


@router.get("/healthz", operation_id="get_health")
async def health() -> JSONResponse:
    return JSONResponse({"status": "up"}, headers={"Cache-Control": "no-store"})


@router.get("/readyz", operation_id="get_readiness")
async def ready(request: Request, snapshot: CurrentService) -> JSONResponse:
    if not await request.app.state.is_readable():
        raise Unavailable(retry_after=2)
    body = {"status": "ready", "revision": snapshot.dataset["revision"]}
    return JSONResponse(body, headers={"Cache-Control": "no-store"})
