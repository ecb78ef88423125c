"""Compression of responses, by starlette-compress.

Entity tags of responses that can be compressed are weak: one tag identifies the same
content in every content coding (RFC 9110, 8.8.1).
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette_compress import CompressMiddleware, add_compress_type

from app.middleware.headers import Pairs

MINIMUM_BYTES = 600
"""Below this the headers weigh more than what is saved."""
ENCODINGS = ("zstd", "br", "gzip")
"""Content codings, fastest first."""
MAX_PARSED = 500
"""Bytes of `Accept-Encoding` that are parsed; longer ones get plain responses."""
_QUALITY = re.compile(r"q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")


def compress(app: ASGIApp, media_types: Iterable[str]) -> ASGIApp:
    """Returns an application whose responses are compressed on request.

    `media_types` are compressed beside the common ones.
    """
    for media_type in media_types:
        add_compress_type(media_type)
    # The quickest levels beyond which little is gained for JSON
    compressing = CompressMiddleware(
        app, minimum_size=MINIMUM_BYTES, zstd_level=3, brotli_quality=4, gzip_level=6
    )

    async def compress_and_describe(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_described(message: Message) -> None:
            if "headers" in message:
                message = {**message, "headers": _described(message["headers"])}
            await send(message)

        await compressing(scope, receive, send_described)

    return compress_and_describe


def _described(headers: Pairs) -> Pairs:
    """Returns the headers with a weak entity tag if the response is compressed.

    A strong one, as files have it, would be that of other bytes. `Vary` names each
    header once.
    """
    fields = MutableHeaders(raw=[*headers])
    if "vary" in fields:
        fields["vary"] = ", ".join(dict.fromkeys(fields["vary"].split(", ")))
    if "content-encoding" in fields and fields.get("etag", "").startswith('"'):
        fields["etag"] = f"W/{fields['etag']}"
    return fields.raw


def preferred_encoding(accept_encoding: bytes) -> bytes:
    """Returns the fastest coding that `Accept-Encoding` accepts, empty for none."""
    if len(accept_encoding) > MAX_PARSED:
        return b""
    return _preferred_encoding(accept_encoding)


@lru_cache(maxsize=256)
def _preferred_encoding(accept_encoding: bytes) -> bytes:
    qualities: dict[str, float] = {}
    for part in accept_encoding.decode("latin-1").lower().split(","):
        name, _, weight = part.partition(";")
        match = _QUALITY.fullmatch(weight.strip() or "q=1")
        qualities[name.strip()] = float(match[1]) if match else 0.0
    others = qualities.get("*", 0.0)
    accepted = (name for name in ENCODINGS if qualities.get(name, others) > 0)
    return next(accepted, "").encode()
