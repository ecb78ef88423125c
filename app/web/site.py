"""All addresses of the pages, and the answers to exceptions."""

from fastapi import FastAPI

from app.web import docs, error_pages, routes
from app.web.feeds import atom, llms_txt
from app.web.guide import routes as guide


def add_routes(app: FastAPI) -> None:
    """Adds the pages, their static files and the exception handlers."""
    routers = [
        module.router for module in (guide, llms_txt, atom, routes, docs, error_pages)
    ]
    for router in routers:
        # Included routers are matched twice, so their routes are added themselves
        app.router.routes.extend(router.routes)
    app.mount("/static", routes.assets, name="static")
    app.mount("/assets/docs", docs.assets, name="docs-assets")
    error_pages.install(app)
