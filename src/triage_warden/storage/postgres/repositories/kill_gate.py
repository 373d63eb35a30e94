"""Whether an action may begin, told in the transaction in which it begins."""

from typing import Final

from triage_warden.kernel.ids import TenantId
from triage_warden.storage.postgres.driver import Driver

_GATE: Final = 0x7477_6B69_6C6C_0001
""""twkill", 1."""


async def halted(connection: Driver, tenant: TenantId, verb: str) -> str | None:
    """Return why nothing of this verb may begin, or None; until this transaction ends no switch is thrown.

    The lock is a statement by itself: the next one then sees what was committed before the lock was had. Whoever
    throws a switch waits for us, and so knows when he is done that nothing begins any more.
    """
    await connection.execute("SELECT pg_advisory_xact_lock_shared($1)", _GATE)
    reason: str | None = await connection.fetchval(_ENGAGED, tenant, verb)
    return reason


async def close_gate(connection: Driver) -> None:
    """Let nothing begin until this transaction ends, and wait for what is just beginning."""
    await connection.execute("SELECT pg_advisory_xact_lock($1)", _GATE)


_ENGAGED = """
SELECT reason FROM (
    SELECT reason, engaged_at FROM kill_switches WHERE released_at IS NULL AND (verb IS NULL OR verb = $2)
    UNION ALL
    SELECT reason, engaged_at FROM tenant_kill_switches WHERE released_at IS NULL AND tenant_id = $1
) engaged ORDER BY engaged_at LIMIT 1
"""
