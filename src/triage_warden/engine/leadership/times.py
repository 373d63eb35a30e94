"""How long a lease lasts, and when its holder gives up."""

import msgspec


class LeaseTimes(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds, with `retry < renew < lease`; the same three numbers, and defaults, as Kubernetes' own leader election.

    `lease`: nobody else leads for this long after the last renewal. `renew`: a holder that could not renew for this
    long stops by itself, so that it has stopped when the lease runs out. `retry`: between two tries.
    """

    lease: float = 15.0
    renew: float = 10.0
    retry: float = 2.0

    @property
    def refresh(self) -> float:
        """Return how long a holder waits after a renewal: three tries fit into the renew deadline."""
        return max(self.retry, self.renew / 3)

    def wrong(self) -> str | None:
        """Return which two do not go together, or None."""
        if self.renew >= self.lease:
            return "renew"
        return "retry" if self.retry >= self.renew else None
