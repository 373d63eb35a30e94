"""HTTP with a bound on what comes before the body (how many bytes, how long they may take), and one way to end a body.

Uvicorn bounds the head for its pure-Python parser only. With the one in C a single request could send headers without
end; a hundred megabytes of them kept the event loop busy for half a minute.
"""

import asyncio
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HEAD_BYTES: Final = 64 * 1024
"""Request line and headers; what comes in one read with them may pass, so up to one read more."""
HEAD_SECONDS: Final = 30.0
"""From a request's first byte to the end of its headers, and from the connection to the first byte."""
_TOO_LARGE: Final = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class BoundedHttpProtocol(HttpToolsProtocol):
    """Closes connections whose next request has a head that is too long or does not come."""

    head_seconds = HEAD_SECONDS
    _in_head = True
    _head_bytes = 0
    _overdue: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._wait_no_more()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; give up where the head does not end."""
        self._head_bytes += len(data) if self._in_head else 0
        super().data_received(data)
        if self._in_head and self._head_bytes > MOST_HEAD_BYTES and not self.transport.is_closing():
            self.transport.write(_TOO_LARGE)
            self.transport.close()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep a header; what any other server could take for another end of the body is refused by the parser (400).

        The parser refuses lengths that contradict each other by itself; codings other than `chunked` it lets through,
        though nobody here undoes them (RFC 9112 §6.1), and so would hand on a body as something that it is not.
        """
        if name.lower() == b"transfer-encoding" and value.strip().lower() != b"chunked":
            msg = "a transfer coding that is not understood"
            raise ValueError(msg)
        super().on_header(name, value)

    def on_message_begin(self) -> None:
        """Begin to count."""
        self._in_head, self._head_bytes = True, 0
        self._wait()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Stop counting: the body has limits of its own. No host, or two of them, are refused (400, RFC 9112 §3.2).

        Where two are named, what stands before us may have asked for the one, and links would be made with the other.
        HTTP/1.0 has no need of one.
        """
        self._in_head = False
        self._wait_no_more()
        hosts = sum(name == b"host" for name, _ in self.headers)
        if hosts > 1 or (hosts == 0 and self.parser.get_http_version() != "1.0"):  # pyright: ignore[reportOptionalMemberAccess]  # none only after its end
            msg = "not exactly one host"
            raise ValueError(msg)
        super().on_headers_complete()

    def _wait(self) -> None:
        self._wait_no_more()
        self._overdue = self.loop.call_later(self.head_seconds, self.transport.close)

    def _wait_no_more(self) -> None:
        if self._overdue is not None:
            self._overdue.cancel()
            self._overdue = None
