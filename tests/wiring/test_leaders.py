"""The election of a process, over real keepers of leases."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

import pytest

from kit.valkey import a_valkey
from triage_warden.engine.schedules.schedule import MAIN, Schedule
from triage_warden.engine.schedules.when import Every
from triage_warden.kernel.errors import Invalid, Unavailable
from triage_warden.storage.postgres.lease import PostgresLease
from triage_warden.storage.postgres.unit import Database, Transaction
from triage_warden.storage.redis.errors import BadRedisUrl
from triage_warden.wiring.leaders import TimesContradict, checked, holder_of, leaders, name_of
from triage_warden.wiring.process import Process
from triage_warden.wiring.setting_groups.serving import ServeRole
from triage_warden.wiring.settings import Settings

QUICK = Settings(leader_lease_seconds=3, leader_renew_seconds=2, leader_retry_seconds=1, instance_id="pod-1")


@pytest.mark.parametrize(
    ("settings", "variable"),
    [
        (Settings(leader_renew_seconds=15), "TW_LEADER_RENEW_SECONDS"),
        (Settings(leader_lease_seconds=9), "TW_LEADER_RENEW_SECONDS"),
        (Settings(leader_retry_seconds=10), "TW_LEADER_RETRY_SECONDS"),
    ],
)
def test_times_that_do_not_go_together_are_refused_with_the_remedy(settings: Settings, variable: str) -> None:
    """By the variable's name."""
    with pytest.raises(TimesContradict, match=f"^{variable}: .*; make it less than") as refused:
        checked(settings)
    assert refused.value.errors[0].pointer == variable


def test_the_defaults_go_together_and_a_bad_redis_is_refused() -> None:
    """Before anything is started."""
    times, redis = checked(Settings())
    assert (times.lease, times.renew, times.retry, redis) == (15, 10, 2, None)
    with pytest.raises(BadRedisUrl):
        checked(Settings(redis_url="http://example.com"))
    assert issubclass(BadRedisUrl, Invalid)


@pytest.mark.parametrize(
    ("holder", "ours", "shown"),
    [
        ("pod-1/ab12cd34", True, "pod-1"),
        ("pod-1/ab12cd34", False, "pod-1"),
        ("host-7~ab12cd34", True, "host-7"),
        ("host-7~ab12cd34", False, "instance-ab12cd34"),
    ],
)
def test_the_name_of_another_host_is_shown_to_nobody(holder: str, *, ours: bool, shown: str) -> None:
    """A name that an operator gave is."""
    assert name_of(holder, ours=ours) == shown


async def test_two_runs_of_one_name_are_two_holders() -> None:
    """An operator who gave two processes one name elects one leader all the same."""
    first, second = (Process.over(settings, "postgres://nobody@127.0.0.1:1/x") for settings in (QUICK, QUICK))
    unnamed = Process.over(Settings(), "postgres://nobody@127.0.0.1:1/x")
    assert holder_of(first) != holder_of(second)
    assert name_of(holder_of(first), ours=False) == "pod-1"
    assert name_of(holder_of(unnamed), ours=True) == unnamed.instance_id
    for process in (first, second, unnamed):
        await process.database.close()


async def _lead_for_a_moment(settings: Settings, url: str, seconds: float = 30.0) -> tuple[list[str], list[str]]:
    """Lead until both schedules have run; return the backends of the terms in the database, and what ran."""
    ran: list[str] = []
    both = asyncio.Event()

    async def work(transaction: Transaction, tick: datetime) -> bool:
        assert await transaction.raw.fetchval("SELECT $1 <= now()", tick)
        ran.append("work")
        if len(ran) == 2:
            both.set()
        return False

    process = Process.over(settings, url)
    schedules = [
        Schedule(name="one", when=Every(3600), run=work),
        Schedule(name="two", when=Every(3600), run=work, resource="other"),
    ]
    election = leaders(process, schedules)
    try:
        async with asyncio.TaskGroup() as group:
            standing = group.create_task(election.run())
            with suppress(TimeoutError):
                await asyncio.wait_for(both.wait(), seconds)
            standing.cancel()
    finally:
        await election.close()
        await process.database.close()
    database = Database.open(url)
    async with database.system() as system:
        rows = await system.raw.fetch("SELECT resource, backend FROM leader_terms ORDER BY resource")
    await database.close()
    return [f"{row['resource']} {row['backend']}" for row in rows], ran


async def test_failures_of_schedules_are_shown_before_there_are_any() -> None:
    """By whoever may lead: a series that begins with its first failure has no increase, and nobody is told."""
    for role, shown in ((ServeRole.COMBINED, 0), (ServeRole.API, None)):
        process = Process.over(replace(QUICK, role=role), "postgres://nobody@127.0.0.1:1/x")
        await leaders(process).close()
        await process.database.close()
        ticks = {"schedule": "sweep", "outcome": "failed"}
        assert process.metrics.registry.get_sample_value("triage_warden_schedule_ticks_total", ticks) == shown


async def test_without_redis_postgresql_keeps_the_leases(database_url: str) -> None:
    """Each resource is led and its work done."""
    assert await _lead_for_a_moment(QUICK, database_url) == (["other postgres", f"{MAIN} postgres"], ["work", "work"])


async def test_with_redis_redis_keeps_them(database_url: str) -> None:
    """And PostgreSQL none."""
    with a_valkey() as server:
        settings = replace(QUICK, redis_url=server.url)
        assert await _lead_for_a_moment(settings, database_url) == (["other redis", f"{MAIN} redis"], ["work", "work"])


async def test_with_redis_configured_and_down_nobody_leads(database_url: str) -> None:
    """PostgreSQL does not step in: two keepers would elect two leaders."""
    settings = replace(QUICK, redis_url="redis://127.0.0.1:1/0")
    assert await _lead_for_a_moment(settings, database_url, seconds=1.5) == ([], [])


async def test_an_api_replica_stands_for_nothing_and_still_sees_who_leads(database_url: str) -> None:
    """It has no singleton work."""
    process = Process.over(replace(QUICK, role=ServeRole.API), database_url)
    election = leaders(process)
    try:
        assert election.electors == ()
        await election.lease.acquire(MAIN, "pod-9/abcdef01", 15)
        standing, *others = (await election.standings()).resources
        assert {each.holder for each in others} == {None}
        assert standing.holder == "pod-9/abcdef01"
        assert not standing.is_leader
    finally:
        await election.close()
        await process.database.close()


async def test_a_process_paused_half_way_through_a_renewal_holds_nobody_up(database_url: str) -> None:
    """The server undoes what nobody goes on with; else the next leader would wait for the paused one's row."""
    process, others = Process.over(QUICK, database_url), Database.open(database_url)
    election = leaders(process)
    await election.lease.acquire(MAIN, "paused", 0.05)
    await asyncio.sleep(0.1)

    async def renew_and_pause() -> None:
        async with election.own.system() as paused:
            await paused.raw.execute("UPDATE leader_leases SET expires_at = expires_at")
            async with asyncio.timeout(15):
                assert (await PostgresLease(others).acquire(MAIN, "next", 15)).holder == "next"

    with pytest.raises(Unavailable):
        await renew_and_pause()
    await others.close()
    await election.close()
    await process.database.close()
