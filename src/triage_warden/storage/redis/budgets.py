"""Budgets of requests that all replicas share, as keys of Redis that expire when they are full again."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha1
from typing import TYPE_CHECKING, Any, Final

from redis.exceptions import NoScriptError

from triage_warden.kernel.rates import WINDOW_SECONDS, Ask, Spent
from triage_warden.storage.redis.connect import close, down_means_unavailable

if TYPE_CHECKING:
    from redis.asyncio import Redis

PREFIX: Final = "tw:rate:"
CONNECTIONS: Final = 8
"""So many requests ask at once, and no more connections are opened; an answer takes a fraction of a millisecond."""
_MICROSECONDS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class RedisBudgets:
    """Keeps in `tw:rate:<kind>:<who>` when each bucket is full again (kernel/rates.Budgets).

    One script reads and writes all buckets of a request, hence atomically, in one round trip. The time is the
    server's, so that it does not matter how far the clocks of replicas are apart; and since none owes more than a
    window, a server whose clock was set back, or another one after a failover, makes nobody wait longer than that.
    A key lives until its bucket is full, at most a window. What Redis loses is a budget that is full again.

    Who gives up waiting leaves the asking to end by itself, within the client's own time: opening a connection takes
    several round trips and a TLS handshake, and one that is cut off each time before it is there would never be.
    """

    client: "Redis"
    _at_once: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(CONNECTIONS), init=False)
    _asking: set["asyncio.Task[list[Any]]"] = field(default_factory=set["asyncio.Task[list[Any]]"], init=False)

    async def spend(self, asks: Sequence[Ask]) -> Spent:
        """Count one request against every limit, or against none; raise RedisDown."""
        keys = [f"{PREFIX}{ask.kind}:{ask.who}" for ask in asks]
        costs = [repr(ask.each * _MICROSECONDS) for ask in asks]
        with down_means_unavailable():
            wait, *used = await self._asked(keys, costs)
        return Spent(wait=float(wait) / _MICROSECONDS, used=tuple(float(each) / _MICROSECONDS for each in used))

    async def close(self) -> None:
        """Close the connections."""
        for each in self._asking:
            each.cancel()
        await asyncio.gather(*self._asking, return_exceptions=True)
        await close(self.client)

    async def _asked(self, keys: list[str], costs: list[str]) -> list[Any]:
        await self._at_once.acquire()
        asking = asyncio.create_task(self._run(keys, costs))  # noqa: TID251  # kept, and ended by close()
        self._asking.add(asking)
        asking.add_done_callback(self._ended)
        return await asyncio.shield(asking)

    def _ended(self, asking: "asyncio.Task[list[Any]]") -> None:
        self._asking.discard(asking)
        self._at_once.release()
        if not asking.cancelled():
            asking.exception()  # looked at, though nobody may wait for it any more

    async def _run(self, keys: list[str], costs: list[str]) -> list[Any]:
        try:
            found: list[Any] = await self.client.evalsha(_DIGEST, len(keys), *keys, *costs)
        except NoScriptError:  # it was started anew, or has never seen the script
            found = await self.client.eval(_SPEND, len(keys), *keys, *costs)
        return found


_SPEND: Final = f"""
local window = {WINDOW_SECONDS * _MICROSECONDS}
local time = redis.call('TIME')
-- counted from 2024, so that a double holds fractions of a microsecond
local now = (time[1] - 1704067200) * 1000000 + time[2]
local used, wait = {{}}, 0
for i, key in ipairs(KEYS) do
    local full = tonumber(redis.call('GET', key) or now)
    used[i] = math.min(math.max(full - now, 0), window)
    wait = math.max(wait, used[i] + ARGV[i] - window)
end
if wait > 1 then
    local found = {{string.format('%.3f', wait)}}
    for i = 1, #KEYS do found[i + 1] = string.format('%.3f', used[i]) end
    return found
end
local found = {{'0'}}
for i, key in ipairs(KEYS) do
    used[i] = used[i] + ARGV[i]
    redis.call('SET', key, string.format('%.3f', now + used[i]), 'PX', math.ceil(used[i] / 1000))
    found[i + 1] = string.format('%.3f', used[i])
end
return found
"""
_DIGEST: Final = sha1(_SPEND.encode(), usedforsecurity=False).hexdigest()
