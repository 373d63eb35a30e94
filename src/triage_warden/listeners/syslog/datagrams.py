"""Syslog over UDP: one message in each datagram (RFC 5426)."""

import asyncio
import socket
import struct
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

import structlog

from triage_warden.listeners.syslog.intake import Intake
from triage_warden.listeners.syslog.messages import Limits, Message, Transport
from triage_warden.observability.metrics import Metrics

log = structlog.get_logger(__name__)

_SO_RXQ_OVFL: Final = 40
"""Linux: with each datagram comes the number of those that this socket lost (socket(7)); Python does not name it."""
_RECEIVE_BUFFER: Final = 8 * 1024 * 1024
"""Bytes that the kernel is asked to hold for us; it gives at most `net.core.rmem_max`."""
_AT_ONCE: Final = 256
"""Datagrams read before others have their turn."""
_BETWEEN: Final = b"\r\n\x00"


@dataclass(slots=True, eq=False)
class DatagramListener:
    """Reads a bound socket until told to stop. While paused, datagrams stay with the kernel, up to its bound."""

    socket: socket.socket
    intake: Intake
    limits: Limits
    metrics: Metrics
    _lost: int = 0
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Read until `stop`; when this returns, all that the kernel held is in the buffer."""
        self.socket.settimeout(0)
        with suppress(OSError):  # not on every system, and not beyond what the kernel allows
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RECEIVE_BUFFER)
            self.socket.setsockopt(socket.SOL_SOCKET, _SO_RXQ_OVFL, 1)
        self.resume()
        self.intake.join(self)
        await self._stopping.wait()
        self.intake.leave(self)
        self.pause()
        while self._read():
            continue
        self.socket.close()

    def stop(self) -> None:
        """Read what is there, and no more."""
        self._stopping.set()

    def pause(self) -> None:
        """Leave datagrams with the kernel."""
        asyncio.get_running_loop().remove_reader(self.socket.fileno())

    def resume(self) -> None:
        """Read again."""
        if not self._stopping.is_set():
            asyncio.get_running_loop().add_reader(self.socket.fileno(), self._read)

    def _read(self) -> int:
        """Take what is there, within bounds, and return how many datagrams that was."""
        found: list[Message] = []
        read = 0
        for _ in range(_AT_ONCE):
            try:
                message = self._receive()
            except (BlockingIOError, InterruptedError):
                break
            except OSError as error:  # what ICMP reports of others is no reason to stop listening
                log.warning("syslog_datagram_failed", reason=error.strerror)
                break
            read += 1
            if message.wrong or message.payload.strip():
                found.append(message)
        if found:
            self.metrics.syslog_messages.labels(Transport.UDP.value).inc(len(found))
            self.intake.offer(found)
        return read

    def _receive(self) -> Message:
        limit = self.limits.message_bytes
        data, ancillary, flags, _ = self.socket.recvmsg(limit, 64)
        self._count_lost(ancillary)
        if flags & socket.MSG_TRUNC:
            return Message(data, f"The message is over {limit} bytes and was cut there (TW_SYSLOG_MESSAGE_LIMIT).")
        return Message(data.rstrip(_BETWEEN))

    def _count_lost(self, ancillary: list[tuple[int, int, bytes]]) -> None:
        for level, kind, data in ancillary:
            if level == socket.SOL_SOCKET and kind == _SO_RXQ_OVFL:
                (lost,) = struct.unpack("=I", data[:4])
                newly = (lost - self._lost) & 0xFFFFFFFF
                self._lost = lost
                if newly:
                    self.metrics.syslog_lost.labels("overflow").inc(newly)
