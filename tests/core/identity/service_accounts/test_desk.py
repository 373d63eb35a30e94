"""Tests of what can be done with service accounts."""

import msgspec
import pytest

from kit.clock import FrozenClock
from kit.identity import BY, OTHER_TENANT, an_actor
from kit.service_accounts import MemoryServiceAccounts, a_service_account, a_service_account_desk
from triage_warden.core.identity.people.errors import BadUserName
from triage_warden.core.identity.permissions import Permission
from triage_warden.core.identity.roles import Role
from triage_warden.core.identity.service_accounts.desk import NewServiceAccount, ServiceAccountDesk, Wish
from triage_warden.core.identity.service_accounts.errors import (
    NoSuchServiceAccount,
    RoleAboveYours,
    ServiceAccountExists,
)
from triage_warden.core.identity.service_accounts.model import ServiceAccountId
from triage_warden.kernel.ids import DEFAULT_TENANT, Uuid7


async def test_one_is_added_found_and_on_the_record() -> None:
    """By id, and by name however it is written; another tenant finds none."""
    kept = MemoryServiceAccounts()
    desk = a_service_account_desk(kept, FrozenClock())
    new = NewServiceAccount(name=" SIEM ", role=Role.ANALYST, description=" takes in ", owner=" the platform team ")
    added = await desk.add(an_actor(), new, by=BY)
    assert (added.name, added.description, added.owner) == ("siem", "takes in", "the platform team")
    assert (added.disabled, added.created_by) == (False, "admin@example.com")
    for reference in ("siem", " Siem", str(added.id)):
        assert await desk.find(DEFAULT_TENANT, reference) == added
    for reference in ("siem", str(added.id)):
        with pytest.raises(NoSuchServiceAccount):
            await desk.find(OTHER_TENANT, reference)
    (entry,) = kept.entries
    assert (entry.action, entry.actor, entry.object.id) == ("service_account.create", BY.actor, str(added.id))


async def test_a_name_is_taken_once_and_has_the_form_of_peoples_names() -> None:
    """So that no two on the record are mistaken for each other."""
    desk = a_service_account_desk(MemoryServiceAccounts(), FrozenClock())
    await a_service_account(desk)
    with pytest.raises(ServiceAccountExists, match="siem"):
        await a_service_account(desk)
    with pytest.raises(BadUserName):
        await a_service_account(desk, "-")


@pytest.mark.parametrize("maker", list(Role))
@pytest.mark.parametrize("wanted", list(Role))
async def test_nobody_gives_more_than_they_have(maker: Role, wanted: Role) -> None:
    """Neither when it is added, nor when its role is changed, nor when one is enabled again."""
    kept = MemoryServiceAccounts()
    desk, actor = a_service_account_desk(kept, FrozenClock()), an_actor(maker)
    low = await a_service_account(desk, "low", Role.VIEWER)
    off = await desk.update(an_actor(), await a_service_account(desk, "off", wanted), Wish(disabled=True), by=BY)
    asked = (
        desk.add(actor, NewServiceAccount(name="new", role=wanted), by=BY),
        desk.update(actor, low, Wish(role=wanted), by=BY),
        desk.update(actor, off, Wish(disabled=False), by=BY),
    )
    before = len(kept.entries)
    for each in asked:
        if wanted.rank > maker.rank:
            with pytest.raises(RoleAboveYours):
                await each
        else:
            assert (await each).role is wanted
    assert wanted.rank <= maker.rank or len(kept.entries) == before


async def test_a_narrow_key_gives_no_wide_role() -> None:
    """One that may manage service accounts and nothing else cannot make one that may do more."""
    actor = msgspec.structs.replace(an_actor(), scopes=frozenset({Permission.SERVICE_ACCOUNTS_MANAGE}))
    desk = a_service_account_desk(MemoryServiceAccounts(), FrozenClock())
    with pytest.raises(RoleAboveYours, match="alerts:read"):
        await a_service_account(desk, role=Role.VIEWER, actor=actor)


async def test_whoever_manages_them_may_disable_any() -> None:
    """Also one above them: to stop something must not wait for somebody of a higher role."""
    desk = a_service_account_desk(MemoryServiceAccounts(), FrozenClock())
    high = await a_service_account(desk, role=Role.ADMIN)
    narrow = msgspec.structs.replace(an_actor(), scopes=frozenset({Permission.SERVICE_ACCOUNTS_MANAGE}))
    assert (await desk.update(narrow, high, Wish(disabled=True), by=BY)).disabled


async def test_changes_are_recorded_by_what_they_change_and_keys_looked_up_anew() -> None:
    """What stays is not told, and what changes nothing is no entry."""
    kept, forgotten, clock = MemoryServiceAccounts(), list[ServiceAccountId](), FrozenClock()
    desk = ServiceAccountDesk(kept, clock, Uuid7(clock), forgotten.append)
    one = await a_service_account(desk)
    for wish in (
        Wish(role=Role.VIEWER),
        Wish(disabled=True),
        Wish(disabled=False),
        Wish(owner="ops", description=""),
        Wish(),
    ):
        one = await desk.update(an_actor(), one, wish, by=BY)
    told = [(each.action, each.before, each.after) for each in kept.entries[1:]]
    assert told == [
        ("service_account.update", {"role": "analyst"}, {"role": "viewer"}),
        ("service_account.disable", {"disabled": False}, {"disabled": True}),
        ("service_account.enable", {"disabled": True}, {"disabled": False}),
        ("service_account.update", {"owner": ""}, {"owner": "ops"}),
    ]
    assert set(forgotten) == {one.id}
