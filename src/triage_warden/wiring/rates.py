"""How often somebody may ask, and who counts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from triage_warden.observability.metrics import Metrics
from triage_warden.storage.redis.url import parse_redis_url
from triage_warden.web.shared.own_budgets import OwnBudgets
from triage_warden.web.shared.rate_limits import RateLimits
from triage_warden.web.shared.shared_budgets import SharedBudgets
from triage_warden.wiring.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Collection

    from triage_warden.kernel.clock import Clock
    from triage_warden.storage.redis.budgets import RedisBudgets


@dataclass(frozen=True, slots=True)
class Rates:
    """The limits of a process, and what keeps their budgets."""

    limits: RateLimits
    shared: SharedBudgets | None = None
    _redis: "RedisBudgets | None" = None

    def counts_alone(self) -> bool:
        """Whether this process counts for itself, though it is to count with the others."""
        return self.shared is not None and self.shared.failed_lately()

    async def close(self) -> None:
        """Close the connections."""
        if self._redis is not None:
            await self._redis.close()


def rates(settings: Settings, metrics: Metrics, *, clock: "Clock", sources: "Collection[str]") -> Rates:
    """Return how often somebody may ask: counted in Redis where there is a REDIS_URL; connects when first used.

    Raises:
        Invalid: REDIS_URL cannot be used.
    """
    own = OwnBudgets(clock)
    redis = None if settings.redis_url is None else _redis(settings.redis_url)

    def tell(*, shared: bool) -> None:
        metrics.rate_limits_shared.set(shared)

    tell(shared=redis is not None)
    shared = None if redis is None else SharedBudgets(redis, own, clock, tell=tell)
    limits = RateLimits(
        settings.rate_limit_caller,
        settings.rate_limit_address,
        settings.rate_limit_source,
        budgets=shared or own,
        sources=sources,
        clock=clock,
        tell=lambda limit: metrics.rate_limited.labels(limit).inc(),
    )
    return Rates(limits, shared, redis)


def _redis(url: str) -> "RedisBudgets":
    from triage_warden.storage.redis.budgets import RedisBudgets  # 0.1 s that a process without Redis saves
    from triage_warden.storage.redis.connect import connect

    return RedisBudgets(connect(parse_redis_url(url)))
