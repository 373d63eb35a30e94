"""What a restored database is told of the time that it has missed.

It has forgotten what was done after the backup. An action that it takes for approved, or for under way, may have been
carried out since: to begin it would do it twice. So a person looks at each, and the kill switch is on until somebody
releases it.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from triage_warden.core.audit.chain import canonical, moment
from triage_warden.core.audit.model import AuditEntry, AuditObject, By, Value, recorded
from triage_warden.kernel.ids import TenantId
from triage_warden.storage.backup.model import Manifest, TenantMark
from triage_warden.storage.postgres.driver import Driver
from triage_warden.storage.postgres.tenant_setting import SETTING


class Aftermath(msgspec.Struct, frozen=True, kw_only=True):
    """Who restored, when, and the id of the switch that is thrown."""

    by: By
    at: datetime
    switch: UUID

    def of_action(self, action: UUID, reason: str) -> AuditEntry:
        """Return the entry of an action that is left to a person."""
        return recorded(
            self.by, "action.unknown", AuditObject(type="action", id=str(action)), at=self.at, reason=reason
        )

    def of_restore(self, manifest: Manifest, tenant: TenantMark, *, reason: str, unknown: int) -> AuditEntry:
        """Return the entry of the restore itself."""
        after: dict[str, Value] = {
            "made_at": moment(manifest.origin.made_at),
            "seq": tenant.audit_seq,
            "actions_unknown": unknown,
            "kill_switch": True,
        }
        backup = AuditObject(type="backup", id=str(manifest.origin.id))
        return recorded(self.by, "backup.restore", backup, at=self.at, reason=reason, changed=(None, after))


async def settle(connection: Driver, manifest: Manifest, aftermath: Aftermath) -> int:
    """Leave what was under way to a person, throw the kill switch, and put both on each tenant's record.

    Returns how many actions are left to a person. In the transaction that loads, so that nobody sees the database
    without it.
    """
    made_at = f"{manifest.origin.made_at:%Y-%m-%d %H:%M:%S}Z"
    reason = f"Restored from a backup of {made_at}: what was done after it is not known here."
    await connection.execute(_ENGAGE, aftermath.switch, reason, aftermath.by.name, aftermath.at)
    left = 0
    for tenant in manifest.tenants:
        await connection.execute("SELECT set_config($1, $2, true)", SETTING, str(tenant.id))
        actions = await _leave_to_a_person(connection, tenant, f"{reason} Look it up by its key, then settle it.")
        entries = [aftermath.of_action(each, reason) for each in actions]
        entries.append(aftermath.of_restore(manifest, tenant, reason=reason, unknown=len(actions)))
        await _record(connection, tenant.id, entries)
        left += len(actions)
    return left


async def _leave_to_a_person(connection: Driver, tenant: TenantMark, why: str) -> list[UUID]:
    actions = [row["id"] for row in await connection.fetch(_UNKNOWN, tenant.id, why)]
    await connection.execute(_TIMELINE, tenant.id, actions, f"Nobody knows whether it was done. {why}")
    return actions


async def _record(connection: Driver, tenant: TenantId, entries: list[AuditEntry]) -> None:
    """Append entries, and chain them now: at the commit only one tenant's rows would be seen."""
    bodies = [canonical(tenant, entry).decode() for entry in entries]
    await connection.execute(_APPEND, tenant, bodies)
    await connection.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


_ENGAGE: Final = """
INSERT INTO kill_switches (id, reason, engaged_by, engaged_at)
SELECT $1, $2, $3, $4 WHERE NOT EXISTS (SELECT FROM kill_switches WHERE verb IS NULL AND released_at IS NULL)
"""
_UNKNOWN: Final = """
UPDATE actions SET state = 'unknown', reason = $2, updated_at = clock_timestamp()
WHERE tenant_id = $1 AND state IN ('approved', 'running') RETURNING id
"""
_TIMELINE: Final = """
INSERT INTO incident_timeline (tenant_id, incident_id, at, kind, text, actor)
SELECT tenant_id, incident_id, clock_timestamp(), 'action_unknown', $3, 'command line' FROM actions
WHERE tenant_id = $1 AND id = ANY($2)
"""
_APPEND: Final = (
    "INSERT INTO audit_incoming (tenant_id, body) SELECT $1, body::json FROM unnest($2::text[]) WITH ORDINALITY "
    "AS new (body, number) ORDER BY number"
)
