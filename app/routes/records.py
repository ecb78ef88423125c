"""One factory for all resources: the list and the record of each."""

import json
from collections.abc import AsyncIterator, Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response, StreamingResponse

from app import bodies
from app.answers import Page, check_id, finished, record_statement, stream
from app.asking import (
    Pairs,
    canonical_url,
    check_form,
    fitting,
    grammar_of,
    record_grammar,
    understand,
)
from app.citations import CITATION_FORMS, behind, cite, rests_on
from app.front import Door, Question
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
from app.responses import (
    FORMS,
    asked_by,
    cache_headers,
    chosen_form,
    is_known,
    question,
    respond,
)
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


Understood = tuple[Asked, str, str]
"""A query, the form of its answer, and its canonical URL."""


def understood_list(
    service: Service, resource: Resource, pairs: Pairs, accept: str
) -> Understood:
    """What is asked of a list."""
    asked = understand(service, pairs, grammar_of(resource.name), resource)
    form = chosen_form(accept, asked.given.get("format"), LIST_FORMS)
    check_form(asked, form)
    return asked, form, canonical_url(resource, asked)


def list_door(resource: Resource) -> Door:
    """How a list is asked for, whole results that stream aside."""

    def ask(service: Service, _path: str, pairs: Pairs, accept: str) -> Question | None:
        asked, form, url = understood_list(service, resource, pairs, accept)
        if form in STREAMED:
            return None
        if form in CITATION_FORMS:
            cited = rests_on(resource, fitting(service, resource, asked))
            return question(
                service, url, lambda: cite(service.reader, cited, form), form
            )
        return question(service, url, Page(service, resource, asked).made)

    return ask


def record_door(resource: Resource) -> Callable[[Service, str, Pairs, str], Question]:
    """How one record is asked for, by the last part of the path."""
    grammar, read = record_grammar(resource.name), record_statement(resource.name)

    def ask(service: Service, path: str, pairs: Pairs, accept: str) -> Question:
        record_id = _resolved(service, resource, path.rpartition("/")[2])
        asked = understand(service, pairs, grammar, resource)
        form = chosen_form(accept, asked.given.get("format"), RECORD_FORMS)
        check_form(asked, form)
        query = asked.canonical()
        url = f"{resource.path}/{record_id}" + (f"?{query}" if query else "")
        check_id(service, resource, record_id)

        async def make() -> Made:
            if form in CITATION_FORMS:
                return await cite(service.reader, behind(resource, record_id), form)
            body = (await service.reader.rows(read, {"id": record_id}))[0][0]
            if form == "jsonld":
                return Made(bodies.encoded(linked(resource.name, json.loads(body))))
            shown = await finished(service, resource, asked, [record_id], [body])
            told = f"the {resource.one} {record_id}"
            meta = service.meta(total=1, returned=1, query=told)
            return Made(envelope(shown[0], meta, links_of(url)))

        return question(service, url, make, form)

    return ask


def doors_of(resource: Resource) -> dict[str, Door]:
    """The doors of a resource, by path or by what precedes an id."""
    path = resource.path
    return {path: list_door(resource), f"{path}/": record_door(resource)}


def records_router(resource: Resource) -> APIRouter:
    """Routes of one resource, from its declaration."""
    router = APIRouter(prefix=resource.path, tags=[resource.name])
    grammar, of_record = grammar_of(resource.name), record_grammar(resource.name)
    list_asked, record_asked = list_door(resource), record_door(resource)

    async def list_records(request: Request, service: CurrentService) -> Response:
        asked = list_asked(service, *asked_by(request))
        if asked is None:
            return await _streamed(request, service, resource)
        return await respond(request, asked)

    async def get_record(
        request: Request,
        service: CurrentService,
        id: Annotated[  # noqa: A002, ARG001 - the name in the path, read by the door
            str,
            Path(description=f"Id of the {resource.one}", examples=[resource.example]),
        ],
    ) -> Response:
        return await respond(request, record_asked(service, *asked_by(request)))

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


async def _streamed(request: Request, service: Service, resource: Resource) -> Response:
    """The whole result in chunks; the first is there before the answer begins."""
    _, pairs, accept = asked_by(request)
    asked, form, url = understood_list(service, resource, pairs, accept)
    etag = service.etag(url, form)
    headers = cache_headers(etag, service.max_age)
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
