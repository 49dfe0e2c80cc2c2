"""Bodies on their way in and out: read and unpacked only as far as they may be long, packed when that is worth it."""

import asyncio
import zlib

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

_WORTH_PACKING = 1_000  # bytes
_QUICK = 1  # gzip's level: a third of the time of the usual one, for a tenth more bytes
_PIECE = 256 * 1024
_PATIENCE = 60  # seconds that a body may take on its way: a slow line, not a caller that never ends


class BadBody(Exception):
    """A body that is not taken: `state` PT400, PT408 or PT413, and why."""

    def __init__(self, state: str, said: str) -> None:
        super().__init__(state, said)
        self.state = state
        self.said = said


async def text_of(request: Request, packed: int, unpacked: int) -> str:
    """The body as text. It is left when it grows longer than `packed` bytes on the way, or `unpacked` when it is spread out.

    Raises BadBody.
    """
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > packed:
        raise BadBody("PT413", "the body is too long")
    encoding = request.headers.get("content-encoding", "identity").lower()
    if encoding not in {"gzip", "identity"}:
        raise BadBody("PT400", "the body is packed in a way that is not known")
    try:
        async with asyncio.timeout(_PATIENCE):
            content = await _received(request, packed)
        if encoding == "gzip":
            content = await asyncio.to_thread(_spread_out, content, unpacked)
        return content.decode("utf-8")
    except (ClientDisconnect, TimeoutError) as error:
        raise BadBody("PT408", "the body has no end") from error
    except (zlib.error, UnicodeDecodeError) as error:
        raise BadBody("PT400", "the body cannot be read") from error


async def _received(request: Request, longest: int) -> bytes:
    content = bytearray()
    async for piece in request.stream():
        content += piece
        if len(content) > longest:
            raise BadBody("PT413", "the body is too long")
    return bytes(content)


def _spread_out(packed: bytes, longest: int) -> bytes:
    """What was packed with gzip. Raises BadBody when it is longer than that, zlib.error when it is broken."""
    unpacker = zlib.decompressobj(wbits=31)
    plain = bytearray()
    while packed and not unpacker.eof:
        plain += unpacker.decompress(packed, _PIECE)
        packed = unpacker.unconsumed_tail
        if len(plain) > longest:
            raise BadBody("PT413", "the body is too long")
    if not unpacker.eof:
        raise zlib.error("the end is missing")
    return bytes(plain)


def answer(request: Request, text: str, status: int = 200, **headers: str) -> Response:
    """An answer in JSON, packed when the caller takes that and it is worth it."""
    content = text.encode()
    headers = {name.replace("_", "-"): value for name, value in headers.items()} | {"cache-control": "no-store"}
    if len(content) > _WORTH_PACKING and "gzip" in request.headers.get("accept-encoding", ""):
        content = zlib.compress(content, _QUICK, wbits=31)
        headers["content-encoding"] = "gzip"
    return Response(content, status, headers, media_type="application/json")
