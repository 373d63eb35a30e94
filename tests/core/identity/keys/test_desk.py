from datetime import timedelta

import pytest

from kit.clock import FrozenClock
from kit.identity import BY, YEAR, MemoryKeys, a_key_desk, an_actor
from kit.service_accounts import MemoryServiceAccounts, a_service_account, a_service_account_desk
from triage_warden.core.identity.errors import Denied
from triage_warden.core.identity.keys.desk import TOKEN_SECONDS
from triage_warden.core.identity.keys.errors import MoreThanYours
from triage_warden.core.identity.keys.issue import WantedKey
from triage_warden.core.identity.permissions import Permission
from triage_warden.core.identity.roles import Role


async def test_a_token_is_made_from_a_key_and_within_it() -> None:
    """For ten minutes, unless told otherwise; it does not show itself."""
    clock = FrozenClock()
    desk = a_key_desk(MemoryKeys(), clock)
    issued = await desk.issue(an_actor(), WantedKey(name="sensor", role=Role.ANALYST, scopes=None, lasting=YEAR), by=BY)
    actor = issued.key.actor()
    token = desk.token(actor, issued.text, scopes=frozenset({Permission.ALERTS_READ}))
    assert token.expires_at == clock.now() + timedelta(seconds=TOKEN_SECONDS)
    assert token.text not in repr(token)
    grant = desk.tokens.read(token.text)
    assert (grant.subject, grant.prefix) == (issued.key.id, issued.key.prefix)
    assert grant.scopes == frozenset({Permission.ALERTS_READ})
    with pytest.raises(MoreThanYours):
        desk.token(actor, issued.text, scopes=frozenset({Permission.USERS_MANAGE}))
    for shown in (token.text, "", "a session's cookie"):
        with pytest.raises(Denied):
            desk.token(actor, shown)


async def test_a_token_of_a_service_account_names_the_key() -> None:
    """The account has many; the token ends with the one that it was made from."""
    clock, keys = FrozenClock(), MemoryKeys()
    account = await a_service_account(a_service_account_desk(MemoryServiceAccounts(keys), clock))
    wanted = WantedKey(name="k", role=account.role, scopes=None, lasting=YEAR, service_account=account)
    desk = a_key_desk(keys, clock)
    issued = await desk.issue(an_actor(), wanted, by=BY)
    assert desk.tokens.read(desk.token(issued.key.actor(), issued.text).text).subject == issued.key.id
