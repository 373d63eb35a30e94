from datetime import timedelta
from uuid import UUID

import msgspec
import pytest

from kit.clock import FrozenClock
from kit.identity import BY, OTHER_TENANT, YEAR, MemoryKeys, an_actor, an_issuer
from kit.service_accounts import MemoryServiceAccounts, a_service_account, a_service_account_desk
from triage_warden.core.identity.keys.errors import KeyNotStanding, MoreThanYours, NoSuchKey
from triage_warden.core.identity.keys.issue import RevokeKey, WantedKey
from triage_warden.core.identity.keys.model import ApiKey
from triage_warden.core.identity.permissions import MATRIX, Permission
from triage_warden.core.identity.roles import Role
from triage_warden.core.identity.service_accounts.desk import Wish
from triage_warden.core.identity.service_accounts.errors import ServiceAccountDisabled
from triage_warden.kernel.ids import DEFAULT_TENANT

DAY = timedelta(days=1)
SENSOR = WantedKey(name="sensor", role=Role.ANALYST, scopes=frozenset({Permission.ALERTS_TAKE_IN}), lasting=YEAR)
WHOLE = msgspec.structs.replace(SENSOR, scopes=None)


async def test_what_is_kept_is_not_the_key() -> None:
    """Its digest is; the text is in no field of what is kept."""
    keys, clock = MemoryKeys(), FrozenClock()
    issued = await an_issuer(keys, clock)(an_actor(), SENSOR, by=BY)
    (known,) = keys.keys.values()
    assert known.key == issued.key
    assert issued.text.rpartition("_")[2] not in msgspec.json.encode(known).decode()
    assert issued.key.expires_at - clock.now() == YEAR


@pytest.mark.parametrize("maker", list(Role))
@pytest.mark.parametrize("wanted", list(Role))
async def test_nobody_makes_a_key_above_themselves(maker: Role, wanted: Role) -> None:
    """Whatever the role of either."""
    issue = an_issuer(MemoryKeys(), FrozenClock())
    ask = issue(an_actor(maker), msgspec.structs.replace(WHOLE, role=wanted), by=BY)
    if wanted.rank > maker.rank:
        with pytest.raises(MoreThanYours):
            await ask
    else:
        assert (await ask).key.actor().permissions <= MATRIX[maker]


async def test_a_narrow_key_makes_no_wide_one() -> None:
    """An admin's key that may only manage keys cannot make one that may do everything."""
    narrow = msgspec.structs.replace(an_actor(), scopes=frozenset({Permission.API_KEYS_MANAGE}))
    issue = an_issuer(MemoryKeys(), FrozenClock())
    with pytest.raises(MoreThanYours, match="alerts:take_in"):
        await issue(narrow, SENSOR, by=BY)
    same = msgspec.structs.replace(SENSOR, scopes=frozenset({Permission.API_KEYS_MANAGE}), role=Role.ADMIN)
    assert (await issue(narrow, same, by=BY)).key.actor().permissions == {Permission.API_KEYS_MANAGE}


async def test_while_one_follows_another_both_are_good() -> None:
    """The old one ends after the overlap, the new one lasts as long as the old was made for."""
    keys, clock = MemoryKeys(), FrozenClock()
    issue = an_issuer(keys, clock)
    old = (await issue(an_actor(), SENSOR, by=BY)).key
    clock.advance(100 * DAY)
    new = (await issue.rotate(an_actor(), old.id, overlap=DAY, by=BY)).key
    old = await keys.get(DEFAULT_TENANT, old.id)
    assert (new.name, new.role, new.scopes, new.replaces) == (old.name, old.role, old.scopes, old.id)
    assert new.expires_at - clock.now() == YEAR
    assert old.stands(clock.now() + DAY / 2)
    assert not old.stands(clock.now() + DAY)


async def test_an_overlap_gives_no_key_a_longer_life() -> None:
    """It ends when it was to end."""
    keys, clock = MemoryKeys(), FrozenClock()
    issue = an_issuer(keys, clock)
    old = (await issue(an_actor(), msgspec.structs.replace(SENSOR, lasting=DAY), by=BY)).key
    await issue.rotate(an_actor(), old.id, overlap=30 * DAY, by=BY)
    assert (await keys.get(DEFAULT_TENANT, old.id)).expires_at == old.expires_at


async def test_what_has_ended_is_not_brought_back() -> None:
    """Neither expired nor revoked, nor what is another tenant's, nor what never was."""
    keys, clock = MemoryKeys(), FrozenClock()
    issue = an_issuer(keys, clock)
    revoked = (await issue(an_actor(), SENSOR, by=BY)).key
    expired = (await issue(an_actor(), msgspec.structs.replace(SENSOR, lasting=DAY), by=BY)).key
    await RevokeKey(keys, clock, lambda _: None)(DEFAULT_TENANT, revoked.id, by=BY)
    clock.advance(2 * DAY)
    for key in (revoked, expired):
        with pytest.raises(KeyNotStanding):
            await issue.rotate(an_actor(), key.id, overlap=DAY, by=BY)
    for actor, key_id in ((an_actor(tenant=OTHER_TENANT), revoked.id), (an_actor(), UUID(int=7))):
        with pytest.raises(NoSuchKey):
            await issue.rotate(actor, key_id, overlap=DAY, by=BY)


async def test_nobody_rotates_a_key_above_themselves() -> None:
    """It would hand them what they may not have."""
    issue = an_issuer(MemoryKeys(), FrozenClock())
    key = (await issue(an_actor(), msgspec.structs.replace(WHOLE, role=Role.ADMIN), by=BY)).key
    with pytest.raises(MoreThanYours):
        await issue.rotate(an_actor(Role.MANAGER), key.id, overlap=DAY, by=BY)


async def test_a_revoked_key_ends_now_and_is_forgotten() -> None:
    """Revoking again changes nothing."""
    keys, clock = MemoryKeys(), FrozenClock()
    forgotten = list[ApiKey]()
    key = (await an_issuer(keys, clock)(an_actor(), SENSOR, by=BY)).key
    revoke = RevokeKey(keys, clock, forgotten.append)
    ended = await revoke(DEFAULT_TENANT, key.id, by=BY)
    assert not ended.stands(clock.now())
    assert forgotten == [ended]
    clock.advance(DAY)
    assert await revoke(DEFAULT_TENANT, key.id, by=BY) == ended


async def test_a_service_accounts_key_has_its_role_and_follows_it() -> None:
    """Whatever role was asked for; its heir is the account's, too."""
    keys, clock = MemoryKeys(), FrozenClock()
    issue = an_issuer(keys, clock)
    account = await a_service_account(a_service_account_desk(MemoryServiceAccounts(keys), clock), role=Role.VIEWER)
    made = await issue(an_actor(), msgspec.structs.replace(WHOLE, service_account=account), by=BY)
    heir = await issue.rotate(an_actor(), made.key.id, overlap=DAY, by=BY)
    for key in (made.key, heir.key):
        assert (key.role, key.service_account) == (Role.VIEWER, account)
        assert key.actor().permissions == MATRIX[Role.VIEWER]


async def test_a_disabled_service_account_gets_no_key() -> None:
    """Neither a new one nor an heir."""
    keys, clock = MemoryKeys(), FrozenClock()
    issue, desk = an_issuer(keys, clock), a_service_account_desk(MemoryServiceAccounts(keys), clock)
    account = await a_service_account(desk)
    made = await issue(an_actor(), msgspec.structs.replace(WHOLE, service_account=account), by=BY)
    account = await desk.update(an_actor(), account, Wish(disabled=True), by=BY)
    with pytest.raises(ServiceAccountDisabled, match="siem"):
        await issue(an_actor(), msgspec.structs.replace(WHOLE, service_account=account), by=BY)
    with pytest.raises(KeyNotStanding):
        await issue.rotate(an_actor(), made.key.id, overlap=DAY, by=BY)


async def test_nobody_makes_a_key_of_a_service_account_above_themselves() -> None:
    """The account's role counts, not the one that was asked for."""
    keys, clock = MemoryKeys(), FrozenClock()
    high = await a_service_account(a_service_account_desk(MemoryServiceAccounts(keys), clock), role=Role.ADMIN)
    wanted = msgspec.structs.replace(WHOLE, role=Role.VIEWER, service_account=high)
    with pytest.raises(MoreThanYours):
        await an_issuer(keys, clock)(an_actor(Role.MANAGER), wanted, by=BY)
