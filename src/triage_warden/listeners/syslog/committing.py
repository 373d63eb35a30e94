"""Commit messages as HTTP does, and again until the database takes them."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import structlog

from triage_warden.core.alerts.model import Batch, NewAlert, Receipt
from triage_warden.core.alerts.take_in import TakeIn
from triage_warden.kernel.errors import Unavailable
from triage_warden.kernel.ids import DEFAULT_TENANT, IdSource
from triage_warden.listeners.syslog.messages import Message
from triage_warden.observability.metrics import Metrics

log = structlog.get_logger(__name__)

_LONGEST_WAIT: Final = 5.0
"""Seconds between tries; a database that is back is noticed this soon."""


@dataclass(frozen=True, slots=True)
class CommitMessages:
    """Reads a batch in a thread and commits it.

    While the backlog is full or the database is down it tries again, for ever: meanwhile the buffer fills, and nothing
    more is read from the sockets. `give_up` ends that when the process must go. Each batch has an idempotency key, so
    that one whose commit was not heard of is not counted twice.
    """

    read: Callable[[Sequence[Message], str], Batch]
    take_in: TakeIn
    ids: IdSource
    metrics: Metrics
    give_up: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, messages: Sequence[Message]) -> None:
        """Return when the messages are committed, or given up.

        A batch that fails in a way that nobody has thought of is committed message by message: one that was made to
        end us is lost alone, and counted.
        """
        try:
            await self._commit(messages)
        except Exception:  # the edge: what a stranger sent must not end the listener, nor the process with it
            log.exception("syslog_failed", messages=len(messages))
            if len(messages) == 1:
                self.metrics.syslog_lost.labels("failed").inc()
                return
            for each in messages:
                await self([each])

    async def _commit(self, messages: Sequence[Message]) -> None:
        batch = await asyncio.to_thread(self.read, messages, str(self.ids()))
        held = False
        while batch.items and not self.give_up.is_set():
            try:
                receipt = await self.take_in(DEFAULT_TENANT, batch)
            except Unavailable as error:
                if not held:
                    log.warning("syslog_held", messages=len(messages), code=error.code, detail=error.detail)
                held = True
                await self._pause(min(error.retry_after, _LONGEST_WAIT))
            else:
                self._count(batch, receipt)
                return
        if batch.items:
            self.metrics.syslog_lost.labels("stopped").inc(len(messages))
            log.error("syslog_lost", messages=len(messages), reason="stopped before the database took them")

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self.give_up.wait()
        except TimeoutError:
            return

    def _count(self, batch: Batch, receipt: Receipt) -> None:
        for item, stored in zip(batch.items, receipt.alerts, strict=True):
            source = item.alert.source if isinstance(item, NewAlert) else item.source
            self.metrics.alerts.labels(source, stored.outcome.value).inc()
