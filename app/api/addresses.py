"""All addresses of the API."""

from fastapi import APIRouter

from app.api import (
    dataset,
    downloads,
    firsts,
    health,
    in_space,
    lists,
    openapi,
    search,
    superlatives,
)
from app.resources import RESOURCES


def add_routes(router: APIRouter) -> None:
    """Adds every address under `/v1`, the OpenAPI file and the health checks."""
    # Routes are tried in this order: lists and records are asked for most
    for resource in RESOURCES:
        lists.add_routes(router, resource)
    for module in (firsts, in_space, superlatives, search):
        module.add_routes(router)
    for module in (health, dataset, downloads, openapi):
        module.add_routes(router)
