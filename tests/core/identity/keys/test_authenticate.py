import secrets
from datetime import timedelta

import msgspec
import pytest

from kit.clock import FrozenClock
from kit.identity import BY, OTHER_TENANT, YEAR, MemoryKeys, an_actor, an_issuer
from kit.service_accounts import MemoryServiceAccounts, a_service_account, a_service_account_desk
from triage_warden.core.audit.model import ActorKind
from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.core.identity.keys.authenticate import AuthenticateKey
from triage_warden.core.identity.keys.issue import WantedKey
from triage_warden.core.identity.keys.model import ApiKey, IssuedKey
from triage_warden.core.identity.keys.refused import KeyRefused, RefusedKey, Why
from triage_warden.core.identity.keys.text import new_key_text
from triage_warden.core.identity.permissions import MATRIX, Permission
from triage_warden.core.identity.roles import Role
from triage_warden.core.identity.service_accounts.desk import Wish
from triage_warden.core.identity.tokens import Grant


class Door:
    """Keys, a clock, one key, and what recognises it."""

    def __init__(self) -> None:
        self.keys, self.clock, self.used = MemoryKeys(), FrozenClock(), list[ApiKey]()
        self.ask = AuthenticateKey(self.keys, self.clock, self.used.append)

    async def issued(self) -> IssuedKey:
        """Return a key with its text."""
        wanted = WantedKey(name="sensor", role=Role.ANALYST, scopes=None, lasting=YEAR)
        return await an_issuer(self.keys, self.clock)(an_actor(), wanted, by=BY)


async def test_a_good_key_is_known_and_its_use_noted() -> None:
    """As what it was made to be."""
    door = Door()
    issued = await door.issued()
    actor = await door.ask.by_text(issued.text)
    assert (actor.name, actor.role, actor.tenant) == ("sensor", Role.ANALYST, issued.key.tenant)
    assert door.used == [issued.key]


async def test_a_key_that_is_not_good_is_not_known() -> None:
    """Wrong secret, wrong prefix, another tenant's, expired, revoked: the same answer, and no use is noted."""
    door = Door()
    issued = await door.issued()
    last = "a" if issued.text[20] != "a" else "b"
    other = new_key_text(OTHER_TENANT, secrets.token_bytes)
    wrong = [issued.text[:20] + last + issued.text[21:], f"tw_zzzzzzz2{issued.text[11:]}", other.text]
    for text in wrong:
        with pytest.raises(NotSignedIn) as refusal:
            await door.ask.by_text(text)
        assert refusal.value.detail == NotSignedIn().detail
    door.clock.advance(YEAR)
    with pytest.raises(NotSignedIn):
        await door.ask.by_text(issued.text)
    assert door.used == []


async def test_a_revoked_key_is_not_known() -> None:
    """Nor are the tokens made from it."""
    door = Door()
    issued = await door.issued()
    grant = Grant(tenant=issued.key.tenant, subject=issued.key.id, prefix=issued.key.prefix)
    await door.keys.revoke(issued.key.tenant, issued.key.id, at=door.clock.now(), by=BY)
    with pytest.raises(NotSignedIn):
        await door.ask.by_text(issued.text)
    with pytest.raises(NotSignedIn):
        await door.ask.by_grant(grant)


async def test_a_token_stands_for_its_key_as_it_is_now() -> None:
    """Within the token's own scopes."""
    door = Door()
    key = (await door.issued()).key
    grant = Grant(tenant=key.tenant, subject=key.id, prefix=key.prefix)
    assert (await door.ask.by_grant(grant)).permissions == MATRIX[Role.ANALYST]
    narrow = msgspec.structs.replace(grant, scopes=frozenset({Permission.ALERTS_READ, Permission.USERS_MANAGE}))
    assert (await door.ask.by_grant(narrow)).permissions == {Permission.ALERTS_READ}
    known = door.keys.keys[key.id]
    door.keys.keys[key.id] = msgspec.structs.replace(known, key=msgspec.structs.replace(key, role=Role.VIEWER))
    assert (await door.ask.by_grant(grant)).permissions == MATRIX[Role.VIEWER]


async def test_a_token_whose_key_is_another_is_not_known() -> None:
    """The prefix finds it, the id has to agree; another tenant has no such key."""
    door = Door()
    key = (await door.issued()).key
    grant = Grant(tenant=key.tenant, subject=key.id, prefix=key.prefix)
    for wrong in (
        msgspec.structs.replace(grant, subject=OTHER_TENANT),
        msgspec.structs.replace(grant, tenant=OTHER_TENANT),
        msgspec.structs.replace(grant, prefix="zzzzzzzz"),
    ):
        with pytest.raises(NotSignedIn):
            await door.ask.by_grant(wrong)
    door.clock.advance(YEAR - timedelta(seconds=1))
    await door.ask.by_grant(grant)


async def test_a_service_accounts_key_and_its_tokens_let_the_account_in() -> None:
    """Under its own name and kind, within its role and the key's scopes, both as they are now."""
    door = Door()
    desk = a_service_account_desk(MemoryServiceAccounts(door.keys), door.clock)
    account = await a_service_account(desk)
    scopes = frozenset({Permission.ALERTS_TAKE_IN, Permission.ALERTS_READ})
    wanted = WantedKey(name="k1", role=account.role, scopes=scopes, lasting=YEAR, service_account=account)
    issued = await an_issuer(door.keys, door.clock)(an_actor(), wanted, by=BY)
    grant = Grant(tenant=account.tenant, subject=issued.key.id, prefix=issued.key.prefix)
    for actor in (await door.ask.by_text(issued.text), await door.ask.by_grant(grant)):
        assert (actor.kind, actor.id, actor.name) == (ActorKind.SERVICE_ACCOUNT, account.id, "siem")
        assert (actor.credential, actor.permissions) == (issued.key.id, scopes)
    account = await desk.update(an_actor(), account, Wish(role=Role.VIEWER), by=BY)
    assert (await door.ask.by_text(issued.text)).permissions == {Permission.ALERTS_READ}
    account = await desk.update(an_actor(), account, Wish(disabled=True), by=BY)
    for asked in (door.ask.by_text(issued.text), door.ask.by_grant(grant)):
        with pytest.raises(NotSignedIn):
            await asked
    await desk.update(an_actor(), account, Wish(disabled=False), by=BY)
    assert (await door.ask.by_text(issued.text)).role is Role.VIEWER


async def test_what_is_wrong_is_told_for_the_record() -> None:
    """Whose key it is, where there is one; never what was shown."""
    door = Door()
    issued = await door.issued()
    wrong = issued.text[:-9] + ("a" if issued.text[-9] != "a" else "b") + issued.text[-8:]
    for text in ("tw_nonsense", f"tw_zzzzzzz2{issued.text[11:]}"):
        with pytest.raises(KeyRefused) as refusal:
            await door.ask.by_text(text)
        assert refusal.value.refused == RefusedKey(why=Why.UNKNOWN)
    with pytest.raises(KeyRefused) as refusal:
        await door.ask.by_text(wrong)
    assert refusal.value.refused == RefusedKey(why=Why.WRONG, tenant=issued.key.tenant, key_id=issued.key.id)
    door.clock.advance(YEAR)
    with pytest.raises(KeyRefused) as refusal:
        await door.ask.by_text(issued.text)
    assert refusal.value.refused.why is Why.OVER
