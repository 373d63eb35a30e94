"""Tests of keeping accounts."""

from uuid import UUID

import msgspec
import pytest

from kit.database import add_tenant
from kit.people import NOBODY, a_desk, a_person
from triage_warden.core.audit.model import SYSTEM
from triage_warden.core.identity.people.administer import NewUser
from triage_warden.core.identity.people.errors import NoSuchUser, UserExists
from triage_warden.core.identity.people.model import Account, Subject
from triage_warden.core.identity.people.ports import Change
from triage_warden.core.identity.roles import Role
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId
from triage_warden.storage.postgres.repositories.people import PostgresPeople, handle_of
from triage_warden.storage.postgres.unit import Database

OTHER = TenantId(UUID("00000000-0000-7000-8000-000000000002"))


async def test_a_name_leads_to_its_tenant(database: Database, database_url: str) -> None:
    """Before anybody is known; and a name is somebody's over all tenants."""
    await add_tenant(database_url, OTHER, "Other")
    desk = a_desk(database)
    there = (await desk.administer.add(OTHER, NewUser(name="ana", role=Role.ADMIN), SYSTEM)).user
    found = await desk.people.by_name("ana")
    assert found is not None
    assert found.user == there
    with pytest.raises(UserExists):
        await a_person(desk, "ana")
    assert await desk.people.all(DEFAULT_TENANT) == []
    with pytest.raises(NoSuchUser):
        await desk.people.get(DEFAULT_TENANT, there.id)


async def test_a_name_that_nobody_has_is_none(database: Database) -> None:
    """Whatever was typed."""
    people = PostgresPeople(database)
    for name in ("nobody", "", "\x00", "\ud800", "x" * 10_000):
        assert await people.by_name(name) is None


async def test_an_account_comes_back_as_it_was(database: Database) -> None:
    """Every field."""
    desk = a_desk(database)
    user = await a_person(desk)
    subject = Subject(issuer="https://id.example.com", subject="s-1")

    def decide(account: Account) -> Change:
        full = msgspec.structs.replace(
            account, last_code_step=7, recovery_codes=(b"\x00" * 32, b"\x01" * 32), subject=subject
        )
        return Change(account=full)

    kept = await desk.people.change(user.tenant, user.id, decide)
    assert await desk.people.get(user.tenant, user.id) == msgspec.structs.replace(
        kept, user=msgspec.structs.replace(kept.user, external=True)
    )
    found = await desk.people.by_subject(user.tenant, subject)
    assert found is not None
    assert found.user.id == user.id
    assert await desk.people.by_subject(user.tenant, Subject(issuer=subject.issuer, subject="s-2")) is None


async def test_what_is_refused_changes_nothing(database: Database) -> None:
    """An error in the decision leaves account and record as they were."""
    desk = a_desk(database)
    user = await a_person(desk)

    def decide(account: Account) -> Change:
        raise UserExists

    with pytest.raises(UserExists):
        await desk.people.change(user.tenant, user.id, decide)
    with pytest.raises(NoSuchUser):
        await desk.people.change(user.tenant, NOBODY, decide)


def test_the_directory_does_not_hold_names() -> None:
    """It has no row security; a digest tells nobody's name."""
    assert "ana" not in handle_of("ana")
    assert handle_of("ana") == handle_of("ana") != handle_of("bea")
