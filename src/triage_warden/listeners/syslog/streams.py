"""Syslog over TCP and TLS."""

import asyncio
import ssl
from dataclasses import dataclass, field
from socket import socket
from typing import Final, cast

import structlog

from triage_warden.kernel.clock import Clock
from triage_warden.listeners.syslog.framing import Framing
from triage_warden.listeners.syslog.intake import Intake
from triage_warden.listeners.syslog.messages import Limits, Message, Transport
from triage_warden.observability.metrics import Metrics

log = structlog.get_logger(__name__)

_SWEEP_SECONDS: Final = 5.0


class Connection(asyncio.Protocol):
    """One sender's connection."""

    def __init__(self, listener: "StreamListener") -> None:
        self._listener = listener
        self._framing = Framing(listener.limits.message_bytes)
        self._transport: asyncio.Transport | None = None
        self._active_at = self._begun_at = listener.clock.monotonic()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to read, if there is room for one more connection."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's does all of it, but inherits nothing
        if not self._listener.enter(self):
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        """Take the messages that are complete now."""
        now = self._listener.clock.monotonic()
        begun = self._framing.begun
        found = self._framing.feed(data)
        self._active_at = now
        if found or not begun:
            self._begun_at = now
        self._listener.take(found)
        if self._framing.hopeless:
            self.close()

    def eof_received(self) -> None:
        """Take what was left without an end, and close."""
        self._listener.take(self._framing.end())

    def connection_lost(self, exc: Exception | None) -> None:
        """Take what was left without an end."""
        del exc
        self._listener.take(self._framing.end())
        self._listener.leave(self)

    def pause(self) -> None:
        """Leave bytes with the sender."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.pause_reading()

    def resume(self) -> None:
        """Read again; the time it was paused is not the sender's."""
        self._active_at = self._begun_at = self._listener.clock.monotonic()
        if self._transport is not None and not self._transport.is_closing():
            self._transport.resume_reading()

    def overdue(self, now: float) -> bool:
        """Return whether nothing came for too long, or a message that was begun did not end in time."""
        limits = self._listener.limits
        slow = self._framing.begun and now - self._begun_at > limits.begun_seconds
        return slow or now - self._active_at > limits.idle_seconds

    def close(self) -> None:
        """Read no more; what was left without an end is taken."""
        self.pause()
        self._listener.take(self._framing.end())
        if self._transport is not None:
            self._transport.close()


@dataclass(slots=True, eq=False)
class StreamListener:
    """Takes connections on a listening socket until told to stop."""

    socket: socket
    transport: Transport
    intake: Intake
    limits: Limits
    clock: Clock
    metrics: Metrics
    tls: ssl.SSLContext | None = None
    _connections: set[Connection] = field(default_factory=set[Connection])
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Take connections until `stop`; when this returns, all that was read is in the buffer."""
        handshake = self.limits.handshake_seconds if self.tls else None
        server = await asyncio.get_running_loop().create_server(
            lambda: Connection(self), sock=self.socket, ssl=self.tls, ssl_handshake_timeout=handshake
        )
        while not self._stopping.is_set():
            self._sweep()
            try:
                async with asyncio.timeout(min(_SWEEP_SECONDS, self.limits.begun_seconds)):
                    await self._stopping.wait()
            except TimeoutError:
                continue
        server.close()
        for connection in tuple(self._connections):
            connection.close()

    def stop(self) -> None:
        """Read no more."""
        self._stopping.set()

    def enter(self, connection: Connection) -> bool:
        """Count a connection in; False where there are as many as there may be, or none any more."""
        if len(self._connections) >= self.limits.connections or self._stopping.is_set():
            log.warning("syslog_connection_refused", transport=self.transport.value, open=len(self._connections))
            return False
        self._connections.add(connection)
        self.intake.join(connection)
        self._show()
        return True

    def leave(self, connection: Connection) -> None:
        """Count a connection out."""
        self._connections.discard(connection)
        self.intake.leave(connection)
        self._show()

    def take(self, messages: list[Message]) -> None:
        """Put messages in the buffer."""
        if messages:
            self.metrics.syslog_messages.labels(self.transport.value).inc(len(messages))
            self.intake.offer(messages)

    def _sweep(self) -> None:
        if self.intake.paused:
            return
        now = self.clock.monotonic()
        for connection in [each for each in self._connections if each.overdue(now)]:
            log.info("syslog_connection_overdue", transport=self.transport.value)
            connection.close()

    def _show(self) -> None:
        self.metrics.syslog_connections.labels(self.transport.value).set(len(self._connections))
