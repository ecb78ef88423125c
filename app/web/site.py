"""All addresses of the pages, and the answers to exceptions."""

from fastapi import FastAPI

from app.web import docs, embeds, error_pages, routes, world
from app.web.answer_pages import ANSWER_PAGE
from app.web.feeds import atom, discovery, llms_txt, sitemap
from app.web.guide import routes as guide


def add_routes(app: FastAPI) -> None:
    """Adds the pages, also those of JSON answers, and the exception handlers."""
    feeds = (llms_txt, atom, discovery, sitemap)
    modules = (guide, *feeds, routes, embeds, docs, world, error_pages)
    routers = [module.router for module in modules]
    for router in routers:
        # Included routers are matched twice, so their routes are added themselves
        app.router.routes.extend(router.routes)
    app.mount("/static", routes.assets, name="static")
    app.mount("/assets/docs", docs.assets, name="docs-assets")
    app.state.answer_page = ANSWER_PAGE
    error_pages.install(app)
