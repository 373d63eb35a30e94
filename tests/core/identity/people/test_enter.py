"""Tests of the end of every way to sign in."""

from datetime import timedelta

import pytest

from kit.clock import FrozenClock
from kit.people import (
    OTHER_PASSWORD,
    PASSWORD,
    a_desk,
    a_person,
    a_visit,
    entries,
    signed_in,
    with_second_factor,
)
from triage_warden.core.audit.model import SYSTEM
from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.core.identity.people.authenticate import AuthenticateSession
from triage_warden.core.identity.people.demand import Demand
from triage_warden.core.identity.people.errors import SignInRefused, WrongCode
from triage_warden.core.identity.people.model import Proof, Stage
from triage_warden.core.identity.people.record import by_user
from triage_warden.core.identity.roles import Role
from triage_warden.storage.postgres.unit import Database


async def test_a_person_disabled_meanwhile_does_not_enter(database: Database) -> None:
    """Between the password and this, somebody disabled them."""
    desk = a_desk(database)
    user = await a_person(desk)
    await desk.administer.update(user, SYSTEM, disabled=True)
    with pytest.raises(SignInRefused):
        await desk.enter(user, a_visit(), by=Proof.PASSWORD)
    assert await entries(database, "session.begin") == []


async def test_entering_takes_the_place_of_the_session_before(database: Database) -> None:
    """One browser has one session."""
    desk = a_desk(database)
    user = await a_person(desk)
    before = await signed_in(desk, user)
    await desk.enter(user, a_visit(), by=Proof.PASSWORD, before=before.session)
    assert len(await desk.store.of_user(user.tenant, user.id)) == 1


async def test_the_name_of_the_providers_session_is_kept(database: Database) -> None:
    """It ends when the provider says so."""
    desk = a_desk(database)
    user = await a_person(desk)
    begun = await desk.enter(user, a_visit(), by=Proof.PASSWORD, provider_session="sid-1")
    assert await desk.store.end_provider_session(user.tenant, "sid-2") == 0
    assert await desk.store.end_provider_session(user.tenant, "sid-1") == 1
    assert await desk.sessions.resolve(begun.token) is None


async def test_who_must_have_a_second_factor_puts_one_on_first(database: Database) -> None:
    """After a temporary password was changed, and before anything else; the session is nobody's until then."""
    clock = FrozenClock()
    desk = a_desk(database, clock, demand=Demand.ADMINS)
    root, ana = await a_person(desk, "root", Role.ADMIN), await a_person(desk)
    assert (await desk.sign_in("ana", PASSWORD, a_visit())).session.stage is Stage.FULL
    half = await desk.sign_in("root", PASSWORD, a_visit())
    assert half.session.stage is Stage.SECOND_FACTOR
    with pytest.raises(NotSignedIn):
        await AuthenticateSession(desk.sessions)(half.token)
    with pytest.raises(WrongCode):
        await desk.sign_in.with_code(half.session, "000000", a_visit())
    await desk.administer.reset_password(root, SYSTEM, password=OTHER_PASSWORD)
    changing = await desk.sign_in("root", OTHER_PASSWORD, a_visit())
    assert changing.session.stage is Stage.CHANGE_PASSWORD
    account = await desk.people.get(root.tenant, root.id)
    account = await desk.change_password(account, PASSWORD, by_user(root), session=changing.session.id)
    waiting = await desk.enter(account.user, a_visit(), by=Proof.PASSWORD, before=changing.session)
    assert waiting.session.stage is Stage.SECOND_FACTOR
    await with_second_factor(desk, root, clock)
    clock.advance(timedelta(seconds=30))
    again = (await desk.people.get(root.tenant, root.id)).user
    assert (await desk.enter(again, a_visit(), by=Proof.PASSWORD)).session.stage is Stage.FULL
    await desk.administer.update(ana, by_user(root), role=Role.ADMIN)
    assert (await desk.sign_in("ana", PASSWORD, a_visit())).session.stage is Stage.SECOND_FACTOR
