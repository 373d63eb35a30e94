"""Tests of the second factor."""

import asyncio
from datetime import timedelta

import pytest

from kit.clock import FrozenClock
from kit.people import a_desk, a_person, code_now, entries, signed_in, with_second_factor
from triage_warden.core.identity.people.demand import Demand
from triage_warden.core.identity.people.desk import Desk
from triage_warden.core.identity.people.errors import SecondFactorState, WrongCode
from triage_warden.core.identity.people.model import Account, SecondFactor, User
from triage_warden.core.identity.people.record import by_user
from triage_warden.core.identity.people.second_factor import Taken
from triage_warden.storage.postgres.unit import Database

STEP = timedelta(seconds=30)


async def latest(desk: Desk, user: User) -> Account:
    """Return the account as it is."""
    return await desk.people.get(user.tenant, user.id)


async def test_a_second_factor_is_on_after_a_code_of_its_own(database: Database) -> None:
    """A wrong code puts nothing on; the right one gives ten recovery codes and ends the other sessions."""
    clock = FrozenClock()
    desk = a_desk(database, clock)
    user = await a_person(desk)
    mine, other = await signed_in(desk, user), await signed_in(desk, user)
    secret = await desk.enrol.begin(user, by_user(user))
    enrolling = (await latest(desk, user)).user
    assert enrolling.second_factor is SecondFactor.ENROLLING
    assert await desk.enrol.secret_of(enrolling) == secret
    with pytest.raises(WrongCode):
        await desk.enrol.confirm(enrolling, "000000", by_user(user), session=mine.session.id)
    recovery = await desk.enrol.confirm(enrolling, code_now(secret, clock), by_user(user), session=mine.session.id)
    assert len(recovery) == 10
    on = (await latest(desk, user)).user
    assert on.second_factor is SecondFactor.ON
    assert await desk.enrol.secret_of(on) is None, "a secret that is on is never shown again"
    assert await desk.sessions.resolve(mine.token) is not None
    assert await desk.sessions.resolve(other.token) is None
    assert [entry[1] for entry in await entries(database)] == ["user.create", "user.second_factor_on"]


async def test_the_code_that_put_it_on_is_spent(database: Database) -> None:
    """It cannot be used to sign in."""
    clock = FrozenClock()
    desk = a_desk(database, clock)
    user = await a_person(desk)
    secret, _ = await with_second_factor(desk, user, clock)
    with pytest.raises(WrongCode):
        await desk.take_code(await latest(desk, user), code_now(secret, clock))
    clock.advance(STEP)
    await desk.take_code(await latest(desk, user), code_now(secret, clock))


async def test_a_code_before_the_last_taken_one_is_refused(database: Database) -> None:
    """The one of the step after was taken early; the present one is then old."""
    clock = FrozenClock()
    desk = a_desk(database, clock)
    user = await a_person(desk)
    secret, _ = await with_second_factor(desk, user, clock)
    clock.advance(STEP)
    await desk.take_code(await latest(desk, user), code_now(secret, clock, 1))
    with pytest.raises(WrongCode):
        await desk.take_code(await latest(desk, user), code_now(secret, clock))


async def test_a_recovery_code_is_taken_once_by_one(database: Database) -> None:
    """Of five who use it at the same moment, one is let in; the others' codes are still there."""
    clock = FrozenClock()
    desk = a_desk(database, clock)
    user = await a_person(desk)
    _, recovery = await with_second_factor(desk, user, clock)
    account = await latest(desk, user)
    found = await asyncio.gather(*(desk.take_code(account, recovery[3]) for _ in range(5)), return_exceptions=True)
    assert sum(isinstance(each, Taken) for each in found) == 1
    assert sum(isinstance(each, WrongCode) for each in found) == 4
    assert len((await latest(desk, user)).recovery_codes) == 9
    await desk.take_code(account, recovery[4].upper())


async def test_new_recovery_codes_take_the_place_of_the_old(database: Database) -> None:
    """All ten."""
    clock = FrozenClock()
    desk = a_desk(database, clock)
    user = await a_person(desk)
    _, old = await with_second_factor(desk, user, clock)
    new = await desk.enrol.new_recovery_codes(user, by_user(user))
    with pytest.raises(WrongCode):
        await desk.take_code(await latest(desk, user), old[0])
    await desk.take_code(await latest(desk, user), new[0])


async def test_taken_off_nothing_is_left(database: Database) -> None:
    """No secret, no recovery codes, no other session."""
    clock = FrozenClock()
    desk = a_desk(database, clock)
    user = await a_person(desk)
    _, recovery = await with_second_factor(desk, user, clock)
    begun = await signed_in(desk, user)
    account = await desk.take_off(user, by_user(user))
    assert (account.user.second_factor, account.recovery_codes) == (SecondFactor.NONE, ())
    assert await desk.enrol.secrets.get(user.tenant, user.id) is None
    assert await desk.sessions.resolve(begun.token) is None
    with pytest.raises(WrongCode):
        await desk.take_code(account, recovery[0])
    with pytest.raises(SecondFactorState):
        await desk.take_off(user, by_user(user))


async def test_what_is_on_is_not_replaced(database: Database) -> None:
    """A thief of a session cannot put their own device in its place."""
    clock = FrozenClock()
    desk = a_desk(database, clock)
    user = await a_person(desk)
    secret, _ = await with_second_factor(desk, user, clock)
    with pytest.raises(SecondFactorState):
        await desk.enrol.begin(user, by_user(user))
    assert await desk.enrol.secrets.get(user.tenant, user.id) == secret
    with pytest.raises(SecondFactorState):
        await desk.enrol.confirm((await latest(desk, user)).user, "000000", by_user(user), session=None)


async def test_codes_cannot_be_had_without_a_second_factor(database: Database) -> None:
    """Neither recovery codes nor a way in by a code."""
    desk = a_desk(database)
    user = await a_person(desk)
    with pytest.raises(SecondFactorState):
        await desk.enrol.new_recovery_codes(user, by_user(user))
    with pytest.raises(WrongCode):
        await desk.take_code(await latest(desk, user), "123456")


async def test_where_one_is_demanded_nobody_stays_signed_in_without_it(database: Database) -> None:
    """Whoever takes theirs off is signed out everywhere, and puts another one on as they sign in again."""
    clock = FrozenClock()
    for name, demand, stays in (("ana", Demand.NONE, True), ("bea", Demand.EVERYONE, False)):
        desk = a_desk(database, clock, demand=demand)
        user = await a_person(desk, name)
        await with_second_factor(desk, user, clock)
        mine = await signed_in(desk, user)
        await desk.take_off(user, by_user(user), session=mine.session.id)
        assert (await desk.sessions.resolve(mine.token) is not None) is stays
