"""An httpx transport whose every connection goes through the guard."""

import socket
from collections.abc import AsyncIterator, Generator
from contextlib import contextmanager
from typing import Final

import httpcore
import httpx

from triage_warden.connector_kit.outgoing.guard import Guard
from triage_warden.connector_kit.outgoing.network import GuardedNetwork

_TRANSLATED: Final[tuple[tuple[type[Exception], type[httpx.TransportError]], ...]] = (
    (httpcore.ConnectTimeout, httpx.ConnectTimeout),
    (httpcore.ReadTimeout, httpx.ReadTimeout),
    (httpcore.WriteTimeout, httpx.WriteTimeout),
    (httpcore.PoolTimeout, httpx.PoolTimeout),
    (httpcore.ConnectError, httpx.ConnectError),
    (httpcore.ReadError, httpx.ReadError),
    (httpcore.WriteError, httpx.WriteError),
    (httpcore.LocalProtocolError, httpx.LocalProtocolError),
    (httpcore.RemoteProtocolError, httpx.RemoteProtocolError),
    (httpcore.UnsupportedProtocol, httpx.UnsupportedProtocol),
    (httpcore.TimeoutException, httpx.TimeoutException),
    (httpcore.NetworkError, httpx.NetworkError),
    (httpcore.ProtocolError, httpx.ProtocolError),
)
"""The first that fits; httpcore 1.0's errors (https://www.encode.io/httpcore/exceptions/) as httpx names them."""


class GuardedTransport(httpx.AsyncBaseTransport):
    """Sends requests over connections to checked addresses; no proxies, no HTTP/2, a connection for each request.

    It sees every hop: a client that followed redirects would have each checked like the first.
    """

    def __init__(self, guard: Guard, *, gives_up_after: float) -> None:
        self._guard = guard
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=httpx.create_ssl_context(),  # certifi's, or those in SSL_CERT_FILE or SSL_CERT_DIR
            max_keepalive_connections=0,
            network_backend=GuardedNetwork(guard),
            socket_options=_options(gives_up_after),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request, unless it may not be sent."""
        self._guard.check(request.url)
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        timeouts = {"timeout": request.extensions.get("timeout", {})}  # and not `sni_hostname`: the name is the URL's
        sent = httpcore.Request(
            request.method, url, headers=request.headers.raw, content=request.stream, extensions=timeouts
        )
        with _translated():
            answer = await self._pool.handle_async_request(sent)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    async def aclose(self) -> None:
        """Close what is open."""
        await self._pool.aclose()


class _Body(httpx.AsyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _translated():
            async for part in self._answer.aiter_stream():
                yield part

    async def aclose(self) -> None:
        with _translated():
            await self._answer.aclose()


@contextmanager
def _translated() -> Generator[None]:
    try:
        yield
    except tuple(ours for ours, _ in _TRANSLATED) as error:
        wanted = next(theirs for ours, theirs in _TRANSLATED if isinstance(error, ours))
        raise wanted(type(error).__name__) from error


def _options(gives_up_after: float) -> list[httpcore.SOCKET_OPTION]:
    """Return socket options.

    What the kernel holds back because nobody acknowledges it, it drops after that many seconds: otherwise it would go
    on sending for minutes, also after this process was killed (tcp(7), TCP_USER_TIMEOUT; Linux only).
    """
    option = getattr(socket, "TCP_USER_TIMEOUT", None)
    return [] if option is None else [(socket.IPPROTO_TCP, option, int(gives_up_after * 1000))]
