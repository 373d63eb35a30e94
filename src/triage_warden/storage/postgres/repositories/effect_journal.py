"""Attempts at actions, written down: the intent before the call, the outcome after it."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

import msgspec

from triage_warden.core.actions.effects import NotDone, Receipt
from triage_warden.core.actions.errors import NoSuchAction, SomebodyIsAtIt
from triage_warden.core.actions.model import Action, ActionJob, ActionState
from triage_warden.core.actions.verb import digest_of, name_of
from triage_warden.core.audit.model import SYSTEM
from triage_warden.storage.postgres.alone import alone
from triage_warden.storage.postgres.queries.action_rows import ATTEMPTS, action_of
from triage_warden.storage.postgres.repositories.action_news import look_again, tell
from triage_warden.storage.postgres.repositories.kill_gate import halted
from triage_warden.storage.postgres.text import storable
from triage_warden.storage.postgres.unit import Database, Reading, Transaction

_CHANGED: Final = "What is stored is not what was approved."


@dataclass(frozen=True, slots=True)
class PostgresEffectJournal:
    """Writes attempts down (see EffectJournal)."""

    database: Database

    @asynccontextmanager
    async def alone(self, job: ActionJob) -> AsyncGenerator[None]:
        """Have the action to oneself, or raise SomebodyIsAtIt."""
        async with alone(self.database.connect, f"action {job.action}") as ours:
            if not ours:
                raise SomebodyIsAtIt(retry_after=2)
            yield

    async def read(self, job: ActionJob) -> tuple[Action, float]:
        """Return the action, and the seconds until a question about its last attempt settles it."""
        async with self.database.read(job.tenant) as reading:
            action = await _read(reading, job)
            left = await reading.raw.fetchval(_SECONDS_LEFT, job.tenant, job.action)
        return action, float(left or 0.0)

    async def intend(self, job: ActionJob, *, worker: str, settled_within: float) -> Action:
        """Begin the next attempt, unless something forbids it."""
        async with self.database.transaction(job.tenant) as transaction:
            row = await transaction.raw.fetchrow(_LOCK, job.tenant, job.action)
            if row is None:
                raise NoSuchAction
            action = action_of(row)
            if action.state is not ActionState.APPROVED:
                return action
            stopped = await halted(transaction.raw, job.tenant, name_of(action.verb))
            if stopped is not None:
                return await _end(transaction, job, ActionState.REFUSED, reason=f"The kill switch is on: {stopped}")
            if digest_of(action.connector, action.verb) != action.digest:
                return await _end(transaction, job, ActionState.REFUSED, reason=_CHANGED)
            await transaction.raw.execute(_INTEND, job.tenant, job.action, storable(worker), settled_within)
            await transaction.raw.execute(_STATE, job.tenant, job.action, ActionState.RUNNING.value, None)
            begun = await _read(transaction, job)
            await look_again(transaction, begun)
        return begun

    async def done(self, job: ActionJob, number: int, receipt: Receipt) -> bool:
        """Write that the attempt had its effect; that also settles an action that was given up meanwhile."""
        async with self.database.transaction(job.tenant) as transaction:
            if not await _is_latest(transaction, job, number, ActionState.RUNNING, ActionState.UNKNOWN):
                return False
            await transaction.raw.execute(_OUTCOME, job.tenant, job.action, number, "done", None)
            await transaction.raw.execute(_RECEIPT, job.tenant, job.action, msgspec.json.encode(receipt))
            await _end(transaction, job, ActionState.DONE, reason=None)
        return True

    async def not_done(self, job: ActionJob, number: int, outcome: NotDone, *, again: bool) -> bool:
        """Write that the attempt surely had no effect."""
        async with self.database.transaction(job.tenant) as transaction:
            if not await _is_latest(transaction, job, number, ActionState.RUNNING):
                return False
            reason = storable(outcome.reason)
            await transaction.raw.execute(_OUTCOME, job.tenant, job.action, number, "not_done", reason)
            if again:
                await transaction.raw.execute(_STATE, job.tenant, job.action, ActionState.APPROVED.value, reason)
            else:
                await _end(transaction, job, ActionState.FAILED, reason=reason)
        return True

    async def not_known(self, job: ActionJob, number: int, reason: str) -> None:
        """Write that the outcome was lost."""
        async with self.database.transaction(job.tenant) as transaction:
            if await _is_latest(transaction, job, number, ActionState.RUNNING):
                said = ("not_known", storable(reason))
                await transaction.raw.execute(_OUTCOME, job.tenant, job.action, number, *said)

    async def asked(self, job: ActionJob, number: int) -> None:
        """Count a question."""
        async with self.database.transaction(job.tenant) as transaction:
            await transaction.raw.execute(_ASKED, job.tenant, job.action, number)

    async def give_up(self, job: ActionJob, number: int, reason: str) -> bool:
        """Leave the action to a person."""
        async with self.database.transaction(job.tenant) as transaction:
            if not await _is_latest(transaction, job, number, ActionState.RUNNING):
                return False
            await _end(transaction, job, ActionState.UNKNOWN, reason=reason)
        return True


async def _read(reading: Reading, job: ActionJob) -> Action:
    row = await reading.raw.fetchrow("SELECT * FROM actions WHERE tenant_id = $1 AND id = $2", job.tenant, job.action)
    if row is None:
        raise NoSuchAction
    return action_of(row, await reading.raw.fetch(ATTEMPTS, job.tenant, [job.action]))


async def _is_latest(transaction: Transaction, job: ActionJob, number: int, *states: ActionState) -> bool:
    """Lock the action; tell whether this attempt is its last and nobody has settled it."""
    row = await transaction.raw.fetchrow(_LOCK, job.tenant, job.action)
    latest = await transaction.raw.fetchval(_LATEST, job.tenant, job.action)
    return row is not None and latest == number and row["state"] in states


async def _end(transaction: Transaction, job: ActionJob, state: ActionState, *, reason: str | None) -> Action:
    said = storable(reason) if reason else None
    await transaction.raw.execute(_STATE, job.tenant, job.action, state.value, said)
    action = await _read(transaction, job)
    await tell(transaction, action, SYSTEM, doing=f"action.{state.value}")
    return action


_LOCK: Final = "SELECT * FROM actions WHERE tenant_id = $1 AND id = $2 FOR UPDATE"
_LATEST: Final = "SELECT max(number) FROM action_attempts WHERE tenant_id = $1 AND action_id = $2"
_SECONDS_LEFT: Final = """
SELECT extract(epoch FROM max(settle_after) - clock_timestamp())::float8 FROM action_attempts
WHERE tenant_id = $1 AND action_id = $2
"""
_INTEND: Final = """
INSERT INTO action_attempts (tenant_id, action_id, number, worker, started_at, settle_after)
SELECT $1, $2, COALESCE(max(number), 0) + 1, $3, clock_timestamp(), clock_timestamp() + make_interval(secs => $4)
FROM action_attempts WHERE tenant_id = $1 AND action_id = $2
"""
_STATE: Final = """
UPDATE actions SET state = $3, reason = $4, updated_at = clock_timestamp() WHERE tenant_id = $1 AND id = $2
"""
_RECEIPT: Final = "UPDATE actions SET receipt = $3 WHERE tenant_id = $1 AND id = $2"
_OUTCOME: Final = """
UPDATE action_attempts SET outcome = $4, error = $5, ended_at = clock_timestamp()
WHERE tenant_id = $1 AND action_id = $2 AND number = $3
"""
_ASKED: Final = """
UPDATE action_attempts SET asked = asked + 1 WHERE tenant_id = $1 AND action_id = $2 AND number = $3
"""
