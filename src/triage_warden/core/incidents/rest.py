"""Grouping rests after a batch that took long, so that what comes meanwhile makes one batch."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from triage_warden.kernel.ids import TenantId

_TIMES: Final = 1.0
"""Rests of this many times what the batch took: a tenant's steady flow takes half a processor at most."""
_LONGEST: Final = 1.0
"""Seconds of rest at most: of the five within which a verdict is promised."""
LARGE: Final = 200
"""Alerts from which a batch is worth its cost: a backlog is worked off without rests."""


@dataclass(slots=True)
class Rests:
    """Until when this process leaves each tenant's alerts alone, in seconds of a monotonic clock."""

    _until: dict[TenantId, float] = field(default_factory=dict[TenantId, float])

    def left(self, tenant: TenantId, now: float) -> timedelta:
        """Return how much of the tenant's rest is left."""
        return timedelta(seconds=max(0.0, self._until.get(tenant, now) - now))

    def begin(self, tenant: TenantId, alerts: int, *, began: float, now: float) -> None:
        """Note what a batch of this many alerts took."""
        rest = 0.0 if alerts >= LARGE else min((now - began) * _TIMES, _LONGEST)
        self._until[tenant] = now + rest
