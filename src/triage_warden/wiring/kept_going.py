"""Background work whose failure is no reason to end the process."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

import structlog

log = structlog.get_logger(__name__)

_LONGEST_WAIT: Final = 60.0


@dataclass(frozen=True, slots=True)
class KeptGoing:
    """Runs a loop that is to run as long as the process, and begins it anew when it fails.

    Each loop waits by itself for what it knows can be away. This is for what nobody has thought of: a defect in one of
    them, or an odd word of a driver, would end the others with it, and requests that have nothing to do with it.
    """

    name: str
    work: Callable[[], Awaitable[None]]
    first_wait: float = 1.0
    """Seconds before it begins anew; twice as long after each failure, up to a minute."""

    async def __call__(self) -> None:
        """Run until the work ends by itself, or is cancelled."""
        wait = self.first_wait
        while True:
            try:
                await self.work()
            except Exception as error:  # a worker loop: one part's bug must not stop the others
                log.exception("background_failed", part=self.name, error=type(error).__name__, again_in=wait)
            else:
                return
            await asyncio.sleep(wait)
            wait = min(2 * wait, _LONGEST_WAIT)
