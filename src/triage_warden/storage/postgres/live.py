"""Live updates through LISTEN and NOTIFY: one listening connection for the process, however many look."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

import msgspec

from triage_warden.core.incidents.live import Change
from triage_warden.kernel.ids import TenantId
from triage_warden.storage.postgres.connect import Connect
from triage_warden.storage.postgres.driver import Driver
from triage_warden.storage.postgres.errors import CannotIsolateTenants
from triage_warden.storage.postgres.translate import LOST
from triage_warden.storage.postgres.unit import Transaction

CHANNEL: Final = "tw_changes"
_KEPT: Final = 256
"""Changes kept for a subscriber that does not come for them; the oldest are dropped first."""
_ALIVE_EVERY: Final = 10.0
"""Seconds between looks whether the connection still answers: a silent one may be dead."""
_AGAIN_AFTER: Final = 1.0
_NOT_NOW: Final = (*LOST, CannotIsolateTenants)
"""A superuser's connection steps down to a role that the migrations make, and they may just be on their way; where it
never comes, whoever begins a transaction says so."""


async def notify(transaction: Transaction, change: Change) -> None:
    """Tell of the change when this transaction commits, and only then."""
    text = msgspec.json.encode(change).decode()
    await transaction.raw.execute("SELECT pg_notify($1, $2)", CHANNEL, text)


async def _while_alive(connection: Driver) -> None:
    """Return when the connection ends; one that ended without a word is noticed by asking it."""
    ended = asyncio.Event()
    connection.add_termination_listener(lambda _: ended.set())
    while not ended.is_set():
        with suppress(TimeoutError):
            async with asyncio.timeout(_ALIVE_EVERY):
                await ended.wait()
            return
        await connection.execute("SELECT 1", timeout=_ALIVE_EVERY)


@dataclass(slots=True)
class PostgresLive:
    """Fans the database's notifications out to subscribers (core/incidents/live.LiveUpdates).

    `run` it in the application's task group for as long as the application lives. What was changed while the
    connection was lost is not made up for: whoever looks is told `reconnected` and reads afresh.
    """

    connect: Connect
    _subscribers: dict[TenantId, set["asyncio.Queue[Change | None]"]] = field(default_factory=dict)
    _ended: bool = False
    _tried: bool = False

    async def run(self) -> None:
        """Listen until cancelled; after a loss of the connection, listen again.

        Whatever else ends it leaves the subscribers waiting, for whoever runs it again.
        """
        try:
            while True:
                await self._listen()
                await asyncio.sleep(_AGAIN_AFTER)
        except asyncio.CancelledError:
            self._end()
            raise

    async def subscribe(self, tenant: TenantId) -> AsyncGenerator[Change, None]:
        """Yield the tenant's changes from now on, until the application stops."""
        queue: asyncio.Queue[Change | None] = asyncio.Queue(_KEPT)
        mine = self._subscribers.setdefault(tenant, set())
        mine.add(queue)
        try:
            while not self._ended and (change := await queue.get()) is not None:
                yield change
        finally:
            mine.discard(queue)

    async def _listen(self) -> None:
        again, self._tried = self._tried, True
        try:
            connection = await self.connect()
        except _NOT_NOW:
            return
        try:
            await connection.add_listener(CHANNEL, self._heard)
            if again:
                self._tell_everybody()
            await _while_alive(connection)
        except LOST:
            return
        finally:
            connection.terminate()

    def _heard(self, *heard: object) -> None:
        """Take what asyncpg says: connection, process, channel, payload."""
        try:
            change = msgspec.json.decode(str(heard[-1]), type=Change)
        except msgspec.MsgspecError:
            return  # not ours: anyone with an account may notify
        self._tell(change)

    def _tell(self, change: Change) -> None:
        for queue in self._subscribers.get(change.tenant_id, ()):
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(change)

    def _tell_everybody(self) -> None:
        for tenant in self._subscribers:
            self._tell(Change(tenant_id=tenant, kind="reconnected"))

    def _end(self) -> None:
        self._ended = True
        for queues in self._subscribers.values():
            for queue in queues:
                if queue.full():
                    queue.get_nowait()
                queue.put_nowait(None)
