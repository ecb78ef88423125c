"""`/changes.atom`: the releases of the data as a feed (RFC 4287), an entry each.

An entry is the same wherever it is read, so its id is made of the version alone;
addresses are paths, which readers resolve, where the public address is not known.
"""

from typing import Any
from uuid import UUID, uuid5

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.api.responses import respond
from app.services.envelope import Content
from app.services.snapshot import Snapshot
from app.web.page_requests import PageRequests
from app.web.rendering import EDITION, origin, render

PATH = "/changes.atom"
FEED = UUID("6b7c1f0e-54a5-4c06-9d3c-0f3f0b0a1978")
"""The id of the feed, from which those of its entries follow."""
MOST = 20

router = APIRouter(include_in_schema=False)


@router.get(PATH)
async def feed(request: Request) -> Response:
    """The latest releases, latest first."""

    async def make() -> Content:
        asking = PageRequests(request.app.state.client)
        releases = (await asking("/v1/dataset"))["data"]["releases"][:MOST]
        entries = [await _entry(asking, one) for one in releases]
        told = render(request, "changes.xml", path_of_feed=PATH, id=FEED, all=entries)
        return Content(told.encode())

    snapshot: Snapshot = request.app.state.snapshot
    named = f"{PATH} {EDITION} {origin(request)}"
    return await respond(request, snapshot, named, make, "atom")


async def _entry(asking: PageRequests, release: dict[str, Any]) -> dict[str, Any]:
    """A release with its id, its address, and its changes by type of record."""
    query, types = "", []
    if any(release[kind] for kind in ("added", "changed", "removed")):
        query = f"?release={release['version']}"
        counted = await asking(f"/v1/changes{query}&group_by=resource")
        types = counted["meta"]["facets"]["resource"]
    told = {"id": uuid5(FEED, release["version"]), "query": query, "types": types}
    return release | told
