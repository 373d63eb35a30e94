"""How a pool of connections is used."""

from dataclasses import dataclass

import msgspec


class PoolUse(msgspec.Struct, frozen=True, kw_only=True):
    """How the pool is used at a moment."""

    busy: int
    idle: int
    waiting: int
    """Callers who ask for a connection and have none yet."""
    limit: int
    """Most connections that may be open."""


@dataclass(slots=True)
class Waiting:
    """Counts who is inside its block."""

    callers: int = 0

    def __enter__(self) -> None:
        """Count one in."""
        self.callers += 1

    def __exit__(self, *_: object) -> None:
        """Count it out, however it went."""
        self.callers -= 1
