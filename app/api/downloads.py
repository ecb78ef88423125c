"""`/v1/dataset/download`: the whole data set as files, each with its SHA-256."""

import re
from pathlib import Path
from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse
from starlette.datastructures import MutableHeaders

from app.api.openapi_responses import file_schema, json_schema, problem_responses
from app.api.parameters import list_parameters, path_parameter
from app.api.responses import cache_headers, respond, unchanged_response
from app.api.routing import add_endpoint
from app.formats.dataset_files import (
    DOWNLOAD_MEDIA_TYPES,
    DOWNLOADS,
    download_files,
    downloads,
    folder_of,
    media_type_of,
)
from app.formats.json_bodies import encode_json
from app.problems import NotFound, RangeNotSatisfiable, Unavailable
from app.query.grammar import Grammar
from app.query.validation import understand
from app.resources import CREW
from app.resources.formats import JSON
from app.services.envelope import Content, envelope, whole_answer_links
from app.services.snapshot import Snapshot
from app.text import closest

WITHOUT_FILES = (
    "This server has no files for download; its operator can write them with"
    " `rendezvous load`."
)
_RANGE = re.compile("[0-9]{1,40}-[0-9]{0,40}|-[0-9]{1,40}")

LIST_GRAMMAR = Grammar(reserved={"format": (JSON,)})

_LIST: dict[str, Any] = {
    "operation_id": "list_downloads",
    "summary": "Files of the whole data set",
    "description": "The current data as SQLite, as CSV with a Frictionless data"
    " package, and as NDJSON; and the facts of each release, in the files from which"
    " the database is built. Each file has its size and SHA-256.",
    "tags": ["dataset"],
    "responses": {
        200: json_schema("DownloadPage", "Files for download"),
        **problem_responses(400),
    },
    "openapi_extra": {"parameters": list_parameters(CREW, LIST_GRAMMAR)},
}
_FILE: dict[str, Any] = {
    "operation_id": "get_download",
    "summary": "One file of the data set",
    "description": "A file from the list at `/v1/dataset/download`.",
    "tags": ["dataset"],
    "response_class": FileResponse,
    "responses": {
        200: file_schema("The file", DOWNLOAD_MEDIA_TYPES.values()),
        206: file_schema(
            "The bytes that the header `Range` requests", DOWNLOAD_MEDIA_TYPES.values()
        ),
        **problem_responses(400, 404, 416),
    },
    "openapi_extra": {
        "parameters": [path_parameter("name", "Name of the file", "rendezvous-csv.zip")]
    },
}


def add_routes(router: APIRouter) -> None:
    add_endpoint(router, DOWNLOADS, list_downloads, **_LIST)
    add_endpoint(router, f"{DOWNLOADS}/{{name}}", get_download, **_FILE)


async def list_downloads(request: Request, snapshot: Snapshot) -> Response:
    """Returns the files that can be downloaded, with their sizes and SHA-256."""
    pairs = request.query_params.multi_items()
    await understand(snapshot.lookups, pairs, LIST_GRAMMAR)
    data_folder = request.app.state.settings.data_folder
    files = download_files(data_folder, snapshot.reference_data.revision)

    async def render() -> Content:
        meta = snapshot.meta(
            total=len(files),
            returned=len(files),
            query="files of the whole data set",
            hints=[] if files else [WITHOUT_FILES],
        )
        body = envelope(encode_json(files), meta, whole_answer_links(DOWNLOADS))
        return Content(body)

    # Without files the response is another one
    url = DOWNLOADS if files else f"{DOWNLOADS} without files"
    return await respond(request, snapshot, url, render)


async def get_download(request: Request, snapshot: Snapshot) -> Response:
    """Returns a file, or the ranges of it that are requested.

    Raises NotFound for an unknown name, RangeNotSatisfiable, and Unavailable if the
    file was removed or cut short.
    """
    await understand(snapshot.lookups, request.query_params.multi_items(), Grammar())
    name = request.path_params["name"]
    folder = _folder(request, snapshot)
    files = {file["name"]: file for file in downloads(folder)}
    file = files.get(name)
    if file is None:
        near = closest(name[:100], list(files or DOWNLOAD_MEDIA_TYPES))
        detail = f"There is no file {name[:100]!r}"
        raise NotFound.in_path("name", name[:100], detail, did_you_mean=near)
    return await _file_response(request, folder, file)


async def _file_response(
    request: Request, folder: Path, file: dict[str, Any]
) -> Response:
    path = folder / file["name"]
    try:
        stat = await to_thread.run_sync(path.stat)
    except OSError:
        stat = None
    if stat is None or stat.st_size != file["bytes"]:
        detail = f"The file {path.name} is missing on this server; load the data again."
        raise Unavailable(retry_after=60, detail=detail)
    max_age = request.app.state.settings.max_age
    headers = cache_headers(f'"{file["sha256"]}"', max_age)
    unchanged = unchanged_response(request, headers, stat.st_mtime)
    if unchanged:
        return unchanged
    response = FileResponse(
        path,
        200,
        headers,
        media_type_of(path.name),
        filename=path.name,
        stat_result=stat,
    )
    _keep_satisfiable_ranges(request, response, stat.st_size)
    return response


def _keep_satisfiable_ranges(
    request: Request, response: FileResponse, size: int
) -> None:
    """Leaves in the request the ranges that Starlette can send.

    A `Range` in another unit is ignored, and so are ranges beyond the end if another
    one is within the file (RFC 9110, 14.1.1 and 14.2). Raises RangeNotSatisfiable if
    none is, or if their syntax is wrong.
    """
    headers = MutableHeaders(scope=request.scope)
    unit, _, text = headers.get("range", "").partition("=")
    condition = headers.get("if-range")
    validators = (None, response.headers["etag"], response.headers["last-modified"])
    if unit.strip().lower() != "bytes" or condition not in validators:
        del headers["range"]
        return
    ranges = list(filter(None, (part.strip() for part in text.split(","))))
    kept = [part for part in ranges if _is_satisfiable(part, size)]
    if not kept or not all(map(_RANGE.fullmatch, ranges)):
        detail = f"{text[:100]!r} names no range within the {size} bytes of the file"
        raise RangeNotSatisfiable(
            f"{detail}; `bytes=0-99` is an example of a valid range.",
            headers={"Content-Range": f"bytes */{size}"},
        )
    headers["range"] = f"bytes={','.join(kept)}"


def _is_satisfiable(part: str, size: int) -> bool:
    """Whether a range begins within the file; a suffix must not be empty."""
    first, _, last = part.partition("-")
    if not _RANGE.fullmatch(part):
        return False
    if not first:
        return int(last) > 0
    return int(first) < size and (not last or int(first) <= int(last))


def _folder(request: Request, snapshot: Snapshot) -> Path:
    data_folder: Path = request.app.state.settings.data_folder
    return folder_of(data_folder, snapshot.reference_data.revision)
