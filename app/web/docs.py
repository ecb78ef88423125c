"""The interactive documentation of the API."""

from pathlib import Path

import fastapi_offline
from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse

from app.web.rendering import HEADERS, STATIC, render
from app.web.routes import Assets

# Swagger UI is served from here, so that the page needs no other host
assets = Assets(directory=Path(fastapi_offline.__file__).parent / "static")
router = APIRouter(include_in_schema=False)


@router.get("/docs")
async def get_docs(request: Request) -> HTMLResponse:
    return HTMLResponse(render(request, "docs.html"), headers=HEADERS)


@router.get("/favicon.ico")
async def get_favicon() -> FileResponse:
    return FileResponse(STATIC / "favicon.svg")
