"""One factory for all resources: the list and the record of each."""

import json
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response, StreamingResponse

from app import bodies
from app.answers import Page, check_id, finished, record_statement, stream
from app.asking import (
    canonical_url,
    check_form,
    fitting,
    grammar_of,
    record_grammar,
    understand,
)
from app.citations import CITATION_FORMS, behind, cite, rests_on
from app.linked import linked
from app.openapi import (
    QUERY_PROBLEMS,
    page_schema,
    problem_responses,
    record_schema,
)
from app.parameters import list_parameters
from app.query.grammar import Asked
from app.resources import Resource
from app.responses import FORMS, cache_headers, chosen_form, is_known, respond
from app.service import Made, Service, envelope, links_of

STREAMED = ("csv", "ndjson")
LIST_FORMS = ("json", *STREAMED, *CITATION_FORMS)
RECORD_FORMS = ("json", "jsonld", *CITATION_FORMS)
# By which a spreadsheet knows that a file is UTF-8 (Unicode 16, 23.8)
BYTE_ORDER_MARK = "\ufeff"


async def get_service(request: Request) -> Service:
    """The open database with its words, set when the app starts."""
    service: Service = request.app.state.service
    return service


CurrentService = Annotated[Service, Depends(get_service)]


def records_router(resource: Resource) -> APIRouter:
    """Routes of one resource, from its declaration."""
    router = APIRouter(prefix=resource.path, tags=[resource.name])
    grammar, of_record = grammar_of(resource.name), record_grammar(resource.name)

    async def list_records(request: Request, service: CurrentService) -> Response:
        pairs = request.query_params.multi_items()
        asked = understand(service, pairs, grammar, resource)
        form = chosen_form(request, asked.given.get("format"), LIST_FORMS)
        check_form(asked, form)
        url = canonical_url(resource, asked)
        if form in STREAMED:
            return await _streamed(request, service, resource, asked, form)
        if form in CITATION_FORMS:
            cited = rests_on(resource, fitting(service, resource, asked))
            return await respond(
                request, service, url, lambda: cite(service.reader, cited, form), form
            )
        return await respond(request, service, url, Page(service, resource, asked).made)

    async def get_record(
        request: Request,
        service: CurrentService,
        id: Annotated[  # noqa: A002 - the name in the path
            str,
            Path(description=f"Id of the {resource.one}", examples=[resource.example]),
        ],
    ) -> Response:
        record_id = _resolved(service, resource, id)
        pairs = request.query_params.multi_items()
        asked = understand(service, pairs, of_record, resource)
        form = chosen_form(request, asked.given.get("format"), RECORD_FORMS)
        check_form(asked, form)
        query = asked.canonical()
        url = f"{resource.path}/{record_id}" + (f"?{query}" if query else "")
        check_id(service, resource, record_id)
        if form in CITATION_FORMS:
            cited = behind(resource, record_id)
            return await respond(
                request, service, url, lambda: cite(service.reader, cited, form), form
            )

        read, key = record_statement(resource.name), {"id": record_id}

        async def make() -> Made:
            body = (await service.reader.rows(read, key))[0][0]
            if form == "jsonld":
                return Made(bodies.encoded(linked(resource.name, json.loads(body))))
            shown = await finished(service, resource, asked, [record_id], [body])
            told = f"the {resource.one} {record_id}"
            meta = service.meta(total=1, returned=1, query=told)
            return Made(envelope(shown[0], meta, links_of(url)))

        return await respond(request, service, url, make, form)

    router.get(
        "",
        operation_id=f"list_{resource.name}",
        summary=f"List {resource.name}",
        description=resource.about,
        response_model=None,
        responses={200: page_schema(resource), **QUERY_PROBLEMS},
        openapi_extra={"parameters": list_parameters(resource, grammar)},
    )(list_records)
    router.get(
        "/{id}",
        operation_id=f"get_{_singular(resource)}",
        summary=f"One {resource.one}",
        description=resource.about,
        response_model=None,
        responses={
            200: record_schema(resource),
            **problem_responses(400, 404, 406, 503),
        },
        openapi_extra={"parameters": list_parameters(resource, of_record)},
    )(get_record)
    return router


def _singular(resource: Resource) -> str:
    return resource.one.replace(" ", "_")


def _resolved(service: Service, resource: Resource, asked: str) -> str:
    """The id that a path means: a state may be named by any of its codes."""
    if resource.name == "countries":
        return service.vocabulary.country(asked) or asked
    return asked


async def _streamed(
    request: Request, service: Service, resource: Resource, asked: Asked, form: str
) -> Response:
    """The whole result in chunks; the first is there before the answer begins."""
    etag = service.etag(canonical_url(resource, asked), form)
    headers = cache_headers(etag, request.app.state.settings.max_age)
    if is_known(request, etag):
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = f"attachment; filename={resource.name}.{form}"
    lines = _lines(service, resource, asked, form)
    first = await anext(lines)
    return StreamingResponse(
        _after(first, lines), headers=headers, media_type=FORMS[form]
    )


async def _after(first: bytes, lines: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for line in lines:
        yield line


async def _lines(
    service: Service, resource: Resource, asked: Asked, form: str
) -> AsyncIterator[bytes]:
    """The whole result as lines, in chunks of constant memory."""
    columns: bodies.Columns = ()
    head = b""
    if form == "csv":
        columns = bodies.csv_columns(resource.schema, asked.given.pop("fields", None))
        mark = BYTE_ORDER_MARK if asked.given.get("bom") == "true" else ""
        head = (mark + bodies.csv_header(columns)).encode()
    async for chunk in stream(service, resource, asked):
        if form == "csv":
            lines = "".join(bodies.csv_line(columns, body) for body in chunk).encode()
        else:
            lines = b"".join(body + b"\n" for body in chunk)
        yield head + lines
        head = b""
    yield head
