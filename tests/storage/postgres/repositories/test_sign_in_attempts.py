"""Tests of counting attempts for all replicas."""

import asyncio
from datetime import timedelta

from kit.clock import FrozenClock
from kit.people import a_visit
from triage_warden.core.identity.people.throttle import FORGET, FREE, LONGEST, Counted
from triage_warden.core.identity.people.visit import address_key, place_key
from triage_warden.storage.postgres.repositories.sign_in_attempts import PostgresAttempts
from triage_warden.storage.postgres.unit import Database

NONE = timedelta(0)


async def count(database: Database) -> int:
    """Return how many keys are kept."""
    async with database.system() as system:
        found: int = await system.raw.fetchval("SELECT count(*) FROM sign_in_attempts")
    return found


async def test_attempts_are_counted_by_all_replicas_together(database: Database) -> None:
    """Two of them, at the same moment."""
    one, other, now = PostgresAttempts(database), PostgresAttempts(database), FrozenClock().now()
    keys = [place_key("ana", a_visit()), address_key(a_visit())]
    waits = await asyncio.gather(*((one, other)[number % 2].begin(keys, now) for number in range(12)))
    assert sum(wait == NONE for wait in waits) == FREE[Counted.PLACE]


async def test_where_one_key_must_wait_nothing_is_counted(database: Database) -> None:
    """Trying on during a wait does not make it longer: only what is looked at counts."""
    clock, attempts = FrozenClock(), PostgresAttempts(database)
    keys = [place_key("ana", a_visit()), address_key(a_visit())]
    for _ in range(5):
        await attempts.begin(keys, clock.now())
    for _ in range(100):
        assert await attempts.begin(keys, clock.now()) == timedelta(seconds=1)
    clock.advance(timedelta(seconds=1))
    assert await attempts.begin(keys, clock.now()) == NONE


async def test_a_success_forgets_the_place_and_takes_back_one_of_the_address(database: Database) -> None:
    """Else somebody with one account of their own could wipe out what they did to others'."""
    clock, attempts = FrozenClock(), PostgresAttempts(database)
    address = address_key(a_visit())
    for number in range(49):
        await attempts.begin([place_key(f"name-{number}", a_visit()), address], clock.now())
    mine = [place_key("mine", a_visit()), address]
    assert await attempts.begin(mine, clock.now()) == NONE
    await attempts.succeeded(mine)
    assert await attempts.begin([address], clock.now()) == NONE
    assert await attempts.begin([address], clock.now()) > NONE


async def test_what_nobody_tried_for_a_day_is_cleared_away(database: Database) -> None:
    """By later attempts, some at a time."""
    clock, attempts = FrozenClock(), PostgresAttempts(database)
    for number in range(30):
        await attempts.begin([place_key(f"name-{number}", a_visit())], clock.now())
    clock.advance(FORGET + LONGEST)
    for _ in range(2):
        await attempts.begin([place_key("ana", a_visit())], clock.now())
    assert await count(database) == 1


async def test_a_key_that_is_cleared_away_during_an_attempt_is_counted_anew(database: Database) -> None:
    """While the attempt waits for its other key; it does not fail over the row that was there a moment ago."""
    clock, attempts = FrozenClock(), PostgresAttempts(database)
    keys = sorted((place_key("ana", a_visit()), address_key(a_visit())), key=lambda each: each[1])
    await attempts.begin(keys, clock.now())
    async with asyncio.TaskGroup() as tasks, database.system() as busy:
        await busy.raw.execute("SELECT FROM sign_in_attempts WHERE key = $1 FOR UPDATE", keys[0][1])
        attempt = tasks.create_task(attempts.begin(keys, clock.now()))
        await asyncio.sleep(0.3)
        async with database.system() as clearing:
            await clearing.raw.execute("DELETE FROM sign_in_attempts WHERE key = $1", keys[1][1])
        assert not attempt.done()
    assert attempt.result() == NONE
    assert await count(database) == 2
