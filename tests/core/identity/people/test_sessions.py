"""Tests of sessions: what is over is over."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.clock import FrozenClock
from kit.people import NOBODY, a_desk, a_person, signed_in
from triage_warden.core.audit.model import SYSTEM
from triage_warden.core.identity.people.errors import SessionEnded
from triage_warden.core.identity.people.model import Device, Session, SessionId, Stage
from triage_warden.core.identity.people.ports import Lifetimes
from triage_warden.core.identity.people.sessions import TOUCH_EVERY, holds
from triage_warden.core.identity.roles import Role
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.unit import Database

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOURS = Lifetimes(idle=timedelta(hours=1), absolute=timedelta(hours=12), unfinished=timedelta(minutes=10))
SPANS = st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=30))


def a_session(stage: Stage = Stage.FULL, *, lasts: timedelta = timedelta(hours=12)) -> Session:
    """Return a session that begins now."""
    return Session(
        id=SessionId(NOBODY),
        user_id=NOBODY,
        tenant=DEFAULT_TENANT,
        stage=stage,
        created_at=NOW,
        seen_at=NOW,
        expires_at=NOW + lasts,
    )


@given(SPANS, SPANS, SPANS, st.lists(st.timedeltas(timedelta(0), timedelta(days=3)), max_size=30))
def test_a_session_that_expired_never_works_again(
    idle: timedelta, absolute: timedelta, unfinished: timedelta, pauses: list[timedelta]
) -> None:
    """Whatever the lifetimes and however it is used: once it does not hold, it never does."""
    lifetimes = Lifetimes(idle=idle, absolute=absolute, unfinished=unfinished)
    session, now, over = a_session(lasts=absolute), NOW, False
    for pause in pauses:
        now += pause
        held = holds(session, now, lifetimes)
        assert not (over and held)
        assert held is False or now - NOW < absolute
        over = over or not held
        if held:
            session = msgspec.structs.replace(session, seen_at=now)


@pytest.mark.parametrize(
    ("stage", "minutes", "held"),
    [
        (Stage.FULL, 59, True),
        (Stage.FULL, 60, False),
        (Stage.SECOND_FACTOR, 9, True),
        (Stage.SECOND_FACTOR, 10, False),
        (Stage.CHANGE_PASSWORD, 10, False),
    ],
)
def test_idle_and_unfinished_sessions_end(stage: Stage, minutes: int, *, held: bool) -> None:
    """A step that waits ends sooner."""
    assert holds(a_session(stage), NOW + timedelta(minutes=minutes), HOURS) is held


def test_a_shorter_lifetime_works_at_once() -> None:
    """Also for sessions that were begun under the longer one."""
    short = Lifetimes(idle=timedelta(hours=1), absolute=timedelta(minutes=30))
    assert not holds(a_session(), NOW + timedelta(minutes=30), short)


async def test_a_busy_session_ends_at_its_absolute_end(database: Database) -> None:
    """Use is remembered, about once a minute, and keeps it from idling out; not for ever."""
    clock = FrozenClock()
    desk = a_desk(database, clock, lifetimes=HOURS)
    begun = await signed_in(desk, await a_person(desk))
    for _ in range(17):
        clock.advance(timedelta(minutes=40))
        assert await desk.sessions.resolve(begun.token) is not None
    clock.advance(timedelta(minutes=40))
    assert await desk.sessions.resolve(begun.token) is None


async def test_use_is_written_about_once_a_minute(database: Database) -> None:
    """A page asks many times."""
    clock = FrozenClock()
    desk = a_desk(database, clock)
    user = await a_person(desk)
    begun = await signed_in(desk, user)
    clock.advance(TOUCH_EVERY - timedelta(seconds=1))
    await desk.sessions.resolve(begun.token)
    assert (await desk.store.of_user(user.tenant, user.id))[0].seen_at == begun.session.seen_at
    clock.advance(timedelta(seconds=1))
    await desk.sessions.resolve(begun.token)
    assert (await desk.store.of_user(user.tenant, user.id))[0].seen_at == clock.now()


async def test_a_disabled_person_has_no_session(database: Database) -> None:
    """From the moment on."""
    desk = a_desk(database)
    user = await a_person(desk)
    begun = await signed_in(desk, user)
    await desk.administer.update(user, SYSTEM, disabled=True)
    assert await desk.sessions.resolve(begun.token) is None


async def test_a_change_of_rights_ends_the_sessions(database: Database) -> None:
    """Nobody goes on with the rights of before."""
    desk = a_desk(database)
    user = await a_person(desk)
    begun = await signed_in(desk, user)
    await desk.administer.update(user, SYSTEM, role=Role.MANAGER)
    assert await desk.sessions.resolve(begun.token) is None


async def test_moving_on_makes_a_new_token_once(database: Database) -> None:
    """The old one is worth nothing, also for a second move."""
    desk = a_desk(database)
    begun = await signed_in(desk, await a_person(desk))
    after = await desk.sessions.move_on(begun.session, Stage.FULL)
    assert await desk.sessions.resolve(begun.token) is None
    assert await desk.sessions.resolve(after.token) is not None
    with pytest.raises(SessionEnded):
        await desk.sessions.move_on(begun.session, Stage.FULL)


@pytest.mark.parametrize("token", ["", "nonsense", "A" * 64, "\x00" * 64])
async def test_a_made_up_token_is_nobody(database: Database, token: str) -> None:
    """Whatever it looks like."""
    assert await a_desk(database).sessions.resolve(token) is None


async def test_what_is_begun_does_not_show_its_token(database: Database) -> None:
    """Where it is logged by mistake."""
    desk = a_desk(database)
    begun = await signed_in(desk, await a_person(desk))
    assert begun.token not in repr(begun)
    assert begun.session.device == Device(address="192.0.2.7", agent="Browser")
