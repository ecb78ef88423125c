"""The described responses: formats, files, problems and their headers."""

from collections.abc import Iterable, Sequence
from typing import Any

from app.problems import MEDIA_TYPE, PROBLEM_TYPES
from app.query.validation import grammar_of, record_grammar
from app.resources import Resource
from app.resources.formats import FORMATS, JSON

Json = dict[str, Any]
ALWAYS = (414, 429, 431, 500, 503)
"""Statuses of problems that every address can answer with."""
# A status documents one type of problem: the first that is declared with it
_TYPES = {problem.status: problem for problem in reversed(PROBLEM_TYPES)}
_PROBLEMS = {
    str(status): problem.slug.replace("-", " ").title().replace(" ", "")
    for status, problem in _TYPES.items()
}
_HEADERS: dict[str, tuple[str, Json]] = {
    "ETag": (
        (
            "Version of the content. A request with it as `If-None-Match` gets 304 if"
            " the content is unchanged"
        ),
        {"type": "string", "pattern": '^(W/)?"[^"]+"$'},
    ),
    "Cache-Control": (
        "Time for which a cache may reuse the response",
        {"type": "string"},
    ),
    "Vary": ("Request headers that the response depends on", {"type": "string"}),
    "Link": (
        "Related addresses by `rel`: other pages, other formats, documentation",
        {"type": "string"},
    ),
    "Content-Disposition": ("File name for saving the response", {"type": "string"}),
    "Retry-After": (
        "Seconds to wait before the next attempt",
        {"type": "integer", "minimum": 1},
    ),
}
_BYTES = {"type": "string", "format": "binary"}
_OPTIONAL = ("Link", "Content-Disposition")
_RETRY = (429, 503)
"""Statuses of problems with `Retry-After`."""


def page_schema(resource: Resource) -> Json:
    """Returns the response of a list."""
    about = f"A page of {resource.name}"
    formats = grammar_of(resource.name).reserved["format"]
    name = f"{resource.schema.__name__}Page"
    return json_schema(name, about, formats, ("Content-Disposition",))


def record_schema(resource: Resource) -> Json:
    """Returns the response of one record."""
    name, about = f"{resource.schema.__name__}Answer", f"One {resource.singular}"
    return json_schema(name, about, record_grammar(resource.name).reserved["format"])


def json_schema(
    name: str,
    description: str,
    formats: Sequence[str] = (JSON,),
    headers: Iterable[str] = (),
) -> Json:
    """Returns a response in JSON with a named schema.

    Other formats are named in its description: as contents of the response they would
    make it a union of types in generated clients.
    """
    others = ", ".join(f"`{other}`" for other in formats if other != JSON)
    more = f"; with `format` also as {others}" if others else ""
    media_type = FORMATS[JSON].media_type
    return {
        "description": description + more,
        "content": {media_type: {"schema": reference("schemas", name)}},
        "headers": _headers("ETag", "Cache-Control", "Vary", "Link", *headers),
    }


def file_schema(description: str, media: Iterable[str]) -> Json:
    """Returns the response that is a file, or a part of one."""
    # Generated clients recognise bytes by the general media type
    types = dict.fromkeys(["application/octet-stream", *media])
    content: Json = {media_type: {"schema": _BYTES} for media_type in types}
    headers = _headers("ETag", "Cache-Control", "Vary", "Content-Disposition")
    return {"description": description, "content": content, "headers": headers}


def problem_responses(*statuses: int) -> dict[int | str, Json]:
    """Returns the problems that a route can answer with."""
    return {status: {"description": _PROBLEMS[str(status)]} for status in statuses}


def reference(kind: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}


def _headers(*names: str) -> Json:
    return {name: reference("headers", name) for name in names}


QUERY_PROBLEMS = problem_responses(400, 406)
"""Problems of every address that takes a query."""


def all_responses(responses: Json) -> Json:
    """Returns the responses of an operation, with those of every address.

    304 is described with `ETag`: only clients that send `If-None-Match` get it, and in
    generated clients a response without a body would make every response untyped.
    """
    problems = {status for status in responses if status in _PROBLEMS}
    problems |= {str(status) for status in ALWAYS}
    answers = {
        status: response for status, response in responses.items() if status < "300"
    }
    return answers | {
        status: reference("responses", _PROBLEMS[status]) for status in sorted(problems)
    }


def problem_components() -> Json:
    """Returns the documented types of problems as responses."""
    responses = {}
    for problem in _TYPES.values():
        retry = ("Retry-After",) if problem.status in _RETRY else ()
        responses[_PROBLEMS[str(problem.status)]] = {
            "description": f"{problem.title}. {problem.about}",
            "content": {MEDIA_TYPE: {"schema": reference("schemas", "Problem")}},
            "headers": _headers("Cache-Control", "Vary", *retry),
        }
    return responses


def header_components() -> dict[str, Json]:
    """Returns the headers of responses."""
    return {name: _header(name) for name in _HEADERS}


def _header(name: str) -> Json:
    description, schema = _HEADERS[name]
    required = name not in _OPTIONAL
    return {"description": description, "required": required, "schema": schema}
