"""The ceiling: an ASGI app that sends fixed bytes, recorded from our server.

They are read from the file BENCH_BODIES: an object of bodies by path.
"""

import json
import os
from pathlib import Path

from starlette.types import Receive, Scope, Send


def read_bodies() -> dict[str, bytes]:
    """Reads the bodies from the file that the environment names, if any."""
    path = os.environ.get("BENCH_BODIES")
    texts: dict[str, str] = json.loads(Path(path).read_text("utf-8")) if path else {}
    return {name: text.encode() for name, text in texts.items()}


BODIES = read_bodies()


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with fixed bytes, and takes part in the lifespan protocol."""
    if scope["type"] == "lifespan":
        while (await receive())["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})
        return
    body = BODIES.get(scope["path"], b"ready")
    size = str(len(body)).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", size)]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
