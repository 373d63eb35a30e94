"""Leases as rows behave as leases in Redis do (see tests/storage/redis/test_lease.py)."""

import asyncio

from triage_warden.storage.postgres.lease import PostgresLease
from triage_warden.storage.postgres.unit import Database


async def test_one_holds_it_and_the_others_see_who(database: Database) -> None:
    """Who holds it may ask again."""
    lease = PostgresLease(database)
    assert (await lease.acquire("work", "a", 15)).holder == "a"
    seen = await lease.acquire("work", "b", 15)
    assert seen.holder == "a"
    assert 5 < seen.seconds_left <= 15
    assert (await lease.acquire("work", "a", 30)).seconds_left > 15


async def test_only_its_holder_renews_or_releases_it(database: Database) -> None:
    """Others change nothing."""
    lease = PostgresLease(database)
    await lease.acquire("work", "a", 15)
    assert not await lease.renew("work", "b", 15)
    await lease.release("work", "b")
    assert await lease.renew("work", "a", 30)
    assert (await lease.look(["work", "other"]))["work"].seconds_left > 15
    await lease.release("work", "a")
    assert await lease.look(["work", "other"]) == {}


async def test_one_that_has_run_out_is_free_and_cannot_be_renewed(database: Database) -> None:
    """By the database's clock."""
    lease = PostgresLease(database)
    await lease.acquire("work", "a", 0.05)
    await asyncio.sleep(0.1)
    assert await lease.look(["work"]) == {}
    assert not await lease.renew("work", "a", 15)
    assert (await lease.acquire("work", "b", 15)).holder == "b"


async def test_of_many_that_ask_at_once_one_gets_it(database: Database) -> None:
    """Also for a resource nobody ever held."""
    lease = PostgresLease(database)
    found = await asyncio.gather(*(lease.acquire("work", str(number), 15) for number in range(8)))
    assert len({each.holder for each in found}) == 1
