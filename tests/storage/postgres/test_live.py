"""Tests of live updates, on a real server."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import replace
from uuid import UUID

import pytest

from kit.database import TestServer
from triage_warden.core.incidents.live import Change
from triage_warden.kernel.ids import DEFAULT_TENANT, IncidentId, TenantId
from triage_warden.storage.postgres.errors import CannotIsolateTenants
from triage_warden.storage.postgres.live import CHANNEL, PostgresLive, notify
from triage_warden.storage.postgres.migrate import migrate
from triage_warden.storage.postgres.unit import Database

OTHER = TenantId(UUID("00000000-0000-7000-8000-000000000002"))


def a_change(number: int = 1, tenant: TenantId = DEFAULT_TENANT) -> Change:
    """Return a change."""
    return Change(
        tenant_id=tenant,
        kind="incident_changed",
        incident_id=IncidentId(UUID(int=number)),
        number=f"INC-2026-{number:06}",
    )


@pytest.fixture
async def live(database: Database) -> AsyncGenerator[PostgresLive]:
    """Return live updates that run, and are heard to do so."""
    updates = PostgresLive(database.connect)
    async with asyncio.TaskGroup() as group:
        task = group.create_task(updates.run())
        await listening(database)
        yield updates
        task.cancel()


async def listening(database: Database, wanted: int = 1) -> None:
    """Wait until a connection listens."""
    question = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'"
    async with asyncio.timeout(10):
        while True:
            async with database.system() as system:
                if await system.raw.fetchval(question) >= wanted:
                    return
            await asyncio.sleep(0.02)


async def tell(database: Database, change: Change) -> None:
    """Commit a change."""
    async with database.transaction(change.tenant_id) as transaction:
        await notify(transaction, change)


async def heard(updates: AsyncGenerator[Change, None], count: int) -> list[Change]:
    """Return the next changes."""
    async with asyncio.timeout(10):
        return [await anext(updates) for _ in range(count)]


async def test_a_commit_is_heard_by_everybody_who_looks(database: Database, live: PostgresLive) -> None:
    """Each subscriber of the tenant gets the change; those of another tenant do not."""
    first, second, other = live.subscribe(DEFAULT_TENANT), live.subscribe(DEFAULT_TENANT), live.subscribe(OTHER)
    async with asyncio.TaskGroup() as group:
        answers = [group.create_task(heard(updates, 1)) for updates in (first, second)]
        foreign = group.create_task(heard(other, 1))
        await asyncio.sleep(0.05)
        await tell(database, a_change(1))
        await tell(database, a_change(2, OTHER))
    assert [answer.result() for answer in answers] == [[a_change(1)], [a_change(1)]]
    assert foreign.result() == [a_change(2, OTHER)]
    for updates in (first, second, other):
        await updates.aclose()


async def test_what_is_undone_is_not_heard(database: Database, live: PostgresLive) -> None:
    """A transaction that fails tells nobody."""
    updates = live.subscribe(DEFAULT_TENANT)

    async def tell_and_fail() -> None:
        async with database.transaction(DEFAULT_TENANT) as transaction:
            await notify(transaction, a_change(1))
            raise ZeroDivisionError

    async with asyncio.TaskGroup() as group:
        answer = group.create_task(heard(updates, 1))
        await asyncio.sleep(0.05)
        with pytest.raises(ZeroDivisionError):
            await tell_and_fail()
        await tell(database, a_change(2))
    assert answer.result() == [a_change(2)]
    await updates.aclose()


async def test_listens_again_after_the_connection_was_lost(
    database: Database, live: PostgresLive, postgres: TestServer
) -> None:
    """After a cut the subscriber is told to read afresh, and hears the next change."""
    updates = live.subscribe(DEFAULT_TENANT)
    async with asyncio.TaskGroup() as group:
        answer = group.create_task(heard(updates, 2))
        await asyncio.sleep(0.05)
        async with database.system() as system:
            await system.raw.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                "WHERE datname = current_database() AND query LIKE 'LISTEN%'",
            )
        await listening(database)
        await tell(database, a_change(3))
    assert [change.kind for change in answer.result()] == ["reconnected", "incident_changed"]
    await updates.aclose()


async def test_a_subscriber_that_sleeps_costs_bounded_memory(database: Database, live: PostgresLive) -> None:
    """Of more changes than are kept the latest stay, the oldest go."""
    sleeper, awake = live.subscribe(DEFAULT_TENANT), live.subscribe(DEFAULT_TENANT)
    async with asyncio.TaskGroup() as group:
        first = group.create_task(heard(sleeper, 1))
        last = group.create_task(until(awake, a_change(400)))
        await asyncio.sleep(0.05)
        await tell(database, a_change(0))
        await asyncio.wait([first])
        async with database.transaction(DEFAULT_TENANT) as transaction:
            for number in range(1, 401):
                await notify(transaction, a_change(number))
        await asyncio.wait([last])
    rest = await until(sleeper, a_change(400))
    assert rest == [a_change(number) for number in range(401 - len(rest), 401)]
    assert len(rest) <= 256
    await sleeper.aclose()
    await awake.aclose()


async def until(updates: AsyncGenerator[Change, None], wanted: Change) -> list[Change]:
    """Return the changes up to and with the one that is wanted."""
    changes: list[Change] = []
    async with asyncio.timeout(10):
        while not changes or changes[-1] != wanted:
            changes.append(await anext(updates))
    return changes


async def test_ends_with_the_application(database: Database) -> None:
    """When the listener stops, every subscription ends instead of waiting for ever."""
    live = PostgresLive(database.connect)
    task = asyncio.ensure_future(live.run())
    await listening(database)
    updates = live.subscribe(DEFAULT_TENANT)
    waiting = asyncio.ensure_future(anext(updates, None))
    await asyncio.sleep(0.05)
    task.cancel()
    async with asyncio.timeout(5):
        assert await waiting is None
    assert [change async for change in live.subscribe(DEFAULT_TENANT)] == []
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_an_account_that_cannot_step_down_yet_is_waited_for(postgres: TestServer) -> None:
    """A superuser's empty database: the role comes with the migrations, which the same process applies."""
    async with postgres.superusers() as url:
        database = Database.open(url)
        live = PostgresLive(database.connect)
        updates = live.subscribe(DEFAULT_TENANT)
        with pytest.raises(CannotIsolateTenants):
            await database.connect()
        async with asyncio.TaskGroup() as group:
            task = group.create_task(live.run())
            answer = group.create_task(heard(updates, 1))
            await migrate(url)
            assert [change.kind for change in await answer] == ["reconnected"]
            task.cancel()
        await updates.aclose()
        await database.close()


async def test_who_looks_goes_on_looking_when_it_is_run_again(database: Database) -> None:
    """After a failure that nobody has thought of; the application has not stopped."""
    live = PostgresLive(replace(database.connect, arguments=None))  # type: ignore[arg-type]  # a defect
    updates = live.subscribe(DEFAULT_TENANT)
    answer = asyncio.ensure_future(heard(updates, 1))
    with pytest.raises(AttributeError):
        await live.run()
    live.connect = database.connect
    task = asyncio.ensure_future(live.run())
    assert [change.kind for change in await answer] == ["reconnected"]
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await updates.aclose()


async def test_noise_on_the_channel_is_ignored(database: Database, live: PostgresLive) -> None:
    """What is not a change of ours ends nothing."""
    updates = live.subscribe(DEFAULT_TENANT)
    async with asyncio.TaskGroup() as group:
        answer = group.create_task(heard(updates, 1))
        await asyncio.sleep(0.05)
        async with database.system() as system:
            await system.raw.execute("SELECT pg_notify($1, $2)", CHANNEL, "{broken")
        await tell(database, a_change(5))
    assert answer.result() == [a_change(5)]
    await updates.aclose()
