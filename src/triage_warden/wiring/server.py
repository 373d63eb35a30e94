"""The HTTP server, told by us when to start and stop."""

import socket
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, Final

import uvicorn

from triage_warden.wiring.bounded_http import BoundedHttpProtocol

SLOWEST_IDLE_SECONDS: Final = 75
"""Longer than the 60 s after which common ingress controllers give up on an idle connection, so they never race us."""


class Server(uvicorn.Server):
    """Uvicorn without its own signal handling: `serve` hears the signals for all parts of the process."""

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """Capture none."""
        yield

    def stop(self) -> None:
        """Take no more connections; `serve` returns when the open ones have ended."""
        self.should_exit = True

    def cut_short(self) -> None:
        """Stop, and end the requests that are still open."""
        self.stop()
        for request in self.server_state.tasks:
            request.cancel("The process is being stopped.")


def http_server(app: Any, grace_seconds: int = 10, protocol: type[BoundedHttpProtocol] = BoundedHttpProtocol) -> Server:
    """Return a server for an application, to be run with `serve(sockets=[…])`; open requests get the grace to end."""
    config = uvicorn.Config(
        app,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=SLOWEST_IDLE_SECONDS,
        timeout_graceful_shutdown=grace_seconds,
        proxy_headers=False,
        http=protocol,
    )
    return Server(config)


def port_of(listening: socket.socket) -> int:
    """Return the port that a socket listens on."""
    return int(listening.getsockname()[1])
