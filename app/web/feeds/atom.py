"""`/changes.atom`: the releases of the data as a feed (RFC 4287), an entry each.

The id of an entry follows from its version alone, so it is the same in every
installation. Addresses are paths if the public address is not known; readers resolve
them.
"""

from typing import Any
from uuid import UUID, uuid5

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.api.responses import respond
from app.services.envelope import Content
from app.web.page_requests import PageRequests, repeated_if_replaced
from app.web.rendering import EDITION, public_origin, render

PATH = "/changes.atom"
FEED = UUID("6b7c1f0e-54a5-4c06-9d3c-0f3f0b0a1978")
"""The id of the feed, from which those of its entries follow."""
MAX_ENTRIES = 20

router = APIRouter(include_in_schema=False)


@router.get(PATH)
@repeated_if_replaced
async def get_feed(request: Request) -> Response:
    """Returns the latest releases, latest first."""
    requests = PageRequests(request.app.state)

    async def render_feed() -> Content:
        dataset = (await requests.get("/v1/dataset"))["data"]
        releases = dataset["releases"][:MAX_ENTRIES]
        entries = [await _entry(requests, release) for release in releases]
        text = render(request, "changes.xml", feed_path=PATH, id=FEED, entries=entries)
        return Content(text.encode())

    url = f"{PATH} {EDITION} {public_origin(request)}"
    return await respond(request, requests.snapshot, url, render_feed, "atom")


async def _entry(requests: PageRequests, release: dict[str, Any]) -> dict[str, Any]:
    """Returns a release with its id, its query, and its changes by type of record."""
    query, types = "", []
    if any(release[kind] for kind in ("added", "changed", "removed")):
        query = f"?release={release['version']}"
        counts = await requests.get(f"/v1/changes{query}&group_by=resource")
        types = counts["meta"]["facets"]["resource"]
    return release | {
        "id": uuid5(FEED, release["version"]),
        "query": query,
        "types": types,
    }
