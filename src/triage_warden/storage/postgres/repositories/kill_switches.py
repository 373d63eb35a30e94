"""The kill switches, kept."""

from dataclasses import dataclass
from typing import Final

import asyncpg

from triage_warden.core.actions.errors import AlreadyEngaged, NotEngaged
from triage_warden.core.actions.kill_switch import Scope, ScopeKind, Switch
from triage_warden.core.audit.model import AuditEntry, AuditObject, By, recorded
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import IdSource, TenantId
from triage_warden.storage.postgres.queries.row import Row
from triage_warden.storage.postgres.record import append
from triage_warden.storage.postgres.repositories.kill_gate import close_gate
from triage_warden.storage.postgres.text import storable
from triage_warden.storage.postgres.unit import Database


@dataclass(frozen=True, slots=True)
class PostgresKillSwitch:
    """Throws and releases switches (see KillSwitch)."""

    database: Database
    clock: Clock
    ids: IdSource

    async def engaged(self, tenant: TenantId) -> list[Switch]:
        """Return the switches that are on for a tenant, the oldest first."""
        async with self.database.read(tenant) as reading:
            rows = await reading.raw.fetch(_ENGAGED, tenant)
        return [_switch(row) for row in rows]

    async def engage(self, tenant: TenantId, scope: Scope, *, reason: str, by: By) -> Switch:
        """Throw a switch."""
        said = (self.ids(), storable(reason), storable(by.name), self.clock.now())
        try:
            async with self.database.transaction(tenant) as transaction:
                await close_gate(transaction.raw)
                row = await transaction.raw.fetchrow(_ENGAGE[_is_tenants(scope)], *said, _whose(tenant, scope))
                await append(transaction, self._entry(by, "kill_switch.engage", scope=scope, reason=reason))
        except asyncpg.UniqueViolationError:
            raise AlreadyEngaged(detail=f"The kill switch is on for {scope.text} already.") from None
        return _switch(row or {})

    async def release(self, tenant: TenantId, scope: Scope, *, reason: str, by: By) -> Switch:
        """Release a switch."""
        said = (storable(reason), storable(by.name), self.clock.now())
        async with self.database.transaction(tenant) as transaction:
            await close_gate(transaction.raw)
            row = await transaction.raw.fetchrow(_RELEASE[_is_tenants(scope)], *said, _whose(tenant, scope))
            if row is None:
                raise NotEngaged(detail=f"The kill switch is not on for {scope.text}.")
            await append(transaction, self._entry(by, "kill_switch.release", scope=scope, reason=reason))
        return _switch(row)

    def _entry(self, by: By, action: str, *, scope: Scope, reason: str) -> AuditEntry:
        named = f"{scope.kind}:{scope.verb}" if scope.verb else scope.kind.value
        return recorded(by, action, AuditObject(type="kill_switch", id=named), at=self.clock.now(), reason=reason)


def _is_tenants(scope: Scope) -> bool:
    return scope.kind is ScopeKind.TENANT


def _whose(tenant: TenantId, scope: Scope) -> TenantId | str | None:
    return tenant if scope.kind is ScopeKind.TENANT else scope.verb


def _switch(row: Row) -> Switch:
    kind = ScopeKind.TENANT if row["is_tenants"] else ScopeKind.ACTION if row["verb"] else ScopeKind.EVERYTHING
    return Switch(
        id=row["id"],
        scope=Scope(kind=kind, verb=row["verb"]),
        reason=row["reason"],
        engaged_by=row["engaged_by"],
        engaged_at=row["engaged_at"],
        released_by=row["released_by"],
        released_at=row["released_at"],
        release_reason=row["release_reason"],
    )


_COLUMNS: Final = "id, reason, engaged_by, engaged_at, released_by, released_at, release_reason"
_FLEET: Final = f"{_COLUMNS}, verb, false AS is_tenants"
_TENANTS: Final = f"{_COLUMNS}, NULL::text AS verb, true AS is_tenants"
_ENGAGED: Final = f"""
SELECT {_FLEET} FROM kill_switches WHERE released_at IS NULL
UNION ALL
SELECT {_TENANTS} FROM tenant_kill_switches WHERE released_at IS NULL AND tenant_id = $1
ORDER BY engaged_at, id
"""  # noqa: S608  # put together from constants
_ENGAGE: Final = {
    False: f"""
INSERT INTO kill_switches (id, reason, engaged_by, engaged_at, verb) VALUES ($1, $2, $3, $4, $5) RETURNING {_FLEET}
    """,  # noqa: S608  # put together from constants
    True: f"""
INSERT INTO tenant_kill_switches (id, reason, engaged_by, engaged_at, tenant_id)
VALUES ($1, $2, $3, $4, $5) RETURNING {_TENANTS}
    """,  # noqa: S608  # put together from constants
}
_RELEASE: Final = {
    False: f"""
UPDATE kill_switches SET release_reason = $1, released_by = $2, released_at = $3
WHERE released_at IS NULL AND verb IS NOT DISTINCT FROM $4 RETURNING {_FLEET}
    """,  # noqa: S608  # put together from constants
    True: f"""
UPDATE tenant_kill_switches SET release_reason = $1, released_by = $2, released_at = $3
WHERE released_at IS NULL AND tenant_id = $4 RETURNING {_TENANTS}
    """,  # noqa: S608  # put together from constants
}
