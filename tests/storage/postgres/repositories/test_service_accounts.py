"""Tests of service accounts on a real server."""

import msgspec
import pytest

from kit.audit import stored_chain
from kit.clock import FrozenClock
from kit.database import add_tenant
from kit.identity import BY, OTHER_TENANT, an_actor
from kit.people import a_desk, a_person
from kit.service_accounts import a_service_account, a_service_account_desk
from triage_warden.core.identity.people.errors import UserExists
from triage_warden.core.identity.roles import Role
from triage_warden.core.identity.service_accounts.desk import NewServiceAccount, ServiceAccountDesk, Wish
from triage_warden.core.identity.service_accounts.errors import NoSuchServiceAccount, ServiceAccountExists
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.repositories.service_accounts import PostgresServiceAccounts
from triage_warden.storage.postgres.unit import Database


def a_desk_of(database: Database) -> ServiceAccountDesk:
    """Return what can be done with them on a database."""
    return a_service_account_desk(PostgresServiceAccounts(database), FrozenClock())


async def test_one_is_kept_as_it_is_and_found(database: Database) -> None:
    """Whatever its words hold; every change is on the record."""
    desk = a_desk_of(database)
    new = NewServiceAccount(name="siem", role=Role.ANALYST, description="takes\x00in", owner="ops")
    added = await desk.add(an_actor(), new, by=BY)
    kept = await desk.accounts.get(DEFAULT_TENANT, added.id)
    assert kept == msgspec.structs.replace(added, description="takes\ufffdin")
    changed = await desk.update(an_actor(), added, Wish(role=Role.VIEWER, disabled=True), by=BY)
    assert await desk.accounts.by_name(DEFAULT_TENANT, "siem") == changed
    await a_service_account(desk, "backup")
    assert [each.name for each in await desk.accounts.all(DEFAULT_TENANT)] == ["backup", "siem"]
    entries = [msgspec.json.decode(entry.body) for entry in await stored_chain(database)]
    assert [each["action"] for each in entries] == [
        "service_account.create",
        "service_account.disable",
        "service_account.create",
    ]


async def test_people_and_service_accounts_share_no_name(database: Database) -> None:
    """Whoever was first has it; so that the record does not name two by one name."""
    people, desk = a_desk(database), a_desk_of(database)
    await a_person(people, "ana")
    with pytest.raises(ServiceAccountExists):
        await a_service_account(desk, "ana")
    await a_service_account(desk, "siem")
    with pytest.raises(UserExists):
        await a_person(people, "siem")
    assert await people.people.by_name("siem") is None


async def test_another_tenants_are_not_there(database: Database, database_url: str) -> None:
    """By no way."""
    await add_tenant(database_url, OTHER_TENANT, "Other")
    desk = a_desk_of(database)
    account = await a_service_account(desk)
    theirs = msgspec.structs.replace(account, tenant=OTHER_TENANT)
    assert await desk.accounts.all(OTHER_TENANT) == []
    for ask in (
        desk.accounts.get(OTHER_TENANT, account.id),
        desk.accounts.by_name(OTHER_TENANT, account.name),
        desk.update(an_actor(tenant=OTHER_TENANT), theirs, Wish(disabled=True), by=BY),
    ):
        with pytest.raises(NoSuchServiceAccount):
            await ask
    assert await desk.accounts.get(DEFAULT_TENANT, account.id) == account
