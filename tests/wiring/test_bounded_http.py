"""What comes before a body has an end."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from triage_warden.wiring import bounded_http
from triage_warden.wiring.address import BindAddress, listen
from triage_warden.wiring.server import http_server, port_of

_BEGINNING = b"GET / HTTP/1.1\r\nHost: example.com\r\nX: "


_NEXT = b"GET /smuggled HTTP/1.1\r\nHost: example.com\r\n\r\n"
_POST = b"POST /first HTTP/1.1\r\nHost: example.com\r\n"
_CHUNKED = _POST + b"Transfer-Encoding: chunked\r\n\r\n"
_NO_CHUNKS = b"\r\n0\r\n\r\n"
CONTRADICTING = {
    "two lengths": _POST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
    "one length twice": _POST + b"Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
    "a list of lengths": _POST + b"Content-Length: 3, 3\r\n\r\nabc",
    "a length with a sign": _POST + b"Content-Length: +3\r\n\r\nabc",
    "a length below nothing": _POST + b"Content-Length: -3\r\n\r\nabc",
    "a length in hex": _POST + b"Content-Length: 0x3\r\n\r\nabc",
    "a length with a space": _POST + b"Content-Length: 3 0\r\n\r\nabc",
    "a length that is empty": _POST + b"Content-Length: \r\n\r\nabc",
    "a length that wraps around": _POST + b"Content-Length: 18446744073709551619\r\n\r\nabc",
    "a length and chunks": _POST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n" + _NO_CHUNKS,
    "chunks and a length": _POST + b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n" + _NO_CHUNKS,
    "another coding": _POST + b"Transfer-Encoding: gzip\r\n" + _NO_CHUNKS,
    "another coding below chunks": _POST + b"Transfer-Encoding: gzip, chunked\r\n" + _NO_CHUNKS,
    "another coding above chunks": _POST + b"Transfer-Encoding: chunked, identity\r\n" + _NO_CHUNKS,
    "nearly chunked": _POST + b"Transfer-Encoding: xchunked\r\n" + _NO_CHUNKS,
    "chunked twice": _POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n" + _NO_CHUNKS,
    "chunked after a tab that is none": _POST + b"Transfer-Encoding: \x0bchunked\r\n" + _NO_CHUNKS,
    "a space before the colon": _POST + b"Transfer-Encoding : chunked\r\n" + _NO_CHUNKS,
    "a chunk below nothing": _CHUNKED + b"-1\r\na" + _NO_CHUNKS,
    "a chunk with 0x": _CHUNKED + b"0x1\r\na" + _NO_CHUNKS,
    "a chunk with a space": _CHUNKED + b"1 \r\na" + _NO_CHUNKS,
    "a chunk that goes on": _CHUNKED + b"1\r\nab" + _NO_CHUNKS,
    "a chunk that wraps around": _CHUNKED + b"10000000000000001\r\na" + _NO_CHUNKS,
    "chunks by line feeds": _CHUNKED + b"1\na\n0\n\n",
    "a line feed in a chunk's extension": _CHUNKED + b"1;a\nb\r\na" + _NO_CHUNKS,
    "a length after the body": _CHUNKED + b"0\r\nContent-Length: 5\r\n\r\n",
    "a folded header": _POST + b"X: a\r\n b\r\nContent-Length: 0\r\n\r\n",
    "a folded length": _POST + b"Content-Length:\r\n 3\r\n\r\nabc",
    "a folded coding": _POST + b"Transfer-Encoding:\r\n chunked\r\n" + _NO_CHUNKS,
    "a first header that begins with a space": b"POST /first HTTP/1.1\r\n X: y\r\nContent-Length: 0\r\n\r\n",
    "headers by line feeds": b"POST /first HTTP/1.1\nHost: example.com\nContent-Length: 0\n\n",
    "a carriage return in a header": _POST + b"X: a\rContent-Length: 3\r\n\r\n",
    "a NUL in a header": _POST + b"X: a\x00b\r\nContent-Length: 0\r\n\r\n",
    "a space in a header's name": _POST + b"Content Length: 3\r\n\r\n",
}
"""Requests that two servers could see end at two places (RFC 9112 §5, §6, §7.1)."""
HOSTLESS = {
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "no host, with a body": b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc",
    "the host in the target alone": b"GET http://example.com/ HTTP/1.1\r\n\r\n",
    "a host for proxies alone": b"GET / HTTP/1.1\r\nX-Forwarded-Host: example.com\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: example.com\r\nhost: example.org\r\n\r\n",
    "one host twice": b"GET / HTTP/1.1\r\nHost: example.com\r\nHost: example.com\r\n\r\n",
    "two hosts in HTTP/1.0": b"GET / HTTP/1.0\r\nHost: example.com\r\nHost: example.org\r\n\r\n",
    "no host for another protocol": b"GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
}
"""Requests that do not say, or say twice, whom they are for (RFC 9112 §3.2)."""
_asked: list[tuple[str, bytes]] = []


async def _listening(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Note each request whose body came to its end."""
    body = b""
    while (message := await receive())["type"] == "http.request":
        body += message["body"]
        if not message["more_body"]:
            _asked.append((scope["path"], body))
            await _app(scope, receive, send)
            return


async def _app(_scope: dict[str, Any], _receive: object, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


class _Hasty(bounded_http.BoundedHttpProtocol):
    head_seconds = 0.1


@asynccontextmanager
async def _connected(
    protocol: type[bounded_http.BoundedHttpProtocol] = bounded_http.BoundedHttpProtocol,
    app: object = _app,
) -> AsyncGenerator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    with listen(BindAddress("127.0.0.1", 0)) as listening:
        server = http_server(app, protocol=protocol)
        async with asyncio.timeout(20), asyncio.TaskGroup() as group:
            group.create_task(server.serve(sockets=[listening]))
            reader, writer = await asyncio.open_connection("127.0.0.1", port_of(listening))
            try:
                yield reader, writer
            finally:
                writer.close()
                server.stop()


async def test_headers_without_end_are_refused() -> None:
    """Long before they are a burden."""
    async with _connected() as (reader, writer):
        writer.write(_BEGINNING)
        for _ in range(3):
            writer.write(b"a" * bounded_http.MOST_HEAD_BYTES)
            await asyncio.sleep(0.05)
        assert (await reader.readline()).startswith(b"HTTP/1.1 431 ")


async def test_a_body_is_no_head() -> None:
    """It has limits of its own; the next request on the connection is counted afresh."""
    body = b"b" * (2 * bounded_http.MOST_HEAD_BYTES)
    async with _connected() as (reader, writer):
        for _ in range(3):
            writer.write(b"POST / HTTP/1.1\r\nHost: example.com\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
            assert (await reader.readuntil(b"ok")).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("beginning", [b"", _BEGINNING])
async def test_who_does_not_go_on_is_hung_up_on(beginning: bytes) -> None:
    """Connections that only wait would keep others out."""
    async with _connected(_Hasty) as (reader, writer):
        writer.write(beginning)
        assert await reader.read() == b""


async def test_a_request_that_could_end_at_two_places_is_refused_and_nothing_after_it_is_heard() -> None:
    """400, and the connection is closed: what comes behind could be anybody's."""
    for name, request in (CONTRADICTING | HOSTLESS).items():
        _asked.clear()
        async with _connected(app=_listening) as (reader, writer):
            writer.write(request + _NEXT)
            answer = await reader.read()
        assert answer.startswith(b"HTTP/1.1 400 "), name
        assert answer.count(b"HTTP/1.1 ") == 1, name
        assert _asked == [], name


async def test_the_first_request_without_a_host_is_the_last() -> None:
    """Those before it on the connection are answered."""
    _asked.clear()
    async with _connected(app=_listening) as (reader, writer):
        writer.write(_NEXT)
        assert (await reader.readuntil(b"ok")).startswith(b"HTTP/1.1 200 ")
        writer.write(HOSTLESS["no host"])
        assert (await reader.read()).startswith(b"HTTP/1.1 400 ")
    assert _asked == [("/smuggled", b"")]


async def test_http_1_0_needs_no_host() -> None:
    """It came before them; old probes of load balancers speak it."""
    async with _connected() as (reader, writer):
        writer.write(b"GET / HTTP/1.0\r\n\r\n")
        assert (await reader.readuntil(b"ok")).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("coding", [b"chunked", b"Chunked "])
async def test_chunks_that_are_whole_are_put_together_and_the_next_request_is_heard(coding: bytes) -> None:
    """Extensions of chunks are allowed, and mean nothing."""
    _asked.clear()
    async with _connected(app=_listening) as (reader, writer):
        writer.write(_POST + b"Transfer-Encoding: " + coding + b"\r\n\r\n2;a=b\r\nab\r\n1\r\nc" + _NO_CHUNKS + _NEXT)
        for _ in range(2):
            assert (await reader.readuntil(b"ok")).startswith(b"HTTP/1.1 200 ")
    assert _asked == [("/first", b"abc"), ("/smuggled", b"")]
