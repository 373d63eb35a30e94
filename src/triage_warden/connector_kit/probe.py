"""What came of a harmless question to a connected system."""

from enum import StrEnum
from typing import Protocol

import msgspec


class Probed(StrEnum):
    """How it went."""

    OK = "ok"
    REFUSED = "refused"
    """It answered, and did not let us."""
    UNREACHABLE = "unreachable"
    FORBIDDEN = "forbidden"
    """It was not asked: its address may not be (TW_OUTGOING_PRIVATE_NETWORKS)."""


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What was seen, in sentences for people."""

    outcome: Probed
    says: str
    details: tuple[str, ...] = ()


class Probe(Protocol):
    """Asks a system something that changes nothing, signed in as for the real work."""

    async def __call__(self) -> Seen:
        """Return what was seen; never raises for what the other side or the network does."""
        ...
