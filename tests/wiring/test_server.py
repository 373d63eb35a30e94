"""The HTTP server starts and stops when it is told."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from triage_warden.wiring.address import BindAddress, listen
from triage_warden.wiring.server import http_server, port_of

Send = Callable[[dict[str, Any]], Awaitable[None]]


async def _app(scope: dict[str, Any], _receive: object, send: Send) -> None:
    assert scope["type"] == "http"
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


async def test_it_answers_on_the_given_socket_until_it_is_stopped() -> None:
    """It says nothing of its make, and stopping ends `serve`."""
    with listen(BindAddress("127.0.0.1", 0)) as listening:
        server = http_server(_app)
        async with asyncio.timeout(20), asyncio.TaskGroup() as group:
            serving = group.create_task(server.serve(sockets=[listening]))
            async with httpx.AsyncClient() as client:
                answer = await client.get(f"http://127.0.0.1:{port_of(listening)}/")
            server.stop()
            await serving
    assert answer.text == "ok"
    assert "server" not in answer.headers
