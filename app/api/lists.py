"""The list and the record of each resource: `/v1/missions`, `/v1/missions/soyuz-28`."""

import json
from typing import Any, NamedTuple

from fastapi import APIRouter, Request, Response

from app.api.openapi_responses import (
    QUERY_PROBLEMS,
    page_schema,
    problem_responses,
    record_schema,
)
from app.api.parameters import list_parameters, path_parameter
from app.api.responses import accepted, respond
from app.api.routing import Endpoint, add_endpoint
from app.api.streaming import stream_list
from app.formats.negotiation import negotiate_format
from app.formats.writers import CITATION_WRITERS, RECORD_WRITERS, STREAM_WRITERS
from app.query.grammar import Grammar
from app.query.parsed_query import ParsedQuery
from app.query.sql import select_records
from app.query.validation import (
    canonical_url,
    check_format,
    grammar_of,
    record_grammar,
    understand,
)
from app.resources import Resource
from app.services.envelope import Content, envelope, whole_answer_links
from app.services.lists import Page, check_id, decorate_bodies, record_statement
from app.services.snapshot import Snapshot
from app.services.sources import cite, sources_of_record, sources_of_selection


def add_routes(router: APIRouter, resource: Resource) -> None:
    """Adds the list and the records of a resource, described by its declaration."""
    _add_list(router, resource)
    _add_record(router, resource)


def _add_list(router: APIRouter, resource: Resource) -> None:
    parameters = list_parameters(resource, grammar_of(resource.name))
    add_endpoint(
        router,
        resource.path,
        list_endpoint(resource),
        operation_id=f"list_{resource.name}",
        summary=f"List {resource.name}",
        description=resource.about,
        tags=[resource.name],
        responses={200: page_schema(resource), **QUERY_PROBLEMS},
        openapi_extra={"parameters": parameters},
    )


def _add_record(router: APIRouter, resource: Resource) -> None:
    record_id = path_parameter("id", f"Id of the {resource.singular}", resource.example)
    parameters = list_parameters(resource, record_grammar(resource.name))
    problems = problem_responses(400, 404, 406, 503)
    add_endpoint(
        router,
        f"{resource.path}/{{id}}",
        record_endpoint(resource),
        operation_id=f"get_{resource.singular.replace(' ', '_')}",
        summary=f"One {resource.singular}",
        description=resource.about,
        tags=[resource.name],
        responses={200: record_schema(resource), **problems},
        openapi_extra={"parameters": [record_id, *parameters]},
    )


def list_endpoint(resource: Resource) -> Endpoint:
    """Returns the endpoint of a list."""
    grammar = grammar_of(resource.name)

    async def list_records(request: Request, snapshot: Snapshot) -> Response:
        pairs = request.query_params.multi_items()
        query = understand(snapshot.reference_data, pairs, grammar, resource)
        name = _negotiate(request, query, grammar)
        if name in STREAM_WRITERS:
            return await stream_list(request, snapshot, resource, query, name)

        async def render() -> Content:
            if name in CITATION_WRITERS:
                selection = select_records(snapshot.reference_data, resource, query)
                sources = sources_of_selection(resource, selection)
                return await cite(snapshot.reader, sources, name)
            return await Page(snapshot, resource, query).render()

        url = canonical_url(resource, query)
        return await respond(request, snapshot, url, render, name)

    return list_records


def record_endpoint(resource: Resource) -> Endpoint:
    """Returns the endpoint of one record."""
    grammar = record_grammar(resource.name)

    async def get_record(request: Request, snapshot: Snapshot) -> Response:
        record_id = _resolve_id(snapshot, resource, request.path_params["id"])
        pairs = request.query_params.multi_items()
        query = understand(snapshot.reference_data, pairs, grammar, resource)
        name = _negotiate(request, query, grammar)
        check_id(snapshot, resource, record_id)
        text = query.canonical()
        url = f"{resource.path}/{record_id}" + (f"?{text}" if text else "")
        record = _Record(snapshot, resource, record_id, query, url)
        return await respond(request, snapshot, url, lambda: record.render(name), name)

    return get_record


def _negotiate(request: Request, query: ParsedQuery, grammar: Grammar) -> str:
    """Returns the format of a response; raises a problem if the query excludes it."""
    offered = grammar.reserved["format"]
    name = negotiate_format(accepted(request), query.parameters.get("format"), offered)
    check_format(query, name)
    return name


class _Record(NamedTuple):
    """One record under its canonical URL."""

    snapshot: Snapshot
    resource: Resource
    id: str
    query: ParsedQuery
    url: str

    async def render(self, format_name: str) -> Content:
        """Returns the record, or its sources, in a format."""
        snapshot, resource = self.snapshot, self.resource
        if format_name in CITATION_WRITERS:
            sources = sources_of_record(resource, self.id)
            return await cite(snapshot.reader, sources, format_name)
        statement = record_statement(resource.name)
        rows: Any = await snapshot.reader.rows(statement, {"id": self.id})
        body = rows[0][0]
        if format_name in RECORD_WRITERS:
            write = RECORD_WRITERS[format_name]
            return Content(write(resource.name, json.loads(body)))
        bodies = await decorate_bodies(
            snapshot, resource, self.query, [self.id], [body]
        )
        description = f"the {resource.singular} {self.id}"
        meta = snapshot.meta(total=1, returned=1, query=description)
        return Content(envelope(bodies[0], meta, whole_answer_links(self.url)))


def _resolve_id(snapshot: Snapshot, resource: Resource, name: str) -> str:
    """Returns the id of the record that a path names, by that id or by another one.

    A name without a record is returned as it is.
    """
    data = snapshot.reference_data
    if resource.name == "countries":
        return data.country(name) or name
    return data.record_id(resource.name, name) or name
