"""How often somebody may ask: each key or person, each address from which nobody is known, each source of alerts."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from math import ceil
from typing import Final, Protocol

import structlog
from litestar.types import Scope

from triage_warden.core.audit.model import ActorKind
from triage_warden.core.identity.model import Actor
from triage_warden.kernel.clock import Clock, SystemClock
from triage_warden.kernel.errors import Unavailable
from triage_warden.kernel.ids import TenantId
from triage_warden.kernel.rates import WINDOW_SECONDS, Ask, Spent
from triage_warden.web.shared.origin import Connection
from triage_warden.web.shared.own_budgets import OwnBudgets
from triage_warden.web.shared.request_id import request_id_of
from triage_warden.web.shared.requests import AnyRequest

_log = structlog.get_logger(__name__)
_ONE_HOUSE: Final = 64
"""Bits of an IPv6 address that one customer gets at least (RFC 6177 §2); the rest are theirs to choose from."""
_NEVER: Final = frozenset({"/live", "/ready", "/health", "/metrics"})
"""Asked by probes, which must not take a busy process for a broken one."""
_STATIC: Final = "/static/"
_STATE: Final = "tw_rate"
_BRINGS: Final = "brings"
_MOST_TOLD: Final = 1_000


class TooManyRequests(Unavailable):
    """You ask too often; wait as long as Retry-After says, or send more at once."""


class Counting(Protocol):
    """Counts, and knows without asking anybody who has certainly used up a limit."""

    async def spend(self, asks: Sequence[Ask]) -> Spent:
        """Count one request against every limit, or against none where one of them is used up."""
        ...

    def look(self, asks: Sequence[Ask]) -> Spent:
        """Tell whether one more would be let in as far as is known here, and count nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Standing:
    """How much is left of a limit of requests in a minute, and after how many seconds all of it is back."""

    name: str
    limit: int
    left: int
    back_in: int

    @classmethod
    def after(cls, ask: Ask, used: float) -> "Standing":
        """Return how it stands when so many seconds of it are used."""
        left = max(0, int((WINDOW_SECONDS - used) / ask.each + 1e-6))
        return cls(ask.kind, ask.limit, left, ceil(used))


@dataclass(frozen=True, slots=True)
class RateLimits:
    """Requests in a minute; 0 is no limit. What was not used is good for a burst of a minute's worth.

    A request asks its budgets once. Only where alerts come without the name of their source it asks a second time,
    when the source was recognised.
    """

    caller: int = 0
    address: int = 0
    source: int = 0
    budgets: Counting = field(default_factory=OwnBudgets)
    sources: Collection[str] = ()
    """Sources that there are; what else callers name is not counted."""
    clock: Clock = field(default_factory=SystemClock)
    tell: Callable[[str], None] = lambda _: None
    """Is told each refusal by what was used up."""
    _told: dict[tuple[str, str], float] = field(default_factory=dict[tuple[str, str], float], init=False)

    async def of_caller(self, connection: Connection, actor: Actor, opt: object = None) -> None:
        """Count a request of somebody who is known, and of the source that it names; raise TooManyRequests.

        A person is one in all their sessions; each key of a program is counted by itself.
        """
        who = actor.id if actor.kind is ActorKind.USER else actor.credential or actor.id
        named = _named(connection, opt)
        await self._spend(
            connection.scope,
            [
                *self._limit("caller", str(who), self.caller),
                *(self._limit_of_source(actor.tenant, named) if named else ()),
            ],
        )

    async def of_address(self, connection: Connection | AnyRequest) -> None:
        """Count a request of nobody known, by where it comes from; raise TooManyRequests where it is one too many."""
        await self._spend(connection.scope, self._of_place(connection))

    def look_at_address(self, connection: Connection | AnyRequest) -> None:
        """Let a request through for now, which may yet turn out to be somebody's; raise TooManyRequests."""
        asks = self._of_place(connection)
        if asks:
            self._tell(connection.scope, asks, self.budgets.look(asks))

    async def of_source(self, request: AnyRequest, tenant: TenantId, source: str) -> None:
        """Count a request that brings alerts of a source, where it was not counted yet; raise TooManyRequests."""
        if all(each.name != "source" for each in standings_in(request.scope)):
            await self._spend(request.scope, self._limit_of_source(tenant, source))

    def _of_place(self, connection: Connection | AnyRequest) -> list[Ask]:
        path, client = connection.scope["path"], connection.client
        if path in _NEVER or path.startswith(_STATIC):
            return []
        return self._limit("address", _house(client.host if client else ""), self.address)

    def _limit_of_source(self, tenant: TenantId, source: str) -> list[Ask]:
        return self._limit("source", f"{tenant}/{source}", self.source) if source in self.sources else []

    def _limit(self, kind: str, who: str, limit: int) -> list[Ask]:
        return [Ask(kind=kind, who=who, limit=limit)] if limit else []

    async def _spend(self, scope: Scope, asks: list[Ask]) -> None:
        if asks:
            self._tell(scope, asks, await self.budgets.spend(asks))

    def _tell(self, scope: Scope, asks: list[Ask], spent: Spent) -> None:
        standings = [Standing.after(ask, used) for ask, used in zip(asks, spent.used, strict=True)]
        scope["state"][_STATE] = (*standings_in(scope), *standings)
        if spent.wait:
            empty = max(zip(asks, spent.used, strict=True), key=lambda each: each[0].each + each[1])[0]
            self._refused(scope, empty)
            raise TooManyRequests(retry_after=max(1, ceil(spent.wait)))

    def _refused(self, scope: Scope, ask: Ask) -> None:
        self.tell(ask.kind)
        now, bucket = self.clock.monotonic(), (ask.kind, ask.who)
        if now - self._told.get(bucket, -WINDOW_SECONDS) >= WINDOW_SECONDS:
            if len(self._told) >= _MOST_TOLD:
                self._told.clear()
            self._told[bucket] = now
            _log.warning("rate_limited", kind=ask.kind, who=ask.who, limit=ask.limit, request_id=request_id_of(scope))


def brings(named: Callable[[Connection], str | None]) -> dict[str, object]:
    """Return the part of a handler's `opt` that says of which source a request says its alerts to be."""
    return {_BRINGS: named}


def standings_in(scope: Scope) -> tuple[Standing, ...]:
    """Return how the one who asks stands, where there are limits."""
    found: tuple[Standing, ...] = scope.get("state", {}).get(_STATE, ())
    return found


def headers_of(standings: Sequence[Standing]) -> list[tuple[bytes, bytes]]:
    """Return the fields of draft-ietf-httpapi-ratelimit-headers, none where there are no limits."""
    if not standings:
        return []
    policy = ", ".join(f'"{each.name}";q={each.limit};w={WINDOW_SECONDS}' for each in standings)
    left = ", ".join(f'"{each.name}";r={each.left};t={each.back_in}' for each in standings)
    return [(b"ratelimit-policy", policy.encode("ascii")), (b"ratelimit", left.encode("ascii"))]


def _named(connection: Connection, opt: object) -> str | None:
    found = opt.get(_BRINGS) if isinstance(opt, dict) else None
    named = found(connection) if callable(found) else None
    return named if isinstance(named, str) else None


def _house(address: str) -> str:
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return str(int(found) >> (128 - _ONE_HOUSE)) + "/64" if isinstance(found, IPv6Address) else address
