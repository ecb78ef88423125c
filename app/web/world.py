"""The outlines of the world, and where a place lies on them."""

import json
from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

LAND = "/world.svg"
"""Address of a drawing of all land, which the maps of sites lie on."""
_A = (1.340264, -0.081106, 0.000893, 0.003796)
"""Coefficients of the Equal Earth projection (Šavrič, Patterson and Jenny, 2018)."""
_SCALE = 184.73
"""Units of the drawing for one unit of the projection."""
_EQUATOR = 241.74
_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}">'
    "<style>path{{fill:#d9dedd}}@media(prefers-color-scheme:dark)"
    "{{path{{fill:#253343}}}}</style>"
    '<path d="{}"/></svg>'
)

router = APIRouter(include_in_schema=False)


@cache
def outlines() -> dict[str, Any]:
    """Reads the outlines of states; `about` in the file names their origin."""
    path = Path(__file__).parent / "world.json"
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return content


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Returns the position of a place on the drawing, by Equal Earth."""
    angle = asin(sqrt(3) / 2 * sin(radians(latitude)))
    a1, a2, a3, a4 = _A
    slope = 9 * a4 * angle**8 + 7 * a3 * angle**6 + 3 * a2 * angle**2 + a1
    x = 2 * sqrt(3) * radians(longitude) * cos(angle) / (3 * slope)
    y = a4 * angle**9 + a3 * angle**7 + a2 * angle**3 + a1 * angle
    width, _ = outlines()["size"]
    return round(width / 2 + _SCALE * x, 1), round(_EQUATOR - _SCALE * y, 1)


@router.get(LAND)
async def get_land() -> Response:
    """Returns all land as one shape, in the colours of light and of dark pages."""
    content = outlines()
    drawing = _DRAWING.format(*content["size"], "".join(content["outlines"].values()))
    headers = {"Cache-Control": "public, max-age=86400"}
    return Response(drawing, media_type="image/svg+xml", headers=headers)
