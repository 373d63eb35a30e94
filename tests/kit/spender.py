"""A process that spends a shared budget as fast as it can: `python -m kit.spender URL LIMIT SECONDS`.

Prints, as one JSON array, when each request that was let in was asked and answered, on the machine's own clock.
"""

import asyncio
import json
import sys
import time

from triage_warden.kernel.rates import Ask
from triage_warden.storage.redis.budgets import RedisBudgets
from triage_warden.storage.redis.connect import connect
from triage_warden.storage.redis.url import parse_redis_url

AT_ONCE = 4


async def main(url: str, limit: str, seconds: str) -> None:
    """Spend until the time is over."""
    budgets = RedisBudgets(connect(parse_redis_url(url)))
    ask = Ask(kind="caller", who="shared", limit=int(limit))
    ends = time.monotonic() + float(seconds)
    taken: list[tuple[float, float]] = []

    async def spend() -> None:
        while (before := time.monotonic()) < ends:
            if not (await budgets.spend([ask])).wait:
                taken.append((before, time.monotonic()))

    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(spend())
    await budgets.close()
    json.dump(taken, sys.stdout)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
