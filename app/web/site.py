"""All addresses of the pages, and the answers to exceptions."""

from itertools import chain

from fastapi import FastAPI
from starlette.routing import BaseRoute

from app.web import docs, error_pages, routes
from app.web.feeds import atom, llms_txt
from app.web.guide import routes as guide


def add_routes(app: FastAPI) -> list[BaseRoute]:
    """Adds the pages, their static files and the exception handlers.

    Returns the declared routes, by which requests are named in metrics.
    """
    routers = [
        module.router for module in (guide, llms_txt, atom, routes, docs, error_pages)
    ]
    for router in routers:
        app.include_router(router)
    app.mount("/static", routes.assets, name="static")
    app.mount("/assets/docs", docs.assets, name="docs-assets")
    error_pages.install(app)
    return [*chain(*(router.routes for router in routers))]
