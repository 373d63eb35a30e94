"""How often somebody may ask: each key or person, and each address from which nobody is known."""

from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from itertools import islice
from math import ceil
from typing import Final

from litestar.types import Scope

from triage_warden.kernel.clock import Clock, SystemClock
from triage_warden.kernel.errors import Unavailable
from triage_warden.web.shared.origin import Connection
from triage_warden.web.shared.requests import AnyRequest

WINDOW_SECONDS: Final = 60
_MOST_BUCKETS: Final = 100_000
"""Some ten megabytes; beyond, those that are full again are forgotten, then the oldest."""
_ONE_HOUSE: Final = 64
"""Bits of an IPv6 address that one customer gets at least (RFC 6177 §2); the rest are theirs to choose from."""
_NEVER: Final = frozenset({"/live", "/ready", "/health", "/metrics"})
"""Asked by probes, which must not take a busy process for a broken one."""
_STATIC: Final = "/static/"
_STATE: Final = "tw_rate"


class TooManyRequests(Unavailable):
    """You ask too often; wait as long as Retry-After says, or send more at once."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How much is left of a limit of requests in a minute, and after how many seconds all of it is back."""

    name: str
    limit: int
    left: int
    back_in: int

    def headers(self) -> list[tuple[bytes, bytes]]:
        """Return the fields of draft-ietf-httpapi-ratelimit-headers."""
        policy = f'"{self.name}";q={self.limit};w={WINDOW_SECONDS}'
        return [
            (b"ratelimit-policy", policy.encode("ascii")),
            (b"ratelimit", f'"{self.name}";r={self.left};t={self.back_in}'.encode("ascii")),
        ]


@dataclass(frozen=True, slots=True)
class RateLimits:
    """Requests in a minute, of this process; 0 is no limit. What was not used is good for a burst of a minute's worth.

    The generic cell rate algorithm (ITU-T I.371): of each bucket only the time is kept at which it is full again.
    """

    caller: int = 0
    address: int = 0
    clock: Clock = field(default_factory=SystemClock)
    full_at: dict[tuple[str, str], float] = field(default_factory=dict[tuple[str, str], float], init=False)

    def of_caller(self, connection: Connection, who: str) -> None:
        """Count a request of somebody who is known; raise TooManyRequests where it is one too many."""
        self.count(connection.scope, ("caller", who), self.caller)

    def of_address(self, connection: Connection | AnyRequest, *, spends: bool = True) -> None:
        """Count a request of nobody known, by where it comes from; raise TooManyRequests where it is one too many.

        With `spends` false it is let through for now: it may yet turn out to be somebody's.
        """
        path = connection.scope["path"]
        if path not in _NEVER and not path.startswith(_STATIC):
            client = connection.client
            self.count(
                connection.scope, ("address", _house(client.host if client else "")), self.address, spends=spends
            )

    def count(self, scope: Scope, bucket: tuple[str, str], limit: int, *, spends: bool = True) -> None:
        """Count a request to a bucket (what is counted, and whose), or only look; raise TooManyRequests."""
        if not limit:
            return
        now, each = self.clock.monotonic(), WINDOW_SECONDS / limit
        full_at = max(self.full_at.get(bucket, now), now)
        over = full_at + each - now - WINDOW_SECONDS
        if over > 1e-6:  # noqa: PLR2004  # a microsecond: what adding many fractions comes to
            scope["state"][_STATE] = Standing(bucket[0], limit, 0, ceil(full_at - now))
            raise TooManyRequests(retry_after=max(1, ceil(over)))
        if spends:
            full_at += each
            self._keep(bucket, full_at, now)
        scope["state"][_STATE] = Standing(bucket[0], limit, _left(full_at - now, each), ceil(full_at - now))

    def _keep(self, bucket: tuple[str, str], full_at: float, now: float) -> None:
        if len(self.full_at) >= _MOST_BUCKETS and bucket not in self.full_at:
            for each in [each for each, at in self.full_at.items() if at <= now]:
                del self.full_at[each]
            if len(self.full_at) >= _MOST_BUCKETS:
                for each in list(islice(self.full_at, _MOST_BUCKETS // 100)):  # many at once: looking for them is slow
                    del self.full_at[each]
        self.full_at[bucket] = full_at


def standing_in(scope: Scope) -> Standing | None:
    """Return how the one who asks stands, where there is a limit."""
    found = scope.get("state", {}).get(_STATE)
    return found if isinstance(found, Standing) else None


def _left(used: float, each: float) -> int:
    return max(0, int((WINDOW_SECONDS - used) / each + 1e-6))


def _house(address: str) -> str:
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return str(int(found) >> (128 - _ONE_HOUSE)) + "/64" if isinstance(found, IPv6Address) else address
