"""From 202 to verdict: the bundled stream in many branches at 50 a second, mail and alerts mixed.

An alert has its verdict when its incident was assessed at a version that holds the alert. The database is asked ten
times a second; the version that counts is the incident's when the alert is first seen in it, so what is told is never
too short, and up to 0.1 s too long.
"""

import asyncio
import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from benchmarks.loaded import Sender, Sent, a_sender, probing
from benchmarks.mixed import requests
from benchmarks.product import Memory, a_database, a_folder, percentile, serving
from benchmarks.tenant import Eyes, looking

_CONNECTIONS: Final = 16
_EVERY: Final = 0.1
_PATIENCE: Final = 60.0
"""Seconds after the last answer until what has no verdict is given up."""


class Verdicts(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds from an alert's 202 to its verdict; of accepted alerts, as repeats and quarantine wait for none."""

    requests: int
    accepted: int
    incidents: int
    p50_s: float
    p99_s: float
    max_s: float
    without_verdict: int
    reply_p50_ms: float
    reply_p99_ms: float
    live_p99_ms: float
    live_max_ms: float
    processors: float
    """Processors that the product kept busy, the database apart."""
    memory: Memory


async def measure_verdicts(rate: int, seconds: int, at: datetime) -> Verdicts:
    """Return how long verdicts took at a steady rate."""
    prepared = list(requests(rate * seconds, at))
    with a_folder() as folder:
        async with a_database() as url, looking(url) as eyes:
            with serving(folder, url) as product:
                sender = a_sender(product, folder / "requests", prepared, connections=_CONNECTIONS, rate=rate)
                with probing(product) as probed:
                    used = product.cpu_seconds()
                    sender.begin()
                    watch = Watch(eyes)
                    sent = await _until_assessed(watch, sender)
                    used = product.cpu_seconds() - used
                incidents = await eyes.fetchval("SELECT count(*) FROM incidents WHERE merged_into IS NULL")
                memory = product.memory()
    took = _took(watch, sent)
    replied = [(reply.done - reply.due) * 1e3 for reply in sent.replies]
    return Verdicts(
        requests=len(prepared),
        accepted=sent.accepted(),
        incidents=incidents,
        p50_s=round(percentile(took, 0.5), 2),
        p99_s=round(percentile(took, 0.99), 2),
        max_s=round(max(took), 2),
        without_verdict=sent.accepted() - len(took),
        reply_p50_ms=round(percentile(replied, 0.5), 1),
        reply_p99_ms=round(percentile(replied, 0.99), 1),
        live_p99_ms=round(percentile(probed.took, 0.99) * 1e3, 1),
        live_max_ms=round(max(probed.took) * 1e3, 1),
        processors=round(used / sent.seconds, 2),
        memory=memory,
    )


@dataclass
class Watch:
    """Sees when alerts get their verdicts."""

    eyes: Eyes
    waiting: dict[UUID, tuple[UUID, int]] = field(default_factory=dict[UUID, tuple[UUID, int]])
    """By alert: its incident, and the incident's version when the alert was first seen in it."""
    assessed: dict[UUID, float] = field(default_factory=dict[UUID, float])
    """By alert: when its verdict was seen."""
    oldest: UUID = field(default=UUID(int=0))
    """Every alert with a smaller id has its verdict; ids grow with time."""

    async def look(self) -> bool:
        """Look once; return whether any alert waits, in an incident or before it: urgent ones overtake older ones."""
        ungrouped: UUID | None = await self.eyes.fetchval(_UNGROUPED)
        rows = await self.eyes.fetch(_LINKED, self.oldest)
        now = time.monotonic()
        for row in rows:
            self._note(row["alert_id"], row["incident_id"], versions=(row["version"], row["assessed_version"]), now=now)
        waiting = [*self.waiting, *([] if ungrouped is None else [ungrouped])]
        self.oldest = _a_second_before(min(waiting)) if waiting else self.oldest
        return bool(waiting)

    def _note(self, alert: UUID, incident: UUID, *, versions: tuple[int, int], now: float) -> None:
        if alert in self.assessed:
            return
        known = self.waiting.get(alert)
        if known is None or known[0] != incident:
            known = self.waiting[alert] = (incident, versions[0])
        if versions[1] >= known[1]:
            self.assessed[alert] = now
            del self.waiting[alert]


async def _until_assessed(watch: Watch, sender: Sender) -> Sent:
    while sender.running():  # what is waited for is another process
        await watch.look()
        await asyncio.sleep(_EVERY)
    deadline = time.monotonic() + _PATIENCE
    while await watch.look() and time.monotonic() < deadline:  # noqa: ASYNC110  # what is waited for is in the database
        await asyncio.sleep(_EVERY)
    return sender.result()


def _a_second_before(alert: UUID) -> UUID:
    """Return a bound below alerts that were made before this one and committed after it: the first 48 bits are ms."""
    return UUID(int=max(0, alert.int - (1000 << 80)))


def _took(watch: Watch, sent: Sent) -> list[float]:
    accepted = {
        UUID(taken.id): reply.done
        for reply in sent.replies
        for taken in reply.receipt().alerts
        if taken.outcome == "accepted"
    }
    return [watch.assessed[alert] - replied for alert, replied in accepted.items() if alert in watch.assessed]


_LINKED = """
SELECT l.alert_id, l.incident_id, i.version, i.assessed_version
FROM incident_links l JOIN incidents i ON i.tenant_id = l.tenant_id AND i.id = l.incident_id
WHERE l.alert_id >= $1
"""
_UNGROUPED = "SELECT alert_id FROM alert_fingerprints WHERE grouped_at IS NULL ORDER BY alert_id LIMIT 1"
