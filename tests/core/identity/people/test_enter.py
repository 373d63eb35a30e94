"""Tests of the end of every way to sign in."""

import pytest

from kit.people import a_desk, a_person, a_visit, entries, signed_in
from triage_warden.core.audit.model import SYSTEM
from triage_warden.core.identity.people.errors import SignInRefused
from triage_warden.storage.postgres.unit import Database


async def test_a_person_disabled_meanwhile_does_not_enter(database: Database) -> None:
    """Between the password and this, somebody disabled them."""
    desk = a_desk(database)
    user = await a_person(desk)
    await desk.administer.update(user, SYSTEM, disabled=True)
    with pytest.raises(SignInRefused):
        await desk.enter(user, a_visit())
    assert await entries(database, "session.begin") == []


async def test_entering_takes_the_place_of_the_session_before(database: Database) -> None:
    """One browser has one session."""
    desk = a_desk(database)
    user = await a_person(desk)
    before = await signed_in(desk, user)
    await desk.enter(user, a_visit(), before=before.session)
    assert len(await desk.store.of_user(user.tenant, user.id)) == 1


async def test_the_name_of_the_providers_session_is_kept(database: Database) -> None:
    """It ends when the provider says so."""
    desk = a_desk(database)
    user = await a_person(desk)
    begun = await desk.enter(user, a_visit(), provider_session="sid-1")
    assert await desk.store.end_provider_session(user.tenant, "sid-2") == 0
    assert await desk.store.end_provider_session(user.tenant, "sid-1") == 1
    assert await desk.sessions.resolve(begun.token) is None
