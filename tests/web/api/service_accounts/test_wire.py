from datetime import timedelta

from kit.clock import FrozenClock
from kit.service_accounts import MemoryServiceAccounts, a_service_account, a_service_account_desk
from triage_warden.core.identity.permissions import Permission
from triage_warden.web.api.service_accounts.wire import AccountKeyBody, ServiceAccountBody, service_account_body


async def test_what_is_shown_is_listed() -> None:
    """Every field but the tenant, which is the one who asks' own."""
    account = await a_service_account(a_service_account_desk(MemoryServiceAccounts(), FrozenClock()))
    shown = service_account_body(account)
    assert set(ServiceAccountBody.__struct_fields__) == set(account.__struct_fields__) - {"tenant"}
    assert (shown.id, shown.name, shown.role) == (account.id, "siem", account.role)


async def test_a_key_that_is_asked_for_is_the_accounts() -> None:
    """Its role, and the scopes that were named; none named is none at all."""
    account = await a_service_account(a_service_account_desk(MemoryServiceAccounts(), FrozenClock()))
    wanted = AccountKeyBody(name="k", scopes=[Permission.ALERTS_READ], expires_in_days=2).wanted(account)
    assert (wanted.role, wanted.service_account) == (account.role, account)
    assert (wanted.scopes, wanted.lasting) == (frozenset({Permission.ALERTS_READ}), timedelta(days=2))
    assert AccountKeyBody(name="k").wanted(account).scopes is None
