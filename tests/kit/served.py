"""The web side over ports in memory, on a port of this machine, for clients that are not of this event loop."""

import asyncio
import socket
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field

import structlog
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.types import Message, Receive, Scope, Send

from triage_warden.core.identity.permissions import Permission
from triage_warden.web.shared.access import Needs, access_of
from triage_warden.wiring.server import http_server, port_of


@dataclass(slots=True)
class Served:
    """Where it answers, and which permissions the routes needed that were asked for."""

    url: str
    needed: set[Permission] = field(default_factory=set[Permission])


@dataclass(frozen=True, slots=True)
class _Noting:
    """Passes requests on, and notes what the route that each found declares."""

    app: Litestar
    served: Served

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def noted(message: Message) -> None:
            self._note(scope)  # before whoever asked has the answer
            await send(message)

        await self.app(scope, receive, noted)

    def _note(self, scope: Scope) -> None:
        handler = scope.get("route_handler")
        access = access_of(handler.opt) if isinstance(handler, HTTPRouteHandler) else None
        if isinstance(access, Needs):
            self.served.needed.add(access.permission)


@contextmanager
def served(app: Litestar) -> Generator[Served]:
    """Serve an application in a thread of its own for the block."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        found = Served(f"http://127.0.0.1:{port_of(listening)}")
        server = http_server(_Noting(app, found), grace_seconds=1)
        thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listening])))
        with _log_kept_off_stdout():
            thread.start()
            try:
                yield found
            finally:
                server.stop()
                thread.join()


@contextmanager
def _log_kept_off_stdout() -> Generator[None]:
    """Write the server's lines where nobody changes the stream.

    Unless told otherwise structlog prints to whatever `sys.stdout` is. A command that is run in this process meanwhile
    has another one put there, and away again: CPython's `print` may then write to one that is gone, and crashes.
    """
    usual = structlog.get_config()
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.__stderr__))
    try:
        yield
    finally:
        structlog.configure(**usual)
