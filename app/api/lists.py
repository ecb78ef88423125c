"""The list and the record of each resource: `/v1/missions`, `/v1/missions/soyuz-28`."""

import json
from typing import Any, NamedTuple

from fastapi import APIRouter, Request, Response

from app.api.openapi import (
    QUERY_PROBLEMS,
    page_schema,
    problem_responses,
    record_schema,
)
from app.api.parameters import list_parameters, path_parameter
from app.api.responses import accepted, respond
from app.api.routing import Endpoint, add_endpoint
from app.api.streaming import STREAMED, stream_list
from app.formats import json_bodies
from app.formats.bibtex import CITATION_FORMS
from app.formats.jsonld import record_as_jsonld
from app.formats.negotiation import negotiate_format
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

LIST_FORMS = ("json", *STREAMED, *CITATION_FORMS)
RECORD_FORMS = ("json", "jsonld", *CITATION_FORMS)


def add_routes(router: APIRouter, resource: Resource) -> None:
    """Adds the routes of a resource, described by its declaration."""
    add_endpoint(
        router,
        resource.path,
        list_endpoint(resource),
        operation_id=f"list_{resource.name}",
        summary=f"List {resource.name}",
        description=resource.about,
        tags=[resource.name],
        responses={200: page_schema(resource), **QUERY_PROBLEMS},
        openapi_extra={
            "parameters": list_parameters(resource, grammar_of(resource.name))
        },
    )
    record_id = path_parameter("id", f"Id of the {resource.singular}", resource.example)
    parameters = list_parameters(resource, record_grammar(resource.name))
    add_endpoint(
        router,
        f"{resource.path}/{{id}}",
        record_endpoint(resource),
        operation_id=f"get_{resource.singular.replace(' ', '_')}",
        summary=f"One {resource.singular}",
        description=resource.about,
        tags=[resource.name],
        responses={
            200: record_schema(resource),
            **problem_responses(400, 404, 406, 503),
        },
        openapi_extra={"parameters": [record_id, *parameters]},
    )


def list_endpoint(resource: Resource) -> Endpoint:
    """Returns the endpoint of a list."""
    grammar = grammar_of(resource.name)

    async def list_records(request: Request, snapshot: Snapshot) -> Response:
        pairs = request.query_params.multi_items()
        query = understand(snapshot.reference_data, pairs, grammar, resource)
        form = negotiate_format(
            accepted(request), query.parameters.get("format"), LIST_FORMS
        )
        check_format(query, form)
        if form in STREAMED:
            return await stream_list(request, snapshot, resource, query, form)

        async def render() -> Content:
            if form in CITATION_FORMS:
                selection = select_records(snapshot.reference_data, resource, query)
                sources = sources_of_selection(resource, selection)
                return await cite(snapshot.reader, sources, form)
            return await Page(snapshot, resource, query).render()

        url = canonical_url(resource, query)
        return await respond(request, snapshot, url, render, form)

    return list_records


def record_endpoint(resource: Resource) -> Endpoint:
    """Returns the endpoint of one record."""
    grammar = record_grammar(resource.name)

    async def get_record(request: Request, snapshot: Snapshot) -> Response:
        record_id = _resolve_id(snapshot, resource, request.path_params["id"])
        pairs = request.query_params.multi_items()
        query = understand(snapshot.reference_data, pairs, grammar, resource)
        form = negotiate_format(
            accepted(request), query.parameters.get("format"), RECORD_FORMS
        )
        check_format(query, form)
        check_id(snapshot, resource, record_id)
        text = query.canonical()
        url = f"{resource.path}/{record_id}" + (f"?{text}" if text else "")
        record = _Record(snapshot, resource, record_id, query, url)
        return await respond(request, snapshot, url, lambda: record.render(form), form)

    return get_record


class _Record(NamedTuple):
    """One record under its canonical URL."""

    snapshot: Snapshot
    resource: Resource
    id: str
    query: ParsedQuery
    url: str

    async def render(self, form: str) -> Content:
        """Returns the record, or its sources, in a format."""
        snapshot, resource = self.snapshot, self.resource
        if form in CITATION_FORMS:
            sources = sources_of_record(resource, self.id)
            return await cite(snapshot.reader, sources, form)
        statement = record_statement(resource.name)
        rows: Any = await snapshot.reader.rows(statement, {"id": self.id})
        body = rows[0][0]
        if form == "jsonld":
            linked = record_as_jsonld(resource.name, json.loads(body))
            return Content(json_bodies.encode_json(linked))
        bodies = await decorate_bodies(
            snapshot, resource, self.query, [self.id], [body]
        )
        description = f"the {resource.singular} {self.id}"
        meta = snapshot.meta(total=1, returned=1, query=description)
        return Content(envelope(bodies[0], meta, whole_answer_links(self.url)))


def _resolve_id(snapshot: Snapshot, resource: Resource, given: str) -> str:
    """Returns the id that a path names; a state may be named by any of its codes."""
    if resource.name == "countries":
        return snapshot.reference_data.country(given) or given
    return given
