"""What is over of signing in goes, what counts stays."""

from datetime import timedelta

from kit.clock import FrozenClock
from kit.people import a_desk, a_person, a_visit, signed_in
from triage_warden.core.identity.people.throttle import FORGET
from triage_warden.core.identity.people.visit import place_key
from triage_warden.storage.postgres.fence import PostgresFence
from triage_warden.storage.postgres.repositories.sign_in_attempts import PostgresAttempts
from triage_warden.storage.postgres.retention import BATCH
from triage_warden.storage.postgres.sign_in_leftovers import clear_sign_ins
from triage_warden.storage.postgres.unit import Database


async def _fire(database: Database, clock: FrozenClock) -> bool:
    leadership = await PostgresFence(database).take("schedules", "a", "redis")
    async with database.leading(leadership) as transaction:
        return await clear_sign_ins(transaction, clock.now())


async def _attempts(database: Database) -> int:
    async with database.system() as system:
        return int(await system.raw.fetchval("SELECT count(*) FROM sign_in_attempts"))


async def test_sessions_that_are_over_go_and_others_stay(database: Database) -> None:
    """Without anybody signing in."""
    clock = FrozenClock()
    desk = a_desk(database, clock)
    ana = await a_person(desk)
    over = await signed_in(desk, ana)
    clock.advance(timedelta(minutes=1))
    standing = await signed_in(desk, ana)
    clock.advance(over.session.expires_at - clock.now())
    assert not await _fire(database, clock)
    assert len(await desk.store.of_user(ana.tenant, ana.id)) == 2
    clock.advance(timedelta(seconds=1))
    assert not await _fire(database, clock)
    assert [each.id for each in await desk.store.of_user(ana.tenant, ana.id)] == [standing.session.id]


async def test_attempts_go_when_they_no_longer_count(database: Database) -> None:
    """Not while the next one would be counted on top of them."""
    clock, attempts = FrozenClock(), PostgresAttempts(database)
    for number in range(3):
        await attempts.begin([place_key(f"name-{number}", a_visit())], clock.now())
    clock.advance(FORGET)
    assert not await _fire(database, clock)
    assert await _attempts(database) == 3
    clock.advance(timedelta(seconds=1))
    assert not await _fire(database, clock)
    assert await _attempts(database) == 0


async def test_much_goes_a_batch_at_a_time(database: Database) -> None:
    """Until nothing is left."""
    clock = FrozenClock()
    async with database.system() as system:
        await system.raw.execute(
            "INSERT INTO sign_in_attempts (key, failures, last_at)"
            " SELECT decode(lpad(to_hex(n), 64, '0'), 'hex'), 1, $1 FROM generate_series(1, $2::int) AS n",
            clock.now(),
            BATCH + 1,
        )
    clock.advance(2 * FORGET)
    assert await _fire(database, clock)
    assert await _attempts(database) == 1
    assert not await _fire(database, clock)
    assert await _attempts(database) == 0
