"""What counting costs a request: `python -m benchmarks.rate_limits [rounds]`.

Three processes side by side, which count nothing, count for themselves, and count in Redis (a real server of its own),
are asked by turns, so that what else the machine does falls on all alike. Prints microseconds of a request and of the
process's own processor time, and both as ratios to the process that counts nothing.
"""

import asyncio
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median
from typing import Final

import httpx
import msgspec

from benchmarks.product import Product, a_folder, serving
from kit.valkey import a_valkey

REQUESTS: Final = 400
"""Of one turn."""
AT_ONCE: Final = 8
ASKED: Final = "/api/v1/auth/me"
_NONE: Final = {"TW_RATE_LIMIT_CALLER": "0", "TW_RATE_LIMIT_ADDRESS": "0", "TW_RATE_LIMIT_SOURCE": "0"}
_MANY: Final = {"TW_RATE_LIMIT_CALLER": "100000000"}


@dataclass(slots=True)
class Side:
    """One of the processes, and what its turns took."""

    product: Product
    took: list[float] = field(default_factory=list[float])
    used: list[float] = field(default_factory=list[float])

    async def turn(self) -> None:
        """Ask, several at once."""
        url = "http://{}:{}".format(*self.product.address)
        async with httpx.AsyncClient(base_url=url, headers={"authorization": f"Bearer {self.product.key}"}) as client:
            cpu, began = self.product.cpu_seconds(), time.monotonic()

            async def some() -> None:
                for _ in range(REQUESTS // AT_ONCE):
                    (await client.get(ASKED)).raise_for_status()

            await asyncio.gather(*(some() for _ in range(AT_ONCE)))
            self.took.append((time.monotonic() - began) / REQUESTS)
            self.used.append((self.product.cpu_seconds() - cpu) / REQUESTS)


async def main(rounds: int) -> None:
    """Ask by turns and print."""
    with ExitStack() as stack:
        redis = stack.enter_context(a_valkey())
        given = {"nothing": _NONE, "itself": _MANY, "redis": {**_MANY, "REDIS_URL": redis.url}}
        sides = {
            name: Side(stack.enter_context(serving(stack.enter_context(a_folder()), more=more)))
            for name, more in given.items()
        }
        for _ in range(rounds + 1):
            for side in sides.values():
                await side.turn()
        redis.kill()
    print(msgspec.json.encode({name: _told(side, sides["nothing"]) for name, side in sides.items()}).decode())


def _told(side: Side, without: Side) -> dict[str, float]:
    pairs = list(zip(side.took, without.took, strict=True))[1:]  # the first turn warms up
    return {
        "microseconds": round(median(side.took[1:]) * 1e6),
        "ratio": round(median(ours / theirs for ours, theirs in pairs), 3),
        "processor_microseconds": round(sum(side.used[1:]) / len(side.used[1:]) * 1e6),
        "processor_ratio": round(sum(side.used[1:]) / sum(without.used[1:]), 3),
    }


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 15))
