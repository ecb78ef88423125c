"""Server of the Model Context Protocol, built with the official kit.

No state is kept between two requests, so any process can answer any request. Over HTTP
only requests to the host names of this installation are answered: otherwise a web page
whose own name resolves to the machine of a user could call the tools (DNS rebinding).
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from mcp import types
from mcp.server import Server
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from pydantic import ValidationError
from starlette.requests import Request

from app import __version__
from app.formats.json_bodies import dumps
from app.mcp.arguments import TerseSchema, ToolRequest
from app.mcp.brief import Json
from app.mcp.results import ApiGet, with_base
from app.mcp.tools import INSTRUCTIONS, TOOLS
from app.problems import MAX_QUERY
from app.query.synonyms import suggest
from app.resources.filters import singular

MAX_BODY = 65_536
"""Bytes of a request body. Arguments of tools are short."""
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
Result = types.CallToolResult


def create_server(api_get: ApiGet, origin: str | None = None) -> Server[Any]:
    """Returns a server whose tools send their requests through `api_get`.

    Addresses in results begin with `origin`, the public base URL, else with the
    address that the client called; over a pipe they are paths.
    """

    async def list_tools(*_: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[describe(tool) for tool in TOOLS.values()])

    async def call_tool(context: Any, request: types.CallToolRequestParams) -> Result:
        base = origin or _called_address(context.request)
        return await call(api_get, request.name, request.arguments or {}, base)

    return Server(
        "rendezvous",
        version=__version__,
        title="Rendezvous",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def describe(tool: type[ToolRequest]) -> types.Tool:
    """Returns the declaration of a tool as clients list it."""
    return types.Tool(
        name=tool.name,
        description=tool.description,
        input_schema=tool.model_json_schema(schema_generator=TerseSchema),
        output_schema={"type": "object", "required": [*tool.result.model_fields]},
        annotations=types.ToolAnnotations(read_only_hint=True, open_world_hint=False),
    )


def _called_address(request: Request | None) -> str:
    """Returns the base of the address that a client called; its host was checked."""
    return str(request.base_url).rstrip("/") if request else ""


async def call(api_get: ApiGet, name: str, arguments: Json, base: str) -> Result:
    """Calls a tool. The result of a faulty call says what would be right.

    `base` is put before the paths of the API in the result.
    """
    tool = TOOLS.get(name)
    if tool is None:
        near = suggest(name, [*TOOLS])
        fault = _describe_fault("tool", f"There is no tool {name!r}", near, [*TOOLS])
        return _rejection("Unknown tool", [fault])
    try:
        request = tool.model_validate(arguments)
    except ValidationError as error:
        return _rejection("The arguments are invalid", _argument_faults(tool, error))
    path = request.request()
    if len(path) > MAX_QUERY:
        fault = (
            f"the arguments have {len(path)} characters; at most {MAX_QUERY} are"
            " accepted"
        )
        return _rejection("The arguments are too long", [fault])
    answer = await api_get(path)
    if answer.status != 200:
        return _api_rejection(base + path, answer.body)
    result = with_base(request.reduce(answer.body).model_dump(mode="json"), base)
    content = [types.TextContent(text=dumps(result))]
    return Result(content=content, structured_content=result)


def _api_rejection(address: str, problem: Json) -> Result:
    faults = [
        _describe_fault(
            fault["name"], fault["detail"], fault["did_you_mean"], fault["allowed"]
        )
        for fault in problem["errors"]
    ]
    return _rejection(f"{problem['title']}: {address}", faults or [problem["detail"]])


def _rejection(title: str, faults: Iterable[str]) -> Result:
    text = "\n".join([f"{title}.", *(f"- {fault}" for fault in faults)])
    return Result(content=[types.TextContent(text=text)], is_error=True)


def _argument_faults(tool: type[ToolRequest], error: ValidationError) -> Iterable[str]:
    """Describes invalid arguments in the form in which the API describes faults."""
    known = [*tool.model_fields]
    for fault in error.errors():
        name = ".".join(map(str, fault["loc"])) or "arguments"
        if fault["type"] == "extra_forbidden":
            detail = f"`{name}` is not an argument of this tool"
            near = suggest(name, [*known, *map(singular, known)])
            yield _describe_fault(name, detail, near, known)
        else:
            yield _describe_fault(name, fault["msg"].removeprefix("Value error, "))


def _describe_fault(
    name: str, detail: str, near: str | None = None, allowed: list[str] | None = None
) -> str:
    """Returns one line about a fault, with what would be right."""
    suggestion = f"; did you mean {near!r}?" if near else ""
    options = f"; allowed: {', '.join(allowed)}" if allowed else ""
    subject = "" if detail.startswith("`") else f"{name}: "
    return f"{subject}{detail}{suggestion}{options}"


def session_manager(
    api_get: ApiGet, public_url: str | None
) -> StreamableHTTPSessionManager:
    """Returns the HTTP transport; each request is a session of its own."""
    return StreamableHTTPSessionManager(
        create_server(api_get, public_url and public_url.rstrip("/")),
        json_response=True,
        stateless=True,
        security_settings=_security_settings(public_url),
        max_request_body_size=MAX_BODY,
    )


def _security_settings(public_url: str | None) -> TransportSecuritySettings:
    """Allows the hosts and origins of this machine and of the public address."""
    hosts = [name for host in LOCAL_HOSTS for name in (host, f"{host}:*")]
    origins = [f"http://{host}" for host in hosts]
    if public_url:
        public = urlsplit(public_url)
        hosts.append(public.netloc)
        origins.append(f"{public.scheme}://{public.netloc}")
    return TransportSecuritySettings(allowed_hosts=hosts, allowed_origins=origins)


async def serve_pipe(api_get: ApiGet, origin: str | None) -> None:
    """Serves tools on standard input and output until the input ends."""
    async with stdio_server() as (read, write):
        server = create_server(api_get, origin)
        await server.run(read, write, server.create_initialization_options())
