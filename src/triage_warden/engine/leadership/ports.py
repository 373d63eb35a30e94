"""What an election needs: a lease that runs out by itself, and a fence that tells stale leaders."""

from collections.abc import Sequence
from typing import Protocol

from triage_warden.kernel.leadership import Holding, Leadership


class Lease(Protocol):
    """Keeps leases. Every method raises Unavailable when its keeper cannot be asked."""

    @property
    def backend(self) -> str:
        """Return who keeps them: `redis` or `postgres`."""
        ...

    async def acquire(self, resource: str, holder: str, seconds: float) -> Holding:
        """Take the lease if it is free, run out or ours already; return who holds it now."""
        ...

    async def renew(self, resource: str, holder: str, seconds: float) -> bool:
        """Let the lease last `seconds` from now on, if it is still ours; return whether it was."""
        ...

    async def release(self, resource: str, holder: str) -> None:
        """Give the lease back, if it is ours."""
        ...

    async def look(self, resources: Sequence[str]) -> dict[str, Holding]:
        """Return who holds which of these leases; those that nobody holds are left out."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


class Fence(Protocol):
    """Gives out tokens that only grow; every method raises Unavailable when the database cannot be asked."""

    async def take(self, resource: str, holder: str, backend: str) -> Leadership:
        """Return a leadership whose token is greater than any before; the database refuses those from now on."""
        ...

    async def end(self, leadership: Leadership) -> None:
        """Write down that the leadership was given back."""
        ...

    async def newest(self) -> dict[str, int]:
        """Return the newest token of each resource."""
        ...
