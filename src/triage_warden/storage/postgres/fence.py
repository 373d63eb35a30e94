"""Fencing tokens: what makes a leader's writes safe where its lease is not."""

from dataclasses import dataclass
from typing import Final

from triage_warden.kernel.leadership import Leadership
from triage_warden.storage.postgres.unit import Database

_WAIT_FOR_LEADER: Final = "2s"
"""How long the next token waits for a transaction of the leader before; then it is asked for again."""


@dataclass(frozen=True, slots=True)
class PostgresFence:
    """Gives out tokens, and remembers who had them (engine/leadership/ports.Fence)."""

    database: Database

    async def take(self, resource: str, holder: str, backend: str) -> Leadership:
        """Return a leadership whose token is greater than any before; from now on the database refuses those.

        Waits for a transaction that the leader before has open, so two leaders' transactions never overlap.

        Raises:
            Unavailable: the database is down, or the leader before is still in a transaction.
        """
        async with self.database.system() as system:
            await system.raw.execute("SELECT set_config('lock_timeout', $1, true)", _WAIT_FOR_LEADER)
            token: int = await system.raw.fetchval(_NEXT, resource)
            await system.raw.execute(_END_OTHERS, resource, token)
            await system.raw.execute(_BEGIN, resource, token, holder, backend)
        return Leadership(resource=resource, token=token, holder=holder)

    async def end(self, leadership: Leadership) -> None:
        """Write down that the leadership was given back."""
        async with self.database.system() as system:
            await system.raw.execute(_END, leadership.resource, leadership.token)

    async def newest(self) -> dict[str, int]:
        """Return the newest token of each resource."""
        async with self.database.system() as system:
            rows = await system.raw.fetch("SELECT resource, token FROM leader_fences")
        return {row["resource"]: row["token"] for row in rows}


_NEXT = """
INSERT INTO leader_fences AS fence (resource, token) VALUES ($1, 1)
ON CONFLICT (resource) DO UPDATE SET token = fence.token + 1 RETURNING token
"""
_BEGIN = "INSERT INTO leader_terms (resource, token, holder, backend) VALUES ($1, $2, $3, $4)"
_END_OTHERS = """
UPDATE leader_terms SET ended_at = clock_timestamp() WHERE resource = $1 AND token < $2 AND ended_at IS NULL
"""
_END = """
UPDATE leader_terms SET ended_at = clock_timestamp() WHERE resource = $1 AND token = $2 AND ended_at IS NULL
"""
