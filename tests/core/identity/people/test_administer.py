"""Tests of what administrators do."""

import asyncio

import pytest

from kit.clock import FrozenClock
from kit.people import OTHER_PASSWORD, PASSWORD, a_desk, a_person, a_visit, entries, signed_in, with_second_factor
from triage_warden.core.audit.model import SYSTEM
from triage_warden.core.identity.people.administer import NewUser
from triage_warden.core.identity.people.errors import (
    BadUserName,
    LastAdministrator,
    NotYourself,
    UserExists,
    WeakPassword,
)
from triage_warden.core.identity.people.model import SecondFactor, Stage, User
from triage_warden.core.identity.people.record import by_user
from triage_warden.core.identity.roles import Role
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.unit import Database


async def test_a_new_person_gets_a_temporary_password(database: Database) -> None:
    """It lets them in, to choose their own; it shows in no entry and no representation."""
    desk = a_desk(database)
    new = NewUser(name="Bea", role=Role.ANALYST, display_name=" Bea Example ")
    given = await desk.administer.add(DEFAULT_TENANT, new, SYSTEM)
    assert (given.user.name, given.user.display_name) == ("bea", "Bea Example")
    assert given.password is not None
    assert given.password not in repr(given)
    begun = await desk.sign_in("bea", given.password, a_visit())
    assert begun.session.stage is Stage.CHANGE_PASSWORD
    async with database.read(DEFAULT_TENANT) as reading:
        bodies = await reading.raw.fetch("SELECT body::text AS body FROM audit_entries")
    assert all(given.password not in row["body"] for row in bodies)


@pytest.mark.parametrize(
    ("new", "error"),
    [
        (NewUser(name="ANA", role=Role.VIEWER), UserExists),
        (NewUser(name="no name", role=Role.VIEWER), BadUserName),
        (NewUser(name="carl", role=Role.VIEWER, password="short"), WeakPassword),
    ],
)
async def test_who_cannot_be_added_is_not(database: Database, new: NewUser, error: type[Exception]) -> None:
    """A taken name, no name, a bad password."""
    desk = a_desk(database)
    await a_person(desk)
    with pytest.raises(error):
        await desk.administer.add(DEFAULT_TENANT, new, SYSTEM)
    assert [user.name for user in await desk.people.all(DEFAULT_TENANT)] == ["ana"]


async def test_changes_go_on_the_record_with_what_was_before(database: Database) -> None:
    """A change that changes nothing does not."""
    desk = a_desk(database)
    user = await a_person(desk)
    await desk.administer.update(user, SYSTEM, role=Role.MANAGER, display_name="Ana")
    await desk.administer.update(user, SYSTEM, role=Role.MANAGER)
    await desk.administer.update(user, SYSTEM, disabled=True)
    await desk.administer.update(user, SYSTEM, disabled=False)
    assert [entry[1] for entry in await entries(database)] == [
        "user.create",
        "user.update",
        "user.disable",
        "user.enable",
    ]


async def test_nobody_takes_their_own_rights(database: Database) -> None:
    """By a slip, in either way; one's own name to be shown is one's own."""
    desk = a_desk(database)
    admin = await a_person(desk, "root", Role.ADMIN)
    await a_person(desk, "second", Role.ADMIN)
    with pytest.raises(NotYourself):
        await desk.administer.update(admin, by_user(admin), disabled=True)
    with pytest.raises(NotYourself):
        await desk.administer.update(admin, by_user(admin), role=Role.VIEWER)
    await desk.administer.update(admin, by_user(admin), display_name="Root")


async def test_the_last_administrator_stays(database: Database) -> None:
    """Neither disabled nor demoted, and not by two who do it to each other at the same moment."""
    desk = a_desk(database)
    one, two = await a_person(desk, "one", Role.ADMIN), await a_person(desk, "two", Role.ADMIN)
    found = await asyncio.gather(
        desk.administer.update(one, by_user(two), role=Role.VIEWER),
        desk.administer.update(two, by_user(one), disabled=True),
        return_exceptions=True,
    )
    assert sum(isinstance(each, LastAdministrator) for each in found) == 1
    assert sum(isinstance(each, User) for each in found) == 1


async def test_a_reset_password_ends_every_session(database: Database) -> None:
    """The old password is worth nothing, the new one is to be changed."""
    desk = a_desk(database)
    user = await a_person(desk)
    begun = await signed_in(desk, user)
    given = await desk.administer.reset_password(user, SYSTEM, password=OTHER_PASSWORD)
    assert given.user.must_change_password
    assert await desk.sessions.resolve(begun.token) is None
    assert (await desk.people.get(user.tenant, user.id)).password_hash is not None
    with pytest.raises(WeakPassword):
        await desk.administer.reset_password(user, SYSTEM, password="short")
    assert PASSWORD not in repr(NewUser(name="x", role=Role.VIEWER, password=PASSWORD))


async def test_a_reset_password_leaves_the_second_factor_on(database: Database) -> None:
    """Whoever is given the new password still needs the device."""
    clock = FrozenClock()
    desk = a_desk(database, clock)
    user = await a_person(desk)
    await with_second_factor(desk, user, clock)
    given = await desk.administer.reset_password(user, SYSTEM, password=OTHER_PASSWORD)
    assert given.user.second_factor is SecondFactor.ON
    begun = await desk.sign_in("ana", OTHER_PASSWORD, a_visit())
    assert begun.session.stage is Stage.SECOND_FACTOR
