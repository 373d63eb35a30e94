"""Identifiers: UUIDv7, so that they sort by the time they were made."""

import secrets
from collections.abc import Callable
from typing import NewType, Protocol
from uuid import UUID

from triage_warden.kernel.clock import Clock

TenantId = NewType("TenantId", UUID)
AlertId = NewType("AlertId", UUID)
IncidentId = NewType("IncidentId", UUID)
RunId = NewType("RunId", UUID)

DEFAULT_TENANT = TenantId(UUID("00000000-0000-7000-8000-000000000001"))
"""The tenant of an installation that has only one."""


class IdSource(Protocol):
    """Makes a new identifier each time it is called."""

    def __call__(self) -> UUID:
        """Return an identifier that nobody has seen before."""
        ...


class Uuid7:
    """Makes UUIDv7 identifiers (RFC 9562 §5.7): 48 bits of Unix milliseconds, 74 random bits."""

    def __init__(self, clock: Clock, random_bits: Callable[[int], int] = secrets.randbits) -> None:
        self._clock = clock
        self._random_bits = random_bits

    def __call__(self) -> UUID:
        """Return a new identifier."""
        milliseconds = int(self._clock.now().timestamp() * 1000) & (1 << 48) - 1
        high = milliseconds << 16 | 0x7 << 12 | self._random_bits(12)
        low = 0b10 << 62 | self._random_bits(62)
        return UUID(int=high << 64 | low)
