"""The list and the record of each resource: `/v1/missions`, `/v1/missions/soyuz-28`."""

import json
from typing import NamedTuple

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
from app.formats.writers import (
    CITATION_WRITERS,
    RECORD_WRITERS,
    STREAM_WRITERS,
    TABLE_WRITERS,
)
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
from app.services.facets import group_rows
from app.services.lists import Page, StoredRecord, decorate_bodies, find_record
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
        query = await understand(snapshot.lookups, pairs, grammar, resource)
        name = _negotiate(request, query, grammar)
        has_records = "group_by" not in query.parameters
        if name in STREAM_WRITERS and has_records:
            return await stream_list(request, snapshot, resource, query, name)

        async def render() -> Content:
            if name in TABLE_WRITERS:
                return await _table(snapshot, resource, query, name)
            if name in CITATION_WRITERS:
                selection = select_records(snapshot.reference_data, resource, query)
                sources = sources_of_selection(resource, selection)
                return await cite(snapshot.reader, sources, name)
            return await Page(snapshot, resource, query).render()

        url = canonical_url(resource, query)
        return await respond(request, snapshot, url, render, name)

    return list_records


async def _table(
    snapshot: Snapshot, resource: Resource, query: ParsedQuery, format_name: str
) -> Content:
    """Returns the counts of `group_by` as a table."""
    rows = await group_rows(snapshot, resource, query)
    body = TABLE_WRITERS[format_name](rows, query.parameters)
    file_name = f"{resource.name}-counts.{format_name}"
    return Content(body, {"Content-Disposition": f"attachment; filename={file_name}"})


def record_endpoint(resource: Resource) -> Endpoint:
    """Returns the endpoint of one record."""
    grammar = record_grammar(resource.name)

    async def get_record(request: Request, snapshot: Snapshot) -> Response:
        pairs = request.query_params.multi_items()
        query = await understand(snapshot.lookups, pairs, grammar, resource)
        name = _negotiate(request, query, grammar)
        stored = await find_record(snapshot, resource, request.path_params["id"])
        text = query.canonical()
        url = f"{resource.path}/{stored.id}" + (f"?{text}" if text else "")
        record = _Record(snapshot, resource, stored, query, url)

        async def render() -> Content:
            return await record.render(name, request.app.state.settings.origin)

        return await respond(request, snapshot, url, render, name)

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
    stored: StoredRecord
    query: ParsedQuery
    url: str

    async def render(self, format_name: str, origin: str | None) -> Content:
        """Returns the record, or its sources, in a format.

        `origin` is the public base URL.
        """
        snapshot, resource = self.snapshot, self.resource
        record_id, body = self.stored
        if format_name in CITATION_WRITERS:
            sources = sources_of_record(resource, record_id)
            return await cite(snapshot.reader, sources, format_name)
        if format_name in RECORD_WRITERS:
            write = RECORD_WRITERS[format_name]
            return Content(write(resource.name, json.loads(body), origin))
        bodies = await decorate_bodies(
            snapshot, resource, self.query, [record_id], [body]
        )
        description = f"the {resource.singular} {record_id}"
        meta = snapshot.meta(total=1, returned=1, query=description)
        return Content(envelope(bodies[0], meta, whole_answer_links(self.url)))
