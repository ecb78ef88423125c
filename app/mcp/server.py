"""The tools in the Model Context Protocol, by its official kit.

Nothing is kept between two requests, so any process may answer any of them. Over HTTP
only the names of this installation are answered to: a web page that had its own name
lead to a reader's machine would otherwise speak to it as that reader.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI
from mcp import types
from mcp.server import Server
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from pydantic import ValidationError

from app import __version__
from app.api.client import ApiClient
from app.mcp.tools import INSTRUCTIONS, TOOLS, Terse, ToolRequest, described
from app.text import closest

LONGEST = 64_000
"""Bytes of a request: arguments are short."""
LOCAL = ("127.0.0.1", "localhost", "[::1]")
Result = types.CallToolResult


def server_of(inside: ApiClient) -> Server[Any]:
    """A server whose tools ask the API."""

    async def listed(*_: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[tool_of(one) for one in TOOLS.values()])

    async def called(_: Any, asked: types.CallToolRequestParams) -> Result:
        return await call(inside, asked.name, asked.arguments or {})

    return Server(
        "rendezvous",
        version=__version__,
        title="Rendezvous",
        instructions=INSTRUCTIONS,
        on_list_tools=listed,
        on_call_tool=called,
    )


def tool_of(ask: type[ToolRequest]) -> types.Tool:
    """A tool as models read it."""
    arguments = ask.model_json_schema(schema_generator=Terse)
    del arguments["description"], arguments["title"]
    return types.Tool(
        name=ask.tool,
        description=described(ask),
        input_schema=arguments,
        output_schema=ask.answer.model_json_schema(schema_generator=Terse),
        annotations=types.ToolAnnotations(read_only_hint=True, open_world_hint=False),
    )


async def call(inside: ApiClient, name: str, arguments: dict[str, Any]) -> Result:
    """The answer of a tool, or what would have to be asked instead."""
    ask = TOOLS.get(name)
    if ask is None:
        near = closest(name, [*TOOLS])
        fault = _fault("tool", f"There is no {name!r}", near, [*TOOLS])
        return _refused("This cannot be called", [fault])
    try:
        request = ask.model_validate(arguments).request()
    except ValidationError as error:
        return _refused("The arguments do not fit", _faults(ask, error))
    status, body = await inside.ask(request)
    if status != 200:
        faults = [
            _fault(one["name"], one["detail"], one["did_you_mean"], one["allowed"])
            for one in body["errors"]
        ]
        return _refused(f"{body['title']}: {request}", faults or [body["detail"]])
    told = ask.answer.of(body)
    content = [types.TextContent(text=told.model_dump_json())]
    return Result(content=content, structured_content=told.model_dump(mode="json"))


def _refused(title: str, faults: Iterable[str]) -> Result:
    text = "\n".join([f"{title}.", *(f"- {one}" for one in faults)])
    return Result(content=[types.TextContent(text=text)], is_error=True)


def _faults(ask: type[ToolRequest], error: ValidationError) -> Iterable[str]:
    """What is wrong with arguments, told as the API tells it."""
    fields = [*ask.model_fields]
    for one in error.errors():
        name = ".".join(map(str, one["loc"]))
        if one["type"] == "extra_forbidden":
            near = closest(name, fields)
            yield _fault(name, f"There is no argument {name!r}", near, fields)
        else:
            yield _fault(name, one["msg"].removeprefix("Value error, "))


def _fault(
    name: str, detail: str, near: str | None = None, allowed: list[str] | None = None
) -> str:
    """A fault in a line, with what would be right."""
    told = f"; did you mean {near!r}?" if near else ""
    more = f"; allowed: {', '.join(allowed)}" if allowed else ""
    return f"{name}: {detail}{told}{more}"


def manager_of(
    inside: ApiClient, public_url: str | None
) -> StreamableHTTPSessionManager:
    """What answers over HTTP, each request by itself."""
    return StreamableHTTPSessionManager(
        server_of(inside),
        json_response=True,
        stateless=True,
        security_settings=_security(public_url),
        max_request_body_size=LONGEST,
    )


def _security(public_url: str | None) -> TransportSecuritySettings:
    """The hosts and origins that requests may name: this machine's, and the public."""
    hosts = [one for host in LOCAL for one in (host, f"{host}:*")]
    origins = [f"http://{host}" for host in hosts]
    if public_url:
        public = urlsplit(public_url)
        hosts.append(public.netloc)
        origins.append(f"{public.scheme}://{public.netloc}")
    return TransportSecuritySettings(allowed_hosts=hosts, allowed_origins=origins)


async def serve_pipe(app: FastAPI) -> None:
    """Answer on standard input and output until the input ends."""
    async with app.router.lifespan_context(app), stdio_server() as (read, write):
        server = server_of(app.state.inside)
        await server.run(read, write, server.create_initialization_options())
