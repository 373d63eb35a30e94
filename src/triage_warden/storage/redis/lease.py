"""Leases as keys of Redis that expire by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from triage_warden.kernel.leadership import Holding
from triage_warden.storage.redis.connect import close, down_means_unavailable

if TYPE_CHECKING:
    from redis.asyncio import Redis

PREFIX: Final = "tw:leader:"


@dataclass(frozen=True, slots=True)
class RedisLease:
    """Keeps each lease in `tw:leader:<resource>`, whose value is its holder (engine/leadership/ports.Lease).

    Each step is one script, hence atomic, and may be sent twice. Redis may lose a lease (a restart, FLUSHALL, a
    failover before it was copied): then two may hold one for a while, and the fence in PostgreSQL tells them apart.
    """

    client: "Redis"
    backend: str = "redis"

    async def acquire(self, resource: str, holder: str, seconds: float) -> Holding:
        """Take the lease if it is free or ours already; return who holds it now."""
        found: list[Any] = await self._run(_ACQUIRE, resource, holder, _milliseconds(seconds))
        return Holding(holder=str(found[0]), seconds_left=int(found[1]) / 1000)

    async def renew(self, resource: str, holder: str, seconds: float) -> bool:
        """Let the lease last from now on, if it is still ours; return whether it was."""
        return bool(await self._run(_RENEW, resource, holder, _milliseconds(seconds)))

    async def release(self, resource: str, holder: str) -> None:
        """Give the lease back, if it is ours."""
        await self._run(_RELEASE, resource, holder)

    async def look(self, resources: Sequence[str]) -> dict[str, Holding]:
        """Return who holds which of these leases; those that nobody holds are left out."""
        found: dict[str, Holding] = {}
        with down_means_unavailable():
            pipeline = self.client.pipeline(transaction=False)
            for resource in resources:
                pipeline.get(PREFIX + resource)
                pipeline.pttl(PREFIX + resource)
            answers: list[Any] = await pipeline.execute()
        for resource, holder, left in zip(resources, answers[::2], answers[1::2], strict=True):
            if holder is not None and left > 0:
                found[resource] = Holding(holder=str(holder), seconds_left=left / 1000)
        return found

    async def close(self) -> None:
        """Close the connections."""
        await close(self.client)

    async def _run(self, script: str, resource: str, *arguments: str) -> Any:
        with down_means_unavailable():
            return await self.client.eval(script, 1, PREFIX + resource, *arguments)


def _milliseconds(seconds: float) -> str:
    return str(max(1, int(seconds * 1000)))


_ACQUIRE: Final = """
if not redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) and redis.call('GET', KEYS[1]) == ARGV[1] then
    redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return {redis.call('GET', KEYS[1]), redis.call('PTTL', KEYS[1])}
"""
_RENEW: Final = """
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 0
"""
_RELEASE: Final = """
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
"""
