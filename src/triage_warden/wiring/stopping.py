"""How a process is told to stop, and how long it may take over it."""

import asyncio
import signal
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

HAND_BACK_FOR: Final = 0.2
"""The part of the time at whose beginning jobs that still run are put back; requests get until then, too."""

_AGAIN_AFTER: Final = 5.0
"""Seconds that a cancelled task may take to put things in order."""


async def end(tasks: Iterable[asyncio.Task[Any]], again_after: float = _AGAIN_AFTER) -> None:
    """Cancel the tasks until all have ended: a cancellation that meets another failure may be taken for that."""
    left = set(tasks)
    while left:
        for task in left:
            task.cancel()
        _, left = await asyncio.wait(left, timeout=again_after)


@dataclass(slots=True)
class Stopping:
    """One signal begins the stop, a second one hastens it.

    On SIGTERM requests are still answered for `drain` seconds, while `/ready` says no: a load balancer learns only by
    and by that none are to be sent here. On SIGINT somebody waits at a terminal. `seconds` is for everything.
    """

    seconds: float
    drain: float = 0.0
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    _hastened: asyncio.Event = field(default_factory=asyncio.Event)
    _drain: float = 0.0

    def hear_signals(self) -> None:
        """Stop on SIGINT and SIGTERM."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.told, number)

    def told(self, number: int) -> None:
        """Take a signal."""
        if self.begun.is_set():
            self._hastened.set()
        self._drain = self.drain if number == signal.SIGTERM else 0.0
        self.begun.set()

    async def drained(self) -> None:
        """Wait while requests may still come."""
        await self._unless_hastened(self._drain)

    async def patience_ended(self) -> None:
        """Wait until what still runs has to be cut short: time enough to put it back is left."""
        await self._unless_hastened(self.patience)

    @property
    def patience(self) -> float:
        """Return the seconds, from the end of draining, that requests and jobs have to end by themselves."""
        return max(0.0, (self.seconds - self._drain) * (1 - HAND_BACK_FOR))

    async def _unless_hastened(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._hastened.wait()
        except TimeoutError:
            return
