"""One factory for all resources: the list and the record of each."""

import json
from collections.abc import AsyncIterator, Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response, StreamingResponse

from app.api.openapi import (
    QUERY_PROBLEMS,
    page_schema,
    problem_responses,
    record_schema,
)
from app.api.parameters import list_parameters
from app.api.responses import cache_headers, is_known, question, request_parts, respond
from app.formats import csv_rows, json_bodies
from app.formats.bibtex import CITATION_FORMS
from app.formats.jsonld import record_as_jsonld
from app.formats.negotiation import FORMATS, negotiate_format
from app.middleware.response_cache import Door, Question
from app.query.grammar import ParsedQuery
from app.query.sql import select_records
from app.query.validation import (
    Pairs,
    canonical_url,
    check_format,
    grammar_of,
    record_grammar,
    understand,
)
from app.resources import Resource
from app.services.envelope import Content, envelope, whole_answer_links
from app.services.lists import Page, check_id, decorate_bodies, record_statement, stream
from app.services.snapshot import Snapshot
from app.services.sources import cite, sources_of_record, sources_of_selection

STREAMED = ("csv", "ndjson")
LIST_FORMS = ("json", *STREAMED, *CITATION_FORMS)
RECORD_FORMS = ("json", "jsonld", *CITATION_FORMS)
# By which a spreadsheet knows that a file is UTF-8 (Unicode 16, 23.8)
BYTE_ORDER_MARK = "\ufeff"


async def get_service(request: Request) -> Snapshot:
    """The open database with its words, set when the app starts."""
    snapshot: Snapshot = request.app.state.snapshot
    return snapshot


CurrentService = Annotated[Snapshot, Depends(get_service)]


Understood = tuple[ParsedQuery, str, str]
"""A query, the form of its answer, and its canonical URL."""


def understood_list(
    snapshot: Snapshot, resource: Resource, pairs: Pairs, accept: str
) -> Understood:
    """What is asked of a list."""
    asked = understand(
        snapshot.reference_data, pairs, grammar_of(resource.name), resource
    )
    form = negotiate_format(accept, asked.parameters.get("format"), LIST_FORMS)
    check_format(asked, form)
    return asked, form, canonical_url(resource, asked)


def list_door(resource: Resource) -> Door:
    """How a list is asked for, whole results that stream aside."""

    def ask(
        snapshot: Snapshot, _path: str, pairs: Pairs, accept: str
    ) -> Question | None:
        asked, form, url = understood_list(snapshot, resource, pairs, accept)
        if form in STREAMED:
            return None
        if form in CITATION_FORMS:
            cited = sources_of_selection(
                resource, select_records(snapshot.reference_data, resource, asked)
            )
            return question(
                snapshot, url, lambda: cite(snapshot.reader, cited, form), form
            )
        return question(snapshot, url, Page(snapshot, resource, asked).made)

    return ask


def record_door(resource: Resource) -> Callable[[Snapshot, str, Pairs, str], Question]:
    """How one record is asked for, by the last part of the path."""
    grammar, read = record_grammar(resource.name), record_statement(resource.name)

    def ask(snapshot: Snapshot, path: str, pairs: Pairs, accept: str) -> Question:
        record_id = _resolved(snapshot, resource, path.rpartition("/")[2])
        asked = understand(snapshot.reference_data, pairs, grammar, resource)
        form = negotiate_format(accept, asked.parameters.get("format"), RECORD_FORMS)
        check_format(asked, form)
        query = asked.canonical()
        url = f"{resource.path}/{record_id}" + (f"?{query}" if query else "")
        check_id(snapshot, resource, record_id)

        async def make() -> Content:
            if form in CITATION_FORMS:
                return await cite(
                    snapshot.reader, sources_of_record(resource, record_id), form
                )
            body = (await snapshot.reader.rows(read, {"id": record_id}))[0][0]
            if form == "jsonld":
                return Content(
                    json_bodies.encode_json(
                        record_as_jsonld(resource.name, json.loads(body))
                    )
                )
            shown = await decorate_bodies(
                snapshot, resource, asked, [record_id], [body]
            )
            told = f"the {resource.one} {record_id}"
            meta = snapshot.meta(total=1, returned=1, query=told)
            return Content(envelope(shown[0], meta, whole_answer_links(url)))

        return question(snapshot, url, make, form)

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

    async def list_records(request: Request, snapshot: CurrentService) -> Response:
        asked = list_asked(snapshot, *request_parts(request))
        if asked is None:
            return await _streamed(request, snapshot, resource)
        return await respond(request, asked)

    async def get_record(
        request: Request,
        snapshot: CurrentService,
        id: Annotated[  # noqa: A002, ARG001 - the name in the path, read by the door
            str,
            Path(description=f"Id of the {resource.one}", examples=[resource.example]),
        ],
    ) -> Response:
        return await respond(request, record_asked(snapshot, *request_parts(request)))

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


def _resolved(snapshot: Snapshot, resource: Resource, asked: str) -> str:
    """The id that a path means: a state may be named by any of its codes."""
    if resource.name == "countries":
        return snapshot.reference_data.country(asked) or asked
    return asked


async def _streamed(
    request: Request, snapshot: Snapshot, resource: Resource
) -> Response:
    """The whole result in chunks; the first is there before the answer begins."""
    _, pairs, accept = request_parts(request)
    asked, form, url = understood_list(snapshot, resource, pairs, accept)
    etag = snapshot.etag(url, form)
    headers = cache_headers(etag, snapshot.max_age)
    if is_known(request, etag):
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = f"attachment; filename={resource.name}.{form}"
    lines = _lines(snapshot, resource, asked, form)
    first = await anext(lines)
    return StreamingResponse(
        _after(first, lines), headers=headers, media_type=FORMATS[form]
    )


async def _after(first: bytes, lines: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for line in lines:
        yield line


async def _lines(
    snapshot: Snapshot, resource: Resource, asked: ParsedQuery, form: str
) -> AsyncIterator[bytes]:
    """The whole result as lines, in chunks of constant memory."""
    columns: csv_rows.Columns = ()
    head = b""
    if form == "csv":
        columns = csv_rows.csv_columns(
            resource.schema, asked.parameters.pop("fields", None)
        )
        mark = BYTE_ORDER_MARK if asked.parameters.get("bom") == "true" else ""
        head = (mark + csv_rows.csv_header(columns)).encode()
    async for chunk in stream(snapshot, resource, asked):
        if form == "csv":
            lines = "".join(csv_rows.csv_line(columns, body) for body in chunk).encode()
        else:
            lines = b"".join(body + b"\n" for body in chunk)
        yield head + lines
        head = b""
    yield head
