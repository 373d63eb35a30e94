"""Read a request's body within limits, whatever its headers claim."""

import asyncio
import zlib
from typing import Final

from triage_warden.core.alerts.errors import BodyTooLarge
from triage_warden.web.shared.errors import BadRequest, DecompressedTooLarge, EmptyBody, UnsupportedEncoding
from triage_warden.web.shared.limits import IntakeLimits
from triage_warden.web.shared.requests import AnyRequest

_GZIP: Final = 16 + zlib.MAX_WBITS
_TRUNCATED: Final = "The gzip body ends too early; send all of it."


class ClientGone(BadRequest):
    """The sender went away before the body was complete."""


class BodyTooSlow(BadRequest):
    """The body did not arrive in time."""


async def read_body(request: AnyRequest, limits: IntakeLimits) -> bytes:
    """Return the body as sent, at most `body_bytes` of it; nothing beyond the limit is ever held.

    Raises:
        BodyTooLarge: announced or found to be over the limit; chunked bodies announce nothing.
        EmptyBody: nothing but white space.
        BodyTooSlow: it was not complete within `body_seconds`.
        ClientGone: the connection broke; nobody reads the answer.
    """
    if (request.content_length or 0) > limits.body_bytes:
        raise _too_large(limits)
    try:
        async with asyncio.timeout(limits.body_seconds):
            body = await _received(request, limits)
    except TimeoutError as error:
        raise BodyTooSlow(detail=f"The body did not arrive within {limits.body_seconds:g} seconds.") from error
    if not body or body.isspace():
        raise EmptyBody
    return body


async def _received(request: AnyRequest, limits: IntakeLimits) -> bytes:
    chunks, size, more = list[bytes](), 0, True
    while more:
        event = await request.receive()
        if event["type"] != "http.request":
            raise ClientGone
        chunks.append(event.get("body", b""))  # both keys may be left out (ASGI HTTP specification, "Request")
        size += len(chunks[-1])
        if size > limits.body_bytes:
            raise _too_large(limits)
        more = event.get("more_body", False)
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def decompress(body: bytes, encoding: str, limits: IntakeLimits) -> bytes:
    """Return the body without its Content-Encoding; stops at `decompressed_bytes`, so a bomb stays small.

    Raises:
        UnsupportedEncoding: neither gzip nor identity.
        BadRequest: no gzip, broken or cut off.
        DecompressedTooLarge: over the limit.
    """
    match encoding.strip().lower():
        case "" | "identity":
            return body
        case "gzip" | "x-gzip":
            return _gunzip(body, limits.decompressed_bytes)
        case _:
            raise UnsupportedEncoding


def _gunzip(body: bytes, limit: int) -> bytes:
    """Members may follow one another (RFC 1952 §2.2): `cat a.gz b.gz` is one body."""
    parts, room = list[bytes](), limit
    while body:
        member = zlib.decompressobj(_GZIP)
        try:
            parts.append(member.decompress(body, room + 1))
        except zlib.error as error:
            raise BadRequest(detail="The body is not gzip; send it as Content-Encoding says.") from error
        room -= len(parts[-1])
        if room < 0:
            raise DecompressedTooLarge(detail=f"The body is over {limit} bytes once decompressed; send less at once.")
        if not member.eof:
            raise BadRequest(detail=_TRUNCATED)
        body = member.unused_data.lstrip(b"\x00")
    whole = b"".join(parts)
    if not whole or whole.isspace():
        raise EmptyBody
    return whole


def _too_large(limits: IntakeLimits) -> BodyTooLarge:
    return BodyTooLarge(detail=f"The body is over {limits.body_bytes} bytes; send less at once, or compress it.")
