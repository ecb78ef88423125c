"""The whole data set as files, each with its SHA-256."""

import re
from pathlib import Path as FilePath
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import FileResponse, Response

from app.api.lists import CurrentService
from app.api.openapi import file_schema, json_schema, problem_responses
from app.api.responses import cache_headers, is_known
from app.formats.dataset_files import MEDIA, downloads, folder_of
from app.formats.json_bodies import encode_json
from app.problems import NotFound, RangeNotSatisfiable
from app.query.grammar import Grammar
from app.query.validation import understand
from app.services.envelope import envelope, whole_answer_links
from app.services.snapshot import Snapshot
from app.text import closest

PATH = "/v1/dataset/download"

_RANGE = re.compile(
    "bytes=(?:([0-9]{1,18})-([0-9]{0,18})|-([0-9]{1,18}))", re.IGNORECASE
)

router = APIRouter(tags=["dataset"])


@router.get(
    PATH,
    operation_id="list_downloads",
    summary="The whole data set as files",
    description="SQLite, CSV with a Frictionless package, and NDJSON.",
    response_model=None,
    responses={
        200: json_schema("DownloadPage", "The files"),
        **problem_responses(400),
    },
)
async def list_downloads(request: Request, snapshot: CurrentService) -> Response:
    understand(snapshot.reference_data, request.query_params.multi_items(), Grammar())
    found = [
        one | {"url": f"{PATH}/{one['name']}"}
        for one in downloads(_folder(request, snapshot))
    ]
    meta = snapshot.meta(
        total=len(found),
        returned=len(found),
        query="files of the whole data set",
        hints=[] if found else ["No files were written here; see `make load`."],
    )
    body = envelope(encode_json(found), meta, whole_answer_links(PATH))
    etag = snapshot.etag(PATH, str(len(found)))
    headers = cache_headers(etag, request.app.state.settings.max_age)
    if is_known(request, etag):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="application/json")


@router.get(
    f"{PATH}/{{name}}",
    operation_id="get_download",
    summary="One file of the data set",
    description="A file that `/v1/dataset/download` names.",
    response_model=None,
    response_class=FileResponse,
    responses={
        200: file_schema("The file", MEDIA.values()),
        206: file_schema("The bytes that `Range` asks for", MEDIA.values()),
        **problem_responses(400, 404, 416),
    },
)
async def get_download(
    request: Request,
    snapshot: CurrentService,
    name: Annotated[
        str, Path(description="Name of the file", examples=["rendezvous-csv.zip"])
    ],
) -> Response:
    understand(snapshot.reference_data, request.query_params.multi_items(), Grammar())
    folder = _folder(request, snapshot)
    for one in downloads(folder):
        if one["name"] == name:
            etag = f'"{one["sha256"]}"'
            headers = cache_headers(etag, request.app.state.settings.max_age)
            if is_known(request, etag):
                return Response(status_code=304, headers=headers)
            if request.headers.get("if-range", etag) == etag:
                _check_range(request.headers.get("range"), one["bytes"])
            return FileResponse(
                folder / name, headers=headers, media_type=MEDIA[name], filename=name
            )
    near = closest(name, list(MEDIA))
    detail = f"There is no file {name[:100]!r}"
    raise NotFound.in_path("name", name[:100], detail, did_you_mean=near)


def _check_range(asked: str | None, size: int) -> None:
    """A range of bytes that a file does not have is a problem like any other."""
    found = _RANGE.fullmatch(asked or "bytes=0-")
    if found is None or not _begins(found, size):
        detail = f"{asked!r} is no range of its {size} bytes; bytes=0-99 would be one"
        headers = {"Content-Range": f"bytes */{size}"}
        raise RangeNotSatisfiable(detail, headers=headers)


def _begins(found: re.Match[str], size: int) -> bool:
    """Whether a range begins within the file, and not after it ends."""
    first, last, suffix = found.groups()
    if suffix:
        return int(suffix) > 0
    return int(first) < size and (not last or int(first) <= int(last))


def _folder(request: Request, snapshot: Snapshot) -> FilePath:
    data_folder: FilePath = request.app.state.settings.data_folder
    return folder_of(data_folder, snapshot.reference_data.revision)
