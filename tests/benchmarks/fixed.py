"""The ceiling: an ASGI app that sends the same fixed bytes, whatever is asked."""

from starlette.types import Receive, Scope, Send

BODY = b"x" * 20_000


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer at once; a lifespan is started and ended as asked."""
    if scope["type"] == "lifespan":
        while (await receive())["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})
        return
    size = str(len(BODY)).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", size)]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": BODY})
