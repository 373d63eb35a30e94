"""Ids in order, for tests that name them."""

from uuid import UUID


class Serial:
    """Counts up from 1."""

    def __init__(self) -> None:
        self._last = 0

    def __call__(self) -> UUID:
        """Return the next."""
        self._last += 1
        return UUID(int=self._last)
