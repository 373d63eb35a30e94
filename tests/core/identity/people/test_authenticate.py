"""Tests of sessions as somebody who asks."""

import pytest

from kit.people import a_desk, a_person, signed_in
from triage_warden.core.audit.model import ActorKind
from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.core.identity.people.authenticate import AuthenticateSession
from triage_warden.core.identity.people.model import Device, Stage
from triage_warden.storage.postgres.unit import Database


async def test_a_full_session_is_its_person(database: Database) -> None:
    """With their role, and the session as what was shown."""
    desk = a_desk(database)
    user = await a_person(desk)
    begun = await signed_in(desk, user)
    actor = await AuthenticateSession(desk.sessions)(begun.token)
    assert (actor.id, actor.kind, actor.name, actor.role) == (user.id, ActorKind.USER, "ana", user.role)
    assert (actor.tenant, actor.credential) == (user.tenant, begun.session.id)


@pytest.mark.parametrize("stage", [Stage.SECOND_FACTOR, Stage.CHANGE_PASSWORD])
async def test_a_session_that_waits_for_its_next_step_is_nobody(database: Database, stage: Stage) -> None:
    """A right password alone opens nothing where more is asked for."""
    desk = a_desk(database)
    begun = await desk.sessions.begin(await a_person(desk), stage, Device())
    with pytest.raises(NotSignedIn):
        await AuthenticateSession(desk.sessions)(begun.token)


async def test_a_made_up_session_is_nobody(database: Database) -> None:
    """Told no more than that."""
    with pytest.raises(NotSignedIn):
        await AuthenticateSession(a_desk(database).sessions)("A" * 64)
