"""Feed the bundled sample stream to an installation that has nothing yet."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeVar

import structlog

from triage_warden.core.alerts.model import AlertFilter
from triage_warden.core.alerts.ports import AlertReader
from triage_warden.core.alerts.take_in import Read, TakeIn
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.errors import Unavailable
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.kernel.page import PageRequest
from triage_warden.observability.metrics import Metrics
from triage_warden.samples import SamplePayload, load
from triage_warden.wiring.announce import Announce, Announcement

log = structlog.get_logger(__name__)
T = TypeVar("T")

WITHIN_SECONDS: Final = 12.0
"""The stream's own pace is shortened to this, so that one sees incidents grow but need not wait for them."""
_LONGEST_WAIT: Final = 5.0


@dataclass(frozen=True, slots=True)
class FeedSample:
    """Takes the sample stream in, as if the tools had sent it."""

    read: Read
    take_in: TakeIn
    alerts: AlertReader
    clock: Clock
    metrics: Metrics
    announce: Announce

    async def __call__(self) -> None:
        """Feed the stream, unless there are alerts already."""
        page = await _patiently(lambda: self.alerts.page(DEFAULT_TENANT, AlertFilter(), PageRequest(limit=1)))
        if page.items:
            return
        stream = await asyncio.to_thread(load, self.clock.now())
        pace = WITHIN_SECONDS / max(payload.after_seconds for payload in stream)
        begun = self.clock.monotonic()
        for number, payload in enumerate(stream, start=1):
            await asyncio.sleep(payload.after_seconds * pace - (self.clock.monotonic() - begun))
            await self._feed(payload)
            self.announce(
                Announcement(kind="sample", text=f"Fed {payload.file}.", done=number, total=len(stream)),
            )
        log.info("sample_fed", payloads=len(stream))

    async def _feed(self, payload: SamplePayload) -> None:
        batch = await asyncio.to_thread(self.read, payload.source, [payload.body], str(self.read.ids()))
        receipt = await _patiently(lambda: self.take_in(DEFAULT_TENANT, batch))
        for each in receipt.alerts:
            self.metrics.alerts.labels(payload.source, each.outcome.value).inc()


async def _patiently(ask: Callable[[], Awaitable[T]]) -> T:
    """Ask again while a part is down, as a tool that sends alerts would; taken in twice, a payload counts once."""
    while True:
        try:
            return await ask()
        except Unavailable as error:
            log.warning("sample_held", code=error.code)
            await asyncio.sleep(min(error.retry_after, _LONGEST_WAIT))
