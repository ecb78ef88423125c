"""`/sitemap.xml` and `/robots.txt`: the pages that crawlers find, and may read."""

from xml.sax.saxutils import escape

from app.resources import BY_NAME
from app.web.layouts import LAYOUTS
from app.web.page_requests import PageRequests
from app.web.pages import PAGES
from app.web.wording import page_path

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_LEFT_OUT = ("changes", "claims", "crew", "dockings", "errata")
"""Resources whose records are many and small. Pages of other records link to them."""


async def sitemap(requests: PageRequests, origin: str | None) -> str:
    """Returns the sitemap; it lists paths if the public address is not known."""
    paths = [page.address for page in PAGES if "{" not in page.address]
    for layout in LAYOUTS:
        if layout.name not in _LEFT_OUT:
            answer = await requests.get(
                f"{BY_NAME[layout.name].all_records}&fields=url"
            )
            paths += [page_path(row["url"]) for row in answer["data"]]
    lines = [f"<url><loc>{escape((origin or '') + path)}</loc></url>" for path in paths]
    hint = (
        "" if origin else "<!-- set RENDEZVOUS_PUBLIC_URL for absolute addresses -->\n"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'{hint}<urlset xmlns="{NAMESPACE}">\n' + "\n".join(lines) + "\n</urlset>\n"
    )


def robots(origin: str | None) -> str:
    """Returns the rules for crawlers: they may read the pages, but not the API."""
    text = "User-agent: *\nDisallow: /v1/\nAllow: /\n"
    return text + (f"\nSitemap: {origin}/sitemap.xml\n" if origin else "")
