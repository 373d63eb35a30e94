"""Clear away sessions that are over and attempts to sign in that no longer count, as singleton work.

Signing in clears some of both, too; this is for an installation in which nobody signs in any more, and for what a
flood of attempts left behind.
"""

from datetime import datetime
from typing import Final

import structlog

from triage_warden.core.identity.people.throttle import FORGET
from triage_warden.storage.postgres.retention import BATCH, tenants
from triage_warden.storage.postgres.unit import Transaction

log = structlog.get_logger(__name__)


async def clear_sign_ins(transaction: Transaction, tick: datetime) -> bool:
    """Clear a batch, of each tenant's sessions one; return whether there may be more (see Schedule.run)."""
    attempts: int = await transaction.raw.fetchval(_ATTEMPTS, tick - FORGET, BATCH)
    gone: list[int] = [
        await (await transaction.visit(tenant)).raw.fetchval(_SESSIONS, tenant, tick, BATCH)
        for tenant in await tenants(transaction)
    ]
    if attempts or any(gone):
        log.info("sign_ins_cleared", attempts=attempts, sessions=sum(gone))
    return max(attempts, *gone) >= BATCH


_ATTEMPTS: Final = """
WITH gone AS (
    DELETE FROM sign_in_attempts WHERE key = ANY(ARRAY(
        SELECT key FROM sign_in_attempts WHERE last_at < $1 ORDER BY last_at LIMIT $2 FOR UPDATE SKIP LOCKED))
    RETURNING 1)
SELECT count(*) FROM gone
"""
_SESSIONS: Final = """
WITH gone AS (
    DELETE FROM sessions WHERE tenant_id = $1 AND id = ANY(ARRAY(
        SELECT id FROM sessions WHERE tenant_id = $1 AND expires_at < $2 LIMIT $3 FOR UPDATE SKIP LOCKED))
    RETURNING 1)
SELECT count(*) FROM gone
"""
"""What somebody uses at this moment is skipped: the next round finds it."""
