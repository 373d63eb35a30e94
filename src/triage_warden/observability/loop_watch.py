"""How late the event loop comes, and where it stands when it does not come at all."""

import asyncio
import sys
import threading
import traceback
from dataclasses import dataclass, field
from typing import Final

import structlog

from triage_warden.kernel.clock import Clock
from triage_warden.observability.metrics import Metrics

log = structlog.get_logger(__name__)

_EVERY: Final = 0.25
_HUNG_AFTER: Final = 5.0
"""Seconds without a turn, after which a probe of `/live` has failed more than once."""
_LOOK_EVERY: Final = 1.0


@dataclass(slots=True)
class LoopWatch:
    """Measures the loop's lag, and has a thread that says where a loop that hangs is stuck.

    A loop that hangs answers no probe, and that is how it is found out; it also writes no line about why. The thread
    writes one for each time it hangs: the loop's stack, names and lines of code and no values.
    """

    metrics: Metrics
    clock: Clock
    every: float = _EVERY
    hung_after: float = _HUNG_AFTER
    look_every: float = _LOOK_EVERY
    _beat: float = field(default=0.0, init=False)
    _ended: threading.Event = field(default_factory=threading.Event, init=False)

    async def run(self) -> None:
        """Measure until cancelled."""
        self._beat = self.clock.monotonic()
        thread = threading.Thread(target=self._watch, args=(threading.get_ident(),), name="loop-watch", daemon=True)
        thread.start()
        try:
            while True:
                await asyncio.sleep(self.every)
                now = self.clock.monotonic()
                self.metrics.event_loop_lag.observe(max(0.0, now - self._beat - self.every))
                self._beat = now
        finally:
            self._ended.set()

    def _watch(self, loop_thread: int) -> None:
        told = False
        while not self._ended.wait(self.look_every):
            late = self.clock.monotonic() - self._beat
            hangs = late > self.hung_after
            if hangs and not told:
                log.error("event_loop_hung", seconds=round(late, 1), stack=_stack(loop_thread))
            elif told and not hangs:
                log.warning("event_loop_turns_again")
            told = hangs


def _stack(thread: int) -> str:
    # Documented, for debuggers; there is no other way to see where another thread stands.
    frame = sys._current_frames().get(thread)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    return "".join(traceback.format_stack(frame)) if frame is not None else ""
