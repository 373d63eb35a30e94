"""Leases and fences in memory, for elections whose time a test sets."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kit.clock import FrozenClock
from triage_warden.kernel.errors import Unavailable
from triage_warden.kernel.leadership import Holding, Leadership, StaleLease


@dataclass(slots=True)
class MemoryLease:
    """Keeps leases on a clock; `down` makes it unavailable, `lose` forgets everything (FLUSHALL)."""

    clock: FrozenClock
    backend: str = "memory"
    down: bool = False
    held: dict[str, tuple[str, float]] = field(default_factory=dict[str, tuple[str, float]])

    async def acquire(self, resource: str, holder: str, seconds: float) -> Holding:
        """Take the lease if it is free or ours."""
        found = (await self.look([resource])).get(resource)
        if found is None or found.holder == holder:
            self.held[resource] = (holder, self.clock.monotonic() + seconds)
            return Holding(holder=holder, seconds_left=seconds)
        return found

    async def renew(self, resource: str, holder: str, seconds: float) -> bool:
        """Let it last, if it is ours."""
        found = (await self.look([resource])).get(resource)
        if found is None or found.holder != holder:
            return False
        self.held[resource] = (holder, self.clock.monotonic() + seconds)
        return True

    async def release(self, resource: str, holder: str) -> None:
        """Give it back, if it is ours."""
        if (await self.look([resource])).get(resource, Holding(holder="", seconds_left=0)).holder == holder:
            del self.held[resource]

    async def look(self, resources: Sequence[str]) -> dict[str, Holding]:
        """Return who holds what."""
        if self.down:
            raise Unavailable
        now = self.clock.monotonic()
        found = {name: self.held[name] for name in resources if name in self.held and self.held[name][1] > now}
        return {name: Holding(holder=who, seconds_left=until - now) for name, (who, until) in found.items()}

    async def close(self) -> None:
        """Do nothing."""

    def lose(self) -> None:
        """Forget every lease."""
        self.held.clear()


@dataclass(slots=True)
class MemoryFence:
    """Counts tokens, and takes or refuses writes as the database does."""

    tokens: dict[str, int] = field(default_factory=dict[str, int])
    terms: list[Leadership] = field(default_factory=list[Leadership])
    ended: list[Leadership] = field(default_factory=list[Leadership])
    accepted: list[Leadership] = field(default_factory=list[Leadership])
    down: bool = False

    async def take(self, resource: str, holder: str, backend: str) -> Leadership:
        """Return the next leadership."""
        assert backend
        self._check()
        self.tokens[resource] = self.tokens.get(resource, 0) + 1
        leadership = Leadership(resource=resource, token=self.tokens[resource], holder=holder)
        self.terms.append(leadership)
        return leadership

    async def end(self, leadership: Leadership) -> None:
        """Remember that it ended."""
        self._check()
        self.ended.append(leadership)

    async def newest(self) -> dict[str, int]:
        """Return the newest tokens."""
        self._check()
        return dict(self.tokens)

    def write(self, leadership: Leadership) -> None:
        """Write as a leader."""
        if self.tokens[leadership.resource] != leadership.token:
            raise StaleLease
        self.accepted.append(leadership)

    def _check(self) -> None:
        if self.down:
            raise Unavailable
