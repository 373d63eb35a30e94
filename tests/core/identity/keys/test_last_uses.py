from datetime import datetime, timedelta
from uuid import UUID

import pytest

from kit.clock import FrozenClock
from kit.identity import BY, YEAR, MemoryKeys, an_actor, an_issuer
from triage_warden.core.identity.keys.issue import WantedKey
from triage_warden.core.identity.keys.last_uses import LastUses
from triage_warden.core.identity.keys.model import ApiKey
from triage_warden.core.identity.roles import Role
from triage_warden.kernel.errors import Unavailable
from triage_warden.kernel.ids import TenantId


async def a_key(clock: FrozenClock) -> ApiKey:
    """Return a key."""
    wanted = WantedKey(name="sensor", role=Role.ANALYST, scopes=None, lasting=YEAR)
    return (await an_issuer(MemoryKeys(), clock)(an_actor(), wanted, by=BY)).key


class Down:
    """A store that does not answer."""

    async def used(self, tenant: TenantId, uses: dict[UUID, datetime]) -> None:
        """Fail."""
        raise Unavailable(tenant=str(tenant), uses=len(uses))


async def test_the_last_use_of_many_is_written_once() -> None:
    """And not again where there was none since."""
    clock, keys = FrozenClock(), MemoryKeys()
    key, uses = await a_key(clock), LastUses(clock)
    for _ in range(5):
        clock.advance(timedelta(seconds=1))
        uses(key)
    await uses.write(keys)
    assert keys.uses == {key.id: clock.now()}
    keys.uses.clear()
    await uses.write(keys)
    assert keys.uses == {}


async def test_what_cannot_be_written_is_kept() -> None:
    """A later use wins over it."""
    clock, keys = FrozenClock(), MemoryKeys()
    key, uses = await a_key(clock), LastUses(clock)
    uses(key)
    with pytest.raises(Unavailable):
        await uses.write(Down())
    clock.advance(timedelta(seconds=1))
    uses(key)
    await uses.write(keys)
    assert keys.uses == {key.id: clock.now()}
