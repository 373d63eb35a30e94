"""How often somebody may ask: the words that whoever counts and whoever asks share."""

from collections.abc import Sequence
from typing import Final, Protocol

import msgspec

WINDOW_SECONDS: Final = 60
"""Limits are told for this time. What was not used is good for a burst of as much as one window's worth."""


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """One request against one limit: what is counted (`kind`), whose (`who`), and how many are allowed in a window."""

    kind: str
    who: str
    limit: int

    @property
    def each(self) -> float:
        """Return the seconds in which one request comes back."""
        return WINDOW_SECONDS / self.limit


class Spent(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a request: let in with `wait` 0, else to come back after so many seconds, and not counted at all.

    `used` are the seconds after which each limit is whole again, in the order in which they were asked.
    """

    wait: float
    used: tuple[float, ...]


class Budgets(Protocol):
    """Counts requests by the generic cell rate algorithm (ITU-T I.371)."""

    async def spend(self, asks: Sequence[Ask]) -> Spent:
        """Count one request against every limit, or against none where one of them is used up.

        Raises:
            Unavailable: whoever counts does not answer.
        """
        ...
