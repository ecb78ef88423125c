"""Commands that answer: over HTTP, to language models, and the OpenAPI document."""

import asyncio
import json
from typing import Annotated

import typer

from app.cli.program import cli
from app.ingest.ensure_loaded import ensure_loaded
from app.main import app_for, create_app
from app.server import base_url, bound_socket, run
from app.settings import Settings

Host = Annotated[str, typer.Option(help="Address to listen on")]
Workers = Annotated[int, typer.Option(help="Number of processes", min=1)]
Port = Annotated[int, typer.Option(help="Port to listen on", min=0, max=65535)]


@cli.command()
def serve(host: Host = "127.0.0.1", port: Port = 8000, workers: Workers = 1) -> None:
    """Serve the API and the pages; load the data first if necessary.

    Example: rendezvous serve --host 0.0.0.0 --port 8080 --workers 2
    """
    settings = Settings()
    url = ensure_loaded(settings, app_for)
    with bound_socket(host, port) as listening:
        address = base_url(host, port)
        typer.echo(f"Rendezvous is running at {address}/v1 (docs: /docs)", err=True)
        run(settings, url, listening, workers)


@cli.command()
def mcp() -> None:
    """Serve tools for language models (MCP) on standard input and output.

    Example: RENDEZVOUS_PUBLIC_URL=https://example.org rendezvous mcp
    """
    # Imported here because the other commands do not need it
    from app.mcp.server import serve_pipe  # noqa: PLC0415

    settings = Settings()
    app = create_app(settings, ensure_loaded(settings, app_for))

    async def serve_tools() -> None:
        async with app.router.lifespan_context(app):
            await serve_pipe(app.state.client.get, settings.origin)

    asyncio.run(serve_tools())


@cli.command()
def openapi() -> None:
    """Print the OpenAPI document; no data is needed.

    Example: rendezvous openapi > openapi.json
    """
    document = app_for("sqlite:///nothing").openapi()
    text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True)
    # As bytes, because the encoding of the output depends on the platform
    typer.echo(text.encode())
