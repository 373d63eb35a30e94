"""What the scheduler needs of the database."""

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol, TypeVar

from triage_warden.kernel.leadership import Leadership

T_co = TypeVar("T_co", covariant=True)


class InHand(Protocol[T_co]):
    """A leader's transaction for one schedule."""

    @property
    def transaction(self) -> T_co:
        """Return what the work is given."""
        ...

    @property
    def now(self) -> datetime:
        """Return the database's time: the same for every replica."""
        ...

    @property
    def last(self) -> datetime | None:
        """Return the last tick that was worked on, by whomever."""
        ...

    async def record(self, tick: datetime) -> None:
        """Write the tick down, to commit with its work."""
        ...


class Ticks(Protocol[T_co]):
    """Begins leaders' transactions."""

    def begin(self, schedule: str, leadership: Leadership) -> AbstractAsyncContextManager[InHand[T_co]]:
        """Begin one that the database refuses (StaleLease) when another leader was elected since."""
        ...
