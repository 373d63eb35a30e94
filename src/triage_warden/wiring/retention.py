"""Retention as singleton work: each night, a few rows at a time."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import structlog

from triage_warden.kernel.errors import FieldError, Invalid
from triage_warden.kernel.ids import TenantId
from triage_warden.storage.postgres.retention import (
    BATCH,
    EXPIRIES,
    QUEUE_BATCH,
    Expiry,
    drop_empty_day,
    expire,
    expire_queue_log,
    expire_terms,
    tenants,
)
from triage_warden.storage.postgres.unit import Transaction
from triage_warden.wiring.settings import Settings

log = structlog.get_logger(__name__)

RESOURCE: Final = "retention"
"""Led by itself, so that deleting much and the ordinary singleton work may be different processes' work."""
QUEUE_LOG: Final = timedelta(days=7)
"""How long the queue's own log of its jobs is kept: nothing reads it but a person who looks for a mistake of ours."""
SHORTEST_HISTORY: Final = 60
"""An incident spans up to 30 days and rules are held against the 30 before."""


class HistoryTooShort(Invalid):
    """What grouping and triage look back at would be deleted."""


def periods(settings: Settings) -> dict[str, timedelta]:
    """Return how long what is kept; what is kept for ever is left out.

    Raises:
        HistoryTooShort: the history would not reach back far enough; names the variable.
    """
    days = {
        "alerts": settings.retention_alerts_days,
        "quarantine": settings.retention_quarantine_days,
        "history": settings.retention_history_days,
        "journal": settings.retention_journal_days,
        "receipts": settings.retention_receipts_days,
    }
    if 0 < days["history"] < SHORTEST_HISTORY:
        detail = f"make it 0 (for ever) or at least {SHORTEST_HISTORY}: triage looks back that far."
        name = "TW_RETENTION_HISTORY_DAYS"
        raise HistoryTooShort(detail=f"{name}: {detail}", errors=(FieldError(pointer=name, detail=detail),))
    return {name: timedelta(days=each) for name, each in days.items() if each}


@dataclass(slots=True)
class Retain:
    """Goes through tenants and what may go; each call deletes one batch (see Schedule.run).

    Where it is, only this process knows: after a change of the leader the next one goes through all again, and finds
    less.
    """

    periods: dict[str, timedelta]
    _left: deque[tuple[TenantId, Expiry]] = field(default_factory=deque[tuple[TenantId, Expiry]], init=False)
    _tick: datetime | None = field(default=None, init=False)
    _gone: dict[str, int] = field(default_factory=dict[str, int], init=False)

    async def __call__(self, transaction: Transaction, tick: datetime) -> bool:
        """Delete a batch; return whether there may be more."""
        if self._tick != tick:
            await self._begin(transaction, tick)
        if self._left:
            await self._one_batch(transaction, tick)
            return True
        if await self._of_no_tenant(transaction, tick):
            return True
        log.info("retention_done", **self._gone)
        self._tick = None
        return False

    async def _begin(self, transaction: Transaction, tick: datetime) -> None:
        due = [expiry for expiry in EXPIRIES if expiry.period in self.periods]
        self._left = deque((tenant, expiry) for tenant in await tenants(transaction) for expiry in due)
        self._tick, self._gone = tick, {}

    async def _one_batch(self, transaction: Transaction, tick: datetime) -> None:
        tenant, expiry = self._left[0]
        gone = await expire(await transaction.visit(tenant), expiry, tick - self.periods[expiry.period])
        self._count(expiry.name, gone)
        if gone < BATCH:
            self._left.popleft()

    async def _of_no_tenant(self, transaction: Transaction, tick: datetime) -> bool:
        if (alerts := self.periods.get("alerts")) and (day := await drop_empty_day(transaction, tick - alerts)):
            log.info("partition_dropped", partition=day)
            self._count("days", 1)
            return True
        logged = await expire_queue_log(transaction, tick - QUEUE_LOG)
        self._count("queue_log", logged)
        journal = self.periods.get("journal")
        gone = 0 if journal is None else await expire_terms(transaction, tick - journal)
        self._count("ticks", gone)
        return gone >= BATCH or logged >= QUEUE_BATCH

    def _count(self, name: str, gone: int) -> None:
        if gone:
            self._gone[name] = self._gone.get(name, 0) + gone
