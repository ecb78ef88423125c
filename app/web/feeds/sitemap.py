"""What crawlers are told: which pages there are, and that all may be read."""

from xml.sax.saxutils import escape

from app.web.layouts import LAYOUTS
from app.web.page_requests import PageRequests
from app.web.pages import PAGES
from app.web.wording import page_of

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_LEFT_OUT = ("changes", "claims", "crew")
"""Records that are many, small, and linked from the others."""


async def sitemap(asking: PageRequests, origin: str | None) -> str:
    """Every page worth finding; as paths where the public address is not known."""
    paths = [page.address for page in PAGES if "{" not in page.address]
    for kind in LAYOUTS:
        if kind.name not in _LEFT_OUT:
            answer = await asking(f"/v1/{kind.name}?fields=url&limit=1000")
            paths += [page_of(one["url"]) for one in answer["data"]]
    lines = [f"<url><loc>{escape((origin or '') + path)}</loc></url>" for path in paths]
    hint = (
        "" if origin else "<!-- set RENDEZVOUS_PUBLIC_URL for absolute addresses -->\n"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'{hint}<urlset xmlns="{NAMESPACE}">\n' + "\n".join(lines) + "\n</urlset>\n"
    )


def robots(origin: str | None) -> str:
    """Everything may be read; the API is for those who ask, not for crawlers."""
    told = "User-agent: *\nDisallow: /v1/\nAllow: /\n"
    return told + (f"\nSitemap: {origin}/sitemap.xml\n" if origin else "")
