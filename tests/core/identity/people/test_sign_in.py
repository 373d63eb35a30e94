"""Tests of signing in."""

import asyncio
import dataclasses
from datetime import timedelta

import pytest

from kit.clock import FrozenClock
from kit.people import (
    OTHER_PASSWORD,
    PASSWORD,
    a_desk,
    a_person,
    a_visit,
    code_now,
    entries,
    said_of,
    with_second_factor,
)
from triage_warden.core.audit.model import SYSTEM
from triage_warden.core.identity.people.administer import NewUser
from triage_warden.core.identity.people.desk import Desk
from triage_warden.core.identity.people.errors import (
    SessionEnded,
    SignInRefused,
    TemporaryPasswordOver,
    TooManyAttempts,
    WrongCode,
)
from triage_warden.core.identity.people.model import Stage
from triage_warden.core.identity.people.ports import Lifetimes
from triage_warden.core.identity.people.record import by_user
from triage_warden.core.identity.people.sign_in import spoken
from triage_warden.core.identity.people.visit import Visit
from triage_warden.core.identity.roles import Role
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.security.passwords import Argon2Passwords
from triage_warden.storage.postgres.unit import Database

STEP = timedelta(seconds=30)


async def fail(desk: Desk, name: str = "ana", times: int = 1, visit: Visit | None = None) -> None:
    """Try a wrong password so many times."""
    for _ in range(times):
        with pytest.raises(SignInRefused):
            await desk.sign_in(name, "wrong, and wrong again", visit or a_visit())


async def test_the_right_password_is_let_in(database: Database) -> None:
    """With a full session, the time of it, and an entry; the name in any capitals."""
    clock = FrozenClock()
    desk = a_desk(database, clock)
    user = await a_person(desk)
    begun = await desk.sign_in(" Ana ", PASSWORD, a_visit())
    assert begun.session.stage is Stage.FULL
    found = await desk.sessions.resolve(begun.token)
    assert found is not None
    assert found.user.last_sign_in_at == clock.now()
    assert await entries(database, "session.begin") == [("ana", "session.begin", str(user.id))]


async def test_an_unknown_name_and_a_wrong_password_are_told_alike(database: Database) -> None:
    """The words are the same, and so is what goes on the record but for who it was."""
    desk = a_desk(database)
    user = await a_person(desk)
    disabled = await a_person(desk, "bea")
    await desk.administer.update(disabled, SYSTEM, disabled=True)
    told = []
    for name, password in (("ana", "wrong password"), ("nobody", PASSWORD), ("bea", PASSWORD)):
        with pytest.raises(SignInRefused) as caught:
            await desk.sign_in(name, password, a_visit())
        told.append((caught.value.code, caught.value.detail, caught.value.context))
    assert len({repr(each) for each in told}) == 1
    refused = [entry[2] for entry in await entries(database, "session.refuse")]
    assert refused == [str(user.id), "unknown", str(disabled.id)]


async def test_the_same_work_is_done_for_an_unknown_name(database: Database) -> None:
    """A hash is computed either way; what an answer's time could tell is the database's noise."""
    desk = a_desk(database)
    await a_person(desk)
    asked: list[str | None] = []

    class Watched(Argon2Passwords):
        async def matches(self, password: str, known: str | None) -> bool:
            asked.append(known)
            return await super().matches(password, known)

    watched = dataclasses.replace(desk.sign_in, passwords=Watched())
    for name in ("ana", "nobody"):
        with pytest.raises(SignInRefused):
            await watched(name, "wrong password", a_visit())
    assert len(asked) == 2
    assert asked[1] is None


async def test_after_five_failures_there_is_a_wait_even_for_the_right_password(database: Database) -> None:
    """Nothing is looked at while it lasts; after it, the right password is let in and the count starts anew."""
    clock = FrozenClock()
    desk = a_desk(database, clock)
    await a_person(desk)
    await fail(desk, times=5)
    with pytest.raises(TooManyAttempts, match="1 second"):
        await desk.sign_in("ana", PASSWORD, a_visit())
    clock.advance(timedelta(seconds=1))
    await fail(desk)
    clock.advance(timedelta(seconds=2))
    await desk.sign_in("ana", PASSWORD, a_visit())
    await fail(desk, times=5)


async def test_nobody_can_lock_another_person_out(database: Database) -> None:
    """A stranger fails in Ana's name from elsewhere, for hours: Ana comes in at once, from where she is."""
    clock = FrozenClock()
    desk = a_desk(database, clock)
    await a_person(desk)
    for _ in range(60):
        for address in ("203.0.113.9", "203.0.113.10", "2001:db8::1"):
            try:
                await fail(desk, visit=a_visit(address))
            except TooManyAttempts:
                continue
        clock.advance(timedelta(minutes=5))
    assert (await desk.sign_in("ana", PASSWORD, a_visit("192.0.2.7"))).session.stage is Stage.FULL


async def test_a_known_browser_is_counted_apart_from_its_neighbours(database: Database) -> None:
    """Somebody behind Ana's own address guesses; the browser that she used before still lets her in."""
    desk = a_desk(database)
    await a_person(desk)
    await fail(desk, times=5)
    with pytest.raises(TooManyAttempts):
        await desk.sign_in("ana", PASSWORD, a_visit())
    await desk.sign_in("ana", PASSWORD, a_visit(browser="b-1"))


async def test_one_password_on_many_names_is_slowed_down_too(database: Database) -> None:
    """Fifty names from one address, and then a wait for names never tried; another address is free."""
    desk = a_desk(database)
    for number in range(50):
        await fail(desk, f"name-{number}")
    with pytest.raises(TooManyAttempts):
        await desk.sign_in("name-50", PASSWORD, a_visit())
    await fail(desk, "name-50", visit=a_visit("192.0.2.8"))


async def test_attempts_at_the_same_moment_are_all_counted(database: Database) -> None:
    """Twenty at once: five are looked at, whichever replica they reach."""
    desk = a_desk(database)
    await a_person(desk)
    found = await asyncio.gather(
        *(desk.sign_in("ana", "wrong password", a_visit()) for _ in range(20)), return_exceptions=True
    )
    assert sum(isinstance(each, SignInRefused) for each in found) == 5
    assert sum(isinstance(each, TooManyAttempts) for each in found) == 15


async def test_with_a_second_factor_the_password_alone_is_nobody_yet(database: Database) -> None:
    """Then the code makes it full, under a new token; the old one is worth nothing."""
    clock = FrozenClock()
    desk = a_desk(database, clock)
    secret, _ = await with_second_factor(desk, await a_person(desk), clock)
    clock.advance(STEP)
    half = await desk.sign_in("ana", PASSWORD, a_visit())
    assert half.session.stage is Stage.SECOND_FACTOR
    full = await desk.sign_in.with_code(half.session, code_now(secret, clock), a_visit())
    assert full.session.stage is Stage.FULL
    assert full.token != half.token
    assert await desk.sessions.resolve(half.token) is None
    with pytest.raises((SessionEnded, WrongCode)):
        await desk.sign_in.with_code(half.session, code_now(secret, clock, 1), a_visit())


async def test_a_code_is_taken_once(database: Database) -> None:
    """Somebody looks over a shoulder and is as quick."""
    clock = FrozenClock()
    desk = a_desk(database, clock)
    secret, _ = await with_second_factor(desk, await a_person(desk), clock)
    clock.advance(STEP)
    code = code_now(secret, clock)
    halves = [await desk.sign_in("ana", PASSWORD, a_visit()) for _ in range(2)]
    tried = (desk.sign_in.with_code(half.session, code, a_visit()) for half in halves)
    found = await asyncio.gather(*tried, return_exceptions=True)
    assert sum(isinstance(each, WrongCode) for each in found) == 1


async def test_wrong_codes_are_counted_together_with_passwords(database: Database) -> None:
    """Who has the password gets no free tries at codes by beginning again."""
    clock = FrozenClock()
    desk = a_desk(database, clock)
    await with_second_factor(desk, await a_person(desk), clock)
    half = await desk.sign_in("ana", PASSWORD, a_visit())
    for _ in range(4):
        with pytest.raises(WrongCode):
            await desk.sign_in.with_code(half.session, "000000", a_visit())
    with pytest.raises(TooManyAttempts):
        await desk.sign_in.with_code(half.session, "000000", a_visit())
    with pytest.raises(TooManyAttempts):
        await desk.sign_in("ana", PASSWORD, a_visit())


async def test_a_temporary_password_leads_to_a_new_one_only(database: Database) -> None:
    """The session is for nothing else."""
    desk = a_desk(database)
    user = await a_person(desk)
    given = await desk.administer.reset_password(user, SYSTEM, password=OTHER_PASSWORD)
    assert given.password is None
    begun = await desk.sign_in("ana", OTHER_PASSWORD, a_visit())
    assert begun.session.stage is Stage.CHANGE_PASSWORD


async def test_a_hash_of_old_parameters_is_made_anew(database: Database) -> None:
    """When the password is there to do it with."""
    desk = a_desk(database)
    user = await a_person(desk)
    old = (await desk.people.get(user.tenant, user.id)).password_hash
    today = dataclasses.replace(desk.sign_in, passwords=Argon2Passwords())
    await today("ana", PASSWORD, a_visit())
    made = (await desk.people.get(user.tenant, user.id)).password_hash
    assert made != old
    assert made is not None
    assert not Argon2Passwords().outdated(made)


@pytest.mark.parametrize(
    ("seconds", "words"), [(1, "1 second"), (32, "32 seconds"), (512, "9 minutes"), (900, "15 minutes")]
)
def test_a_wait_is_spoken(seconds: int, words: str) -> None:
    """Never shorter than it is."""
    assert spoken(seconds) == words


async def test_what_was_shown_is_on_the_record(database: Database) -> None:
    """The password alone; with the device's code; with a recovery code."""
    clock = FrozenClock()
    desk = a_desk(database, clock)
    user = await a_person(desk)
    await desk.sign_in("ana", PASSWORD, a_visit())
    secret, recovery = await with_second_factor(desk, user, clock)
    for code in (code_now(secret, clock, 1), recovery[0]):
        half = await desk.sign_in("ana", PASSWORD, a_visit())
        await desk.sign_in.with_code(half.session, code, a_visit())
    assert await said_of(database, "session.begin") == [
        {"stage": "full", "by": "password"},
        {"stage": "full", "by": "one_time_code"},
        {"stage": "full", "by": "recovery_code"},
    ]


async def test_a_temporary_password_is_over_by_itself(database: Database) -> None:
    """The first as well as one after a reset, on the hour; who has the right one is told, and it is on the record."""
    clock = FrozenClock()
    desk = a_desk(database, clock, lifetimes=Lifetimes(temporary_password=timedelta(hours=3)))
    new = await desk.administer.add(DEFAULT_TENANT, NewUser(name="ana", role=Role.ANALYST), SYSTEM)
    assert new.until == clock.now() + timedelta(hours=3)
    again = new
    for _ in range(2):
        assert again.password is not None
        clock.advance(timedelta(hours=3, seconds=-1))
        assert (await desk.sign_in("ana", again.password, a_visit())).session.stage is Stage.CHANGE_PASSWORD
        clock.advance(timedelta(seconds=1))
        with pytest.raises(TemporaryPasswordOver):
            await desk.sign_in("ana", again.password, a_visit())
        with pytest.raises(SignInRefused, match="wrong"):
            await desk.sign_in("ana", "wrong, and wrong again", a_visit())
        again = await desk.administer.reset_password(new.user, SYSTEM)


async def test_ones_own_password_does_not_expire(database: Database) -> None:
    """Not either, where it took the place of a temporary one."""
    clock = FrozenClock()
    desk = a_desk(database, clock)
    given = await desk.administer.add(DEFAULT_TENANT, NewUser(name="ana", role=Role.ANALYST), SYSTEM)
    account = await desk.people.get(DEFAULT_TENANT, given.user.id)
    await desk.change_password(account, PASSWORD, by_user(given.user), session=None)
    clock.advance(timedelta(days=400))
    assert (await desk.sign_in("ana", PASSWORD, a_visit())).session.stage is Stage.FULL
