from datetime import timedelta

from kit.clock import FrozenClock
from kit.identity import BY, YEAR, MemoryKeys, an_actor, an_issuer
from kit.service_accounts import MemoryServiceAccounts, a_service_account, a_service_account_desk
from triage_warden.core.identity.keys.issue import WantedKey
from triage_warden.core.identity.keys.model import ApiKey
from triage_warden.core.identity.keys.remembered import SECONDS, RememberedKeys
from triage_warden.core.identity.roles import Role
from triage_warden.kernel.ids import DEFAULT_TENANT


async def a_key(keys: MemoryKeys, clock: FrozenClock) -> ApiKey:
    """Return a key."""
    wanted = WantedKey(name="sensor", role=Role.ANALYST, scopes=None, lasting=YEAR)
    return (await an_issuer(keys, clock)(an_actor(), wanted, by=BY)).key


async def test_what_was_read_is_believed_for_a_few_seconds() -> None:
    """A thousand requests ask once; then it is read again."""
    keys, clock = MemoryKeys(), FrozenClock()
    key, remembered = await a_key(keys, clock), RememberedKeys(keys, clock)
    for _ in range(1000):
        assert await remembered.by_prefix(key.tenant, key.prefix)
    assert keys.asked == 1
    keys.keys.clear()
    clock.advance(timedelta(seconds=SECONDS))
    assert await remembered.by_prefix(key.tenant, key.prefix) is None
    assert keys.asked == 2


async def test_what_is_not_there_is_remembered_too() -> None:
    """A program with a wrong key does not ask the database each time."""
    keys, clock = MemoryKeys(), FrozenClock()
    remembered = RememberedKeys(keys, clock)
    for _ in range(10):
        assert await remembered.by_prefix(DEFAULT_TENANT, "abcdefgh") is None
    assert keys.asked == 1


async def test_what_is_forgotten_is_read_again() -> None:
    """At once, where it was revoked."""
    keys, clock = MemoryKeys(), FrozenClock()
    key, remembered = await a_key(keys, clock), RememberedKeys(keys, clock)
    await remembered.by_prefix(key.tenant, key.prefix)
    remembered.forget(key)
    await remembered.by_prefix(key.tenant, key.prefix)
    assert keys.asked == 2


async def test_it_does_not_grow_without_end() -> None:
    """Whoever tries many prefixes pushes out the oldest, no more."""
    keys, clock = MemoryKeys(), FrozenClock()
    remembered = RememberedKeys(keys, clock, most=3)
    for number in range(10):
        await remembered.by_prefix(DEFAULT_TENANT, f"{number}")
    await remembered.by_prefix(DEFAULT_TENANT, "9")
    assert keys.asked == 10
    await remembered.by_prefix(DEFAULT_TENANT, "0")
    assert keys.asked == 11


async def test_a_service_accounts_keys_are_looked_up_anew_together() -> None:
    """And nobody else's."""
    keys, clock = MemoryKeys(), FrozenClock()
    other, remembered = await a_key(keys, clock), RememberedKeys(keys, clock)
    account = await a_service_account(a_service_account_desk(MemoryServiceAccounts(keys), clock))
    wanted = WantedKey(name="k", role=account.role, scopes=None, lasting=YEAR, service_account=account)
    mine = [(await an_issuer(keys, clock)(an_actor(), wanted, by=BY)).key for _ in range(2)]
    for key in (*mine, other):
        await remembered.by_prefix(key.tenant, key.prefix)
    await remembered.by_prefix(other.tenant, "zzzzzzzz")
    remembered.forget_account(account.id)
    before = keys.asked
    for key in (*mine, other):
        await remembered.by_prefix(key.tenant, key.prefix)
    assert keys.asked == before + 2
