"""Answers given in the order in which a test wrote them down."""

from collections.abc import Iterable
from typing import Generic, TypeVar

T = TypeVar("T")


class Script(Generic[T]):
    """Hands out its lines one by one."""

    def __init__(self, lines: Iterable[T]) -> None:
        self._lines = list(lines)

    def next(self) -> T:
        """Return the next line."""
        return self._lines.pop(0)

    @property
    def is_over(self) -> bool:
        """Return whether every line was used."""
        return not self._lines
