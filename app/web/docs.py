"""The interactive documentation of the API."""

from pathlib import Path

import fastapi_offline
from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response

from app.web.rendering import STATIC
from app.web.routes import KEPT_FOR_A_DAY, Assets, fixed_page

# Swagger UI is served from here, so that the page needs no other host
assets = Assets(directory=Path(fastapi_offline.__file__).parent / "static")
router = APIRouter(include_in_schema=False)


@router.get("/docs")
async def get_docs(request: Request) -> Response:
    return await fixed_page(request, "docs.html")


@router.get("/favicon.ico")
async def get_favicon() -> FileResponse:
    return FileResponse(STATIC / "favicon.svg", headers=KEPT_FOR_A_DAY)
