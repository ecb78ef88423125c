"""Documents at well-known addresses, by which programs find this site.

`/.well-known/api-catalog` (RFC 9727) lists the API with its descriptions,
`/opensearch.xml` lets browsers search here, and `/.well-known/security.txt` (RFC 9116)
says where to report vulnerabilities.
"""

from datetime import UTC, datetime, time, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.formats.dataset_files import LICENSE
from app.formats.json_bodies import dumps
from app.mcp import endpoint as mcp
from app.problems import NotFound
from app.resources.formats import FORMATS, JSON
from app.web.guide.markdown import BASE
from app.web.guide.routes import base_address, text_response
from app.web.rendering import public_origin, render

CATALOG = "/.well-known/api-catalog"
OPENSEARCH = "/opensearch.xml"
SECURITY = "/.well-known/security.txt"
VALID = timedelta(days=180)
"""How long the contact of `security.txt` holds; RFC 9116 advises below a year."""
_JSON = FORMATS[JSON].media_type
_HTML = FORMATS["html"].media_type

router = APIRouter(include_in_schema=False)


@router.get(CATALOG)
async def get_api_catalog(request: Request) -> Response:
    """Returns the API and the documents about it as a set of links (RFC 9264)."""
    linked = f'<{CATALOG}>; rel="api-catalog"'
    content_type = FORMATS["linkset"].content_type
    base = base_address(request)
    return text_response(request, _catalog(), base, content_type, {"Link": linked})


def _catalog() -> str:
    guide = {"href": f"{BASE}/guide", "type": _HTML}
    about = FORMATS["jsonld"].media_type
    api = {
        "anchor": f"{BASE}/v1",
        "service-desc": [{"href": f"{BASE}/openapi.json", "type": _JSON}],
        "service-doc": [{"href": f"{BASE}/docs", "type": _HTML}, guide],
        "service-meta": [{"href": f"{BASE}/v1/dataset?format=jsonld", "type": about}],
        "status": [{"href": f"{BASE}/readyz", "type": _JSON}],
        "license": [{"href": LICENSE["path"], "title": LICENSE["title"]}],
    }
    tools = {"anchor": BASE + mcp.PATH, "service-doc": [guide]}
    items = [
        {"href": api["anchor"], "title": "Rendezvous: human spaceflight as a REST API"},
        {"href": tools["anchor"], "title": "The same for language models (MCP)"},
    ]
    return dumps({"linkset": [{"anchor": BASE + CATALOG, "item": items}, api, tools]})


@router.get(OPENSEARCH)
async def get_opensearch(request: Request) -> Response:
    """Returns how to search this site, as OpenSearch 1.1 describes it."""
    content_type = FORMATS["opensearch"].content_type
    text = render(request, "opensearch.xml", base=BASE, media_type=content_type)
    return text_response(request, text, base_address(request), content_type)


@router.get(SECURITY)
async def get_security_txt(request: Request) -> Response:
    """Returns the contact of this installation. Raises NotFound if none is set."""
    contact: str | None = request.app.state.settings.security_contact
    if contact is None:
        raise NotFound(
            "This installation names no contact for security reports; its operator can"
            " set RENDEZVOUS_SECURITY_CONTACT."
        )
    today = datetime.combine(datetime.now(UTC).date(), time.min, UTC)
    lines = [f"Contact: {contact}", f"Expires: {today + VALID:%Y-%m-%dT%H:%M:%SZ}"]
    origin = public_origin(request)
    if origin:
        lines.append(f"Canonical: {origin}{SECURITY}")
    lines.append("Preferred-Languages: en\n")
    base = base_address(request)
    return text_response(request, "\n".join(lines), base, "text/plain")
