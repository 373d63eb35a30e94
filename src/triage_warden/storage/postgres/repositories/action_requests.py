"""What persons decide about actions, kept."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

import msgspec

from triage_warden.core.actions.errors import Halted, NoSuchAction, NotUnknown, SameKeyOtherAction
from triage_warden.core.actions.model import Action, ActionId, ActionState
from triage_warden.core.actions.verb import name_of
from triage_warden.core.audit.model import By
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import TenantId
from triage_warden.storage.postgres.jobs import JobSink, action_job
from triage_warden.storage.postgres.queries.action_rows import action_of
from triage_warden.storage.postgres.repositories.action_news import tell
from triage_warden.storage.postgres.repositories.kill_gate import halted
from triage_warden.storage.postgres.text import storable
from triage_warden.storage.postgres.unit import Database


@dataclass(frozen=True, slots=True)
class PostgresActionRequests:
    """Keeps requests and decisions (see ActionRequests)."""

    database: Database
    jobs: JobSink
    clock: Clock

    async def keep(self, action: Action, request_key: UUID, by: By) -> Action:
        """Keep a new action and its job; the same request again returns what it made."""
        async with self.database.transaction(action.tenant_id) as transaction:
            known = await transaction.raw.fetchrow(_SAME, action.tenant_id, request_key)
            if known is not None:
                return _same(action_of(known), action)
            reason = await halted(transaction.raw, action.tenant_id, name_of(action.verb))
            if reason is not None:
                raise Halted(detail=f"The kill switch is on: {reason}")
            kept = await transaction.raw.fetchrow(_KEEP, *_values(action, request_key))
            if kept is None:  # the same request came twice at once; the other was first
                raise SameKeyOtherAction(detail="The same request is being kept at this moment; send it again.")
            await tell(transaction, action, by, doing="action.request")
            if action.state is ActionState.APPROVED:
                await self.jobs.put(transaction.raw, [action_job(action)])
        return action

    async def settle(self, tenant: TenantId, action_id: ActionId, *, done: bool, reason: str, by: By) -> Action:
        """Keep what a person found out."""
        state = ActionState.DONE if done else ActionState.FAILED
        async with self.database.transaction(tenant) as transaction:
            row = await transaction.raw.fetchrow(_LOCK, tenant, action_id)
            if row is None:
                raise NoSuchAction
            action = action_of(row)
            if action.state is not ActionState.UNKNOWN:
                raise NotUnknown(detail=f"This action is {action.state.value}; only an unknown one is settled by hand.")
            said = (storable(reason), storable(by.name), self.clock.now())
            action = action_of(await transaction.raw.fetchrow(_SETTLE, tenant, action_id, state.value, *said) or {})
            await tell(transaction, action, by, doing="action.settle")
        return action


def _same(known: Action, wanted: Action) -> Action:
    if (known.digest, known.incident_id) != (wanted.digest, wanted.incident_id):
        raise SameKeyOtherAction
    return known


def _values(action: Action, request_key: UUID) -> tuple[object, ...]:
    return (
        action.tenant_id,
        action.id,
        action.incident_id,
        action.incident_number,
        request_key,
        name_of(action.verb),
        msgspec.json.encode(action.verb),
        bytes.fromhex(action.digest),
        action.connector,
        action.key,
        action.state.value,
        storable(action.requested_by),
        action.requested_at,
        storable(action.approved_by) if action.approved_by else None,
        action.approved_at,
        action.updated_at,
    )


_SAME: Final = "SELECT * FROM actions WHERE tenant_id = $1 AND request_key = $2"
_LOCK: Final = "SELECT * FROM actions WHERE tenant_id = $1 AND id = $2 FOR UPDATE"
_KEEP: Final = """
INSERT INTO actions (tenant_id, id, incident_id, incident_number, request_key, verb, parameters, digest, connector,
                     key, state, requested_by, requested_at, approved_by, approved_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
ON CONFLICT (tenant_id, request_key) DO NOTHING RETURNING id
"""
_SETTLE: Final = """
UPDATE actions SET state = $3, reason = $4, settled_by = $5, updated_at = $6
WHERE tenant_id = $1 AND id = $2 RETURNING *
"""
