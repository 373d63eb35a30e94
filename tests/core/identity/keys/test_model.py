from datetime import timedelta

import msgspec

from kit.clock import FrozenClock
from kit.identity import BY, YEAR, MemoryKeys, an_actor, an_issuer
from triage_warden.core.identity.keys.issue import WantedKey
from triage_warden.core.identity.keys.model import ApiKey
from triage_warden.core.identity.permissions import Permission
from triage_warden.core.identity.roles import Role

CLOCK = FrozenClock()


async def a_key() -> ApiKey:
    """Return a key of an analyst's role that may take alerts in."""
    wanted = WantedKey(
        name="sensor", role=Role.ANALYST, scopes=frozenset({Permission.ALERTS_TAKE_IN}), lasting=timedelta(days=1)
    )
    return (await an_issuer(MemoryKeys(), CLOCK)(an_actor(), wanted, by=BY)).key


async def test_a_key_stands_until_it_expires_or_is_revoked() -> None:
    """From the very moment on."""
    key = await a_key()
    now = CLOCK.now()
    assert key.stands(now)
    assert key.stands(now + timedelta(days=1) - timedelta(microseconds=1))
    assert not key.stands(now + timedelta(days=1))
    revoked = msgspec.structs.replace(key, revoked_at=now + timedelta(hours=1))
    assert revoked.stands(now)
    assert not revoked.stands(now + timedelta(hours=1))


async def test_whoever_shows_it_may_what_its_scopes_say() -> None:
    """Narrowed once more by a token's."""
    key = await a_key()
    assert key.actor().permissions == {Permission.ALERTS_TAKE_IN}
    assert key.actor(within=frozenset({Permission.ALERTS_READ})).permissions == frozenset()
    assert key.actor().credential == key.id


async def test_the_text_is_not_in_what_is_printed() -> None:
    """An issued key shows its prefix."""
    issued = await an_issuer(MemoryKeys(), CLOCK)(
        an_actor(), WantedKey(name="x", role=Role.VIEWER, scopes=None, lasting=YEAR), by=BY
    )
    assert issued.text not in repr(issued)
