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

from app import __version__
from app.mcp.results import ApiGet, Json
from app.mcp.tools import INSTRUCTIONS, TOOLS, TerseSchema, ToolRequest
from app.problems import MAX_QUERY
from app.query.synonyms import suggest

MAX_BODY = 65_536
"""Bytes of a request body. Arguments of tools are short."""
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
Result = types.CallToolResult


def create_server(api_get: ApiGet) -> Server[Any]:
    """Returns a server whose tools send their requests through `api_get`."""

    async def list_tools(*_: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[describe(tool) for tool in TOOLS.values()])

    async def call_tool(_: Any, request: types.CallToolRequestParams) -> Result:
        return await call(api_get, request.name, request.arguments or {})

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
        output_schema=tool.result.model_json_schema(schema_generator=TerseSchema),
        annotations=types.ToolAnnotations(read_only_hint=True, open_world_hint=False),
    )


async def call(api_get: ApiGet, name: str, arguments: Json) -> Result:
    """Calls a tool. The result of a faulty call says what would be right."""
    tool = TOOLS.get(name)
    if tool is None:
        near = suggest(name, [*TOOLS])
        fault = _describe_fault("tool", f"There is no tool {name!r}", near, [*TOOLS])
        return _rejection("Unknown tool", [fault])
    try:
        path = tool.model_validate(arguments).request()
    except ValidationError as error:
        return _rejection("The arguments are invalid", _argument_faults(tool, error))
    if len(path) > MAX_QUERY:
        fault = f"{len(path)} characters; at most {MAX_QUERY} are read"
        return _rejection("The arguments are too long", [fault])
    answer = await api_get(path)
    if answer.status != 200:
        return _api_rejection(path, answer.body)
    result = tool.result.of(answer.body)
    content = [types.TextContent(text=result.model_dump_json())]
    return Result(content=content, structured_content=result.model_dump(mode="json"))


def _api_rejection(path: str, problem: Json) -> Result:
    faults = [
        _describe_fault(
            fault["name"], fault["detail"], fault["did_you_mean"], fault["allowed"]
        )
        for fault in problem["errors"]
    ]
    return _rejection(f"{problem['title']}: {path}", faults or [problem["detail"]])


def _rejection(title: str, faults: Iterable[str]) -> Result:
    text = "\n".join([f"{title}.", *(f"- {fault}" for fault in faults)])
    return Result(content=[types.TextContent(text=text)], is_error=True)


def _argument_faults(tool: type[ToolRequest], error: ValidationError) -> Iterable[str]:
    """Describes invalid arguments in the form in which the API describes faults."""
    known = [*tool.model_fields]
    for fault in error.errors():
        name = ".".join(map(str, fault["loc"]))
        if fault["type"] == "extra_forbidden":
            detail = f"`{name}` is not an argument of this tool"
            yield _describe_fault(name, detail, suggest(name, known), known)
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
        create_server(api_get),
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


async def serve_pipe(api_get: ApiGet) -> None:
    """Serves tools on standard input and output until the input ends."""
    async with stdio_server() as (read, write):
        server = create_server(api_get)
        await server.run(read, write, server.create_initialization_options())
