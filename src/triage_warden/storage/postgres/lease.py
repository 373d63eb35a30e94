"""Leases as rows, where there is no Redis. Only the database's clock counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from triage_warden.kernel.leadership import Holding
from triage_warden.storage.postgres.unit import Database, Transaction


@dataclass(frozen=True, slots=True)
class PostgresLease:
    """Keeps leases in `leader_leases` (engine/leadership/ports.Lease).

    Give it a connection of its own: a lease that waits for a free one behind a flood of alerts is lost.
    """

    database: Database
    backend: str = "postgres"

    async def acquire(self, resource: str, holder: str, seconds: float) -> Holding:
        """Take the lease if it is free, run out or ours; return who holds it now."""
        async with self.database.system() as system:
            found = await self._look(system, [resource])
            if resource not in found or found[resource].holder == holder:  # who stands by only reads
                await system.raw.execute(_ACQUIRE, resource, holder, seconds)
                found = await self._look(system, [resource])
        return found.get(resource, _NOBODY)

    async def renew(self, resource: str, holder: str, seconds: float) -> bool:
        """Let the lease last from now on, if it is still ours; return whether it was."""
        async with self.database.system() as system:
            return await system.raw.fetchval(_RENEW, resource, holder, seconds) is not None

    async def release(self, resource: str, holder: str) -> None:
        """Give the lease back, if it is ours."""
        async with self.database.system() as system:
            await system.raw.execute(_RELEASE, resource, holder)

    async def look(self, resources: Sequence[str]) -> dict[str, Holding]:
        """Return who holds which of these leases; those that nobody holds are left out."""
        async with self.database.system() as system:
            return await self._look(system, resources)

    async def _look(self, system: Transaction, resources: Sequence[str]) -> dict[str, Holding]:
        rows = await system.raw.fetch(_LOOK, list(resources))
        return {row["resource"]: Holding(holder=row["holder"], seconds_left=row["seconds_left"]) for row in rows}

    async def close(self) -> None:
        """Close the connection."""
        await self.database.close()


_NOBODY = Holding(holder="", seconds_left=0.0)
_ACQUIRE = """
INSERT INTO leader_leases AS lease (resource, holder, expires_at)
VALUES ($1, $2, clock_timestamp() + make_interval(secs => $3))
ON CONFLICT (resource) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
WHERE lease.expires_at <= clock_timestamp() OR lease.holder = excluded.holder
"""
_RENEW = """
UPDATE leader_leases SET expires_at = clock_timestamp() + make_interval(secs => $3)
WHERE resource = $1 AND holder = $2 AND expires_at > clock_timestamp() RETURNING 1
"""
_RELEASE = "DELETE FROM leader_leases WHERE resource = $1 AND holder = $2"
_LOOK = """
SELECT resource, holder, extract(epoch FROM expires_at - clock_timestamp())::float8 AS seconds_left
FROM leader_leases WHERE resource = ANY($1) AND expires_at > clock_timestamp()
"""
