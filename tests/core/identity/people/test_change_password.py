"""Tests of changing one's password."""

import msgspec
import pytest

from kit.people import OTHER_PASSWORD, PASSWORD, a_desk, a_person, a_visit, entries, signed_in
from triage_warden.core.audit.model import SYSTEM
from triage_warden.core.identity.people.errors import NoPassword, SignInRefused, TooManyAttempts, WeakPassword
from triage_warden.core.identity.people.model import Account, Stage, Subject
from triage_warden.core.identity.people.record import by_user
from triage_warden.storage.postgres.unit import Database


async def test_a_changed_password_ends_the_other_sessions(database: Database) -> None:
    """The new one is let in, the old one is not; the session that changed it stays."""
    desk = a_desk(database)
    user = await a_person(desk)
    mine, other = await signed_in(desk, user), await signed_in(desk, user)
    account = await desk.prove(user, PASSWORD, a_visit())
    await desk.change_password(account, OTHER_PASSWORD, by_user(user), session=mine.session.id)
    assert await desk.sessions.resolve(mine.token) is not None
    assert await desk.sessions.resolve(other.token) is None
    await desk.sign_in("ana", OTHER_PASSWORD, a_visit())
    with pytest.raises(SignInRefused):
        await desk.sign_in("ana", PASSWORD, a_visit())
    assert len(await entries(database, "user.change_password")) == 1


@pytest.mark.parametrize("password", ["short", "password123456", "ana.ana.ana.ana", PASSWORD])
async def test_a_bad_password_changes_nothing(database: Database, password: str) -> None:
    """Too short, guessed early, made of the name, or the one there is."""
    desk = a_desk(database)
    user = await a_person(desk)
    account = await desk.people.get(user.tenant, user.id)
    with pytest.raises(WeakPassword):
        await desk.change_password(account, password, by_user(user), session=None)
    assert (await desk.people.get(user.tenant, user.id)).password_hash == account.password_hash


async def test_a_temporary_password_is_settled_by_a_change(database: Database) -> None:
    """The next sign-in is a full one."""
    desk = a_desk(database)
    user = await a_person(desk)
    given = await desk.administer.reset_password(user, SYSTEM)
    assert given.password is not None
    account = await desk.people.get(user.tenant, user.id)
    await desk.change_password(account, OTHER_PASSWORD, by_user(user), session=None)
    assert (await desk.sign_in("ana", OTHER_PASSWORD, a_visit())).session.stage is Stage.FULL


async def test_of_two_changes_at_once_one_holds(database: Database) -> None:
    """The second was decided about a password that is no more."""
    desk = a_desk(database)
    user = await a_person(desk)
    account = await desk.people.get(user.tenant, user.id)
    await desk.change_password(account, OTHER_PASSWORD, by_user(user), session=None)
    with pytest.raises(SignInRefused):
        await desk.change_password(account, "pelican marble thunder oboe", by_user(user), session=None)


async def test_asking_again_is_counted_like_signing_in(database: Database) -> None:
    """A thief of a session cannot try passwords without end."""
    desk = a_desk(database)
    user = await a_person(desk)
    for _ in range(5):
        with pytest.raises(SignInRefused, match="present password"):
            await desk.prove(user, "wrong password", a_visit())
    with pytest.raises(TooManyAttempts):
        await desk.prove(user, PASSWORD, a_visit())


async def test_who_signs_in_elsewhere_has_no_password(database: Database) -> None:
    """None to prove, none to change."""
    desk = a_desk(database)
    user = msgspec.structs.replace(await a_person(desk), name="eve", id=desk.administer.ids())
    account = Account(user=user, subject=Subject(issuer="https://id.example.com", subject="1"))
    assert await desk.people.add(account)
    kept = await desk.people.get(user.tenant, user.id)
    assert kept.user.external
    with pytest.raises(NoPassword):
        await desk.prove(kept.user, PASSWORD, a_visit())
    with pytest.raises(NoPassword):
        await desk.change_password(kept, OTHER_PASSWORD, by_user(user), session=None)
    with pytest.raises(NoPassword):
        await desk.administer.reset_password(kept.user, SYSTEM)
