"""Streams end with what let them in."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import msgspec
import pytest

from kit.forms import BROWSER
from kit.house import House, a_house, person_signed_in
from kit.identity import BY, YEAR, an_actor, shown_by
from kit.web import World, a_client
from triage_warden.core.audit.model import SYSTEM
from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.core.identity.keys.issue import WantedKey
from triage_warden.core.identity.model import Actor, Credential
from triage_warden.core.identity.people.model import User
from triage_warden.core.identity.roles import Role
from triage_warden.kernel.errors import Unavailable
from triage_warden.storage.postgres.unit import Database
from triage_warden.web.shared.event_stream import Pace
from triage_warden.wiring.identity import identity
from triage_warden.wiring.process import Process
from triage_warden.wiring.process_secrets import Secrets
from triage_warden.wiring.settings import Settings

STREAMS = ("/incidents/live", "/api/v1/events")
SECRETS = Secrets(jwt=(b"j" * 32,), session=(b"s" * 32,), encryption=(b"e" * 32,))
QUICK = Pace(look_seconds=0.02)
Change = Callable[[House, User], Awaitable[object]]


async def _ends(house: House, user: User) -> None:
    for session in await house.desk.store.of_user(user.tenant, user.id):
        await house.desk.store.end(user.tenant, session.id, of=user.id)


async def _is_reset(house: House, user: User) -> None:
    await house.desk.administer.reset_password(user, SYSTEM)


async def _is_disabled(house: House, user: User) -> None:
    await house.desk.administer.update(user, SYSTEM, disabled=True)


async def _is_left_alone(house: House, _user: User) -> None:
    house.clock.advance(timedelta(hours=1))


@pytest.mark.parametrize("change", [_ends, _is_reset, _is_disabled, _is_left_alone])
@pytest.mark.parametrize("path", STREAMS)
async def test_a_stream_ends_with_its_session(database: Database, path: str, change: Change) -> None:
    """Signed out, reset, disabled or idle, by whichever replica: the one with the stream asks the database."""
    async with a_house(database, pace=QUICK) as house, asyncio.timeout(20):
        user = await person_signed_in(house)
        stream = asyncio.ensure_future(house.client.get(path, headers=BROWSER))
        await asyncio.sleep(0.2)
        assert not stream.done()
        await change(house, user)
        assert (await stream).status_code == 200


async def test_a_stream_does_not_keep_a_session_from_growing_idle(database: Database) -> None:
    """It is looked at, and not used."""
    async with a_house(database, pace=QUICK) as house, asyncio.timeout(20):
        user = await person_signed_in(house)
        seen = (await house.desk.store.of_user(user.tenant, user.id))[0].seen_at
        stream = asyncio.ensure_future(house.client.get(STREAMS[0], headers=BROWSER))
        await asyncio.sleep(0.2)
        house.clock.advance(timedelta(minutes=30))
        await asyncio.sleep(0.2)
        assert (await house.desk.store.of_user(user.tenant, user.id))[0].seen_at == seen
        house.clock.advance(timedelta(minutes=30))
        await stream


async def test_a_stream_ends_with_its_key(database_url: str) -> None:
    """Revoked, and over at once where that was done."""
    process = Process.over(Settings(), database_url)
    known = identity(process, SECRETS)
    try:
        wanted = WantedKey(name="screen", role=Role.VIEWER, scopes=None, lasting=YEAR)
        issued = await known.desk.issue(an_actor(), wanted, by=BY)
        shown = {"authorization": f"Bearer {issued.text}"}
        async with a_client(World(), role=None, authenticate=known.identify, pace=QUICK) as client, asyncio.timeout(20):
            stream = asyncio.ensure_future(client.get(STREAMS[1], headers=shown))
            await asyncio.sleep(0.2)
            assert not stream.done()
            await known.desk.revoke(issued.key.tenant, issued.key.id, by=BY)
            assert (await stream).status_code == 200
    finally:
        await process.database.close()


@pytest.mark.parametrize("last", [NotSignedIn(), msgspec.structs.replace(an_actor(), scopes=frozenset())])
async def test_a_stream_outlives_a_database_that_cannot_be_asked(last: NotSignedIn | Actor) -> None:
    """And ends when that answers that who listens is nobody, or may no longer."""
    answers: list[Exception | Actor] = []

    async def asked(_credential: Credential) -> Actor:
        answer = answers.pop(0) if answers else an_actor()
        if isinstance(answer, Exception):
            raise answer
        return answer

    async with a_client(World(), authenticate=asked, pace=QUICK) as client, asyncio.timeout(20):
        stream = asyncio.ensure_future(client.get(STREAMS[1], headers=shown_by(Role.ADMIN)))
        await asyncio.sleep(0.1)
        answers += [Unavailable()] * 3
        await asyncio.sleep(0.2)
        assert not answers
        assert not stream.done()
        answers.append(last)
        await stream
