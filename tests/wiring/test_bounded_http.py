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


async def _app(_scope: dict[str, Any], _receive: object, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


class _Hasty(bounded_http.BoundedHttpProtocol):
    head_seconds = 0.1


@asynccontextmanager
async def _connected(
    protocol: type[bounded_http.BoundedHttpProtocol] = bounded_http.BoundedHttpProtocol,
) -> AsyncGenerator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    with listen(BindAddress("127.0.0.1", 0)) as listening:
        server = http_server(_app, protocol=protocol)
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
