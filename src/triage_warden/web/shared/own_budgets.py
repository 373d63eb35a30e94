"""Budgets that one process keeps for itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from triage_warden.kernel.clock import Clock, SystemClock
from triage_warden.kernel.rates import WINDOW_SECONDS, Ask, Spent

MOST_BUCKETS: Final = 100_000
"""Some ten megabytes; beyond, those that are full again are forgotten, then the oldest."""
_ROUNDING: Final = 1e-6
"""A microsecond: what adding many fractions comes to."""


@dataclass(frozen=True, slots=True)
class OwnBudgets:
    """Counts requests of this process; of each bucket only the time is kept at which it is full again."""

    clock: Clock = field(default_factory=SystemClock)
    full_at: dict[tuple[str, str], float] = field(default_factory=dict[tuple[str, str], float], init=False)

    async def spend(self, asks: Sequence[Ask]) -> Spent:
        """Count one request against every limit, or against none where one of them is used up."""
        found = self.look(asks)
        if found.wait:
            return found
        now = self.clock.monotonic()
        used = tuple(used + ask.each for used, ask in zip(found.used, asks, strict=True))
        self.learn(asks, Spent(wait=0, used=used), now)
        return Spent(wait=0, used=used)

    def look(self, asks: Sequence[Ask]) -> Spent:
        """Tell whether one more would be let in, and count nothing."""
        now = self.clock.monotonic()
        used = tuple(max(self.full_at.get((ask.kind, ask.who), now) - now, 0.0) for ask in asks)
        over = max((used + ask.each - WINDOW_SECONDS for used, ask in zip(used, asks, strict=True)), default=0.0)
        return Spent(wait=over if over > _ROUNDING else 0.0, used=used)

    def learn(self, asks: Sequence[Ask], spent: Spent, at: float) -> None:
        """Believe what was found at a moment of the monotonic clock, where it is more than is known here."""
        for ask, used in zip(asks, spent.used, strict=True):
            bucket = (ask.kind, ask.who)
            if at + used > self.full_at.get(bucket, 0.0):
                self._keep(bucket, at + used, at)

    def _keep(self, bucket: tuple[str, str], full_at: float, now: float) -> None:
        if len(self.full_at) >= MOST_BUCKETS and bucket not in self.full_at:
            for each in [each for each, at in self.full_at.items() if at <= now]:
                del self.full_at[each]
            if len(self.full_at) >= MOST_BUCKETS:
                for each in list(islice(self.full_at, MOST_BUCKETS // 100)):  # many at once: looking for them is slow
                    del self.full_at[each]
        self.full_at[bucket] = full_at
