"""What the listeners hand on, and how much they take."""

from enum import StrEnum
from typing import Protocol

import msgspec


class Transport(StrEnum):
    """How a message came."""

    UDP = "udp"
    TCP = "tcp"
    TLS = "tls"


class Message(msgspec.Struct, frozen=True):
    """One message as it was sent, without its framing. With `wrong` set it goes to quarantine, for that reason."""

    payload: bytes
    wrong: str = ""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much is taken and held.

    A message over `message_bytes` is cut there. A connection may be silent for `idle_seconds`, but a message that was
    begun must be complete after `begun_seconds`. A batch is committed when it has `batch_messages` or `batch_bytes`, or
    is `linger_seconds` old. When `buffer_messages` or `buffer_bytes` wait, nothing more is read until half is gone.
    """

    message_bytes: int = 64 * 1024
    connections: int = 1_000
    idle_seconds: float = 3_600.0
    begun_seconds: float = 60.0
    handshake_seconds: float = 10.0
    batch_messages: int = 500
    batch_bytes: int = 4 * 1024 * 1024
    linger_seconds: float = 0.2
    buffer_messages: int = 10_000
    buffer_bytes: int = 16 * 1024 * 1024
    stop_seconds: float = 10.0
    """What waits when the process is told to stop has this long to be committed."""


class Sender(Protocol):
    """Something that reads messages from outside, and can be told to leave them there for a while."""

    def pause(self) -> None:
        """Read nothing until told to."""
        ...

    def resume(self) -> None:
        """Read again."""
        ...
