"""A replica that a migration has outgrown takes no more jobs."""

from typing import TYPE_CHECKING, Any, cast

import pytest

from kit.jobs import a_held_job
from triage_warden.engine.worker import JobKind
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.kernel.jobs import HeldJob
from triage_warden.storage.postgres.errors import SchemaUnsupported
from triage_warden.storage.postgres.unit import Database
from triage_warden.wiring.outgrown import OnLost, Outgrown

if TYPE_CHECKING:
    import asyncpg

POOL = cast("asyncpg.Pool[Any]", object())


async def _open(_: OnLost) -> "asyncpg.Pool[Any]":
    return POOL


async def _outgrow(database: Database) -> None:
    async with database.system() as system:
        await system.raw.execute("UPDATE schema_compatibility SET oldest_code = '9998_later'")
        await system.raw.execute("UPDATE alembic_version SET version_num = '9999_future'")


async def test_it_connects_only_to_a_schema_it_works_on(database: Database) -> None:
    """To the worker the rest looks like a database that is away: it waits and asks again."""
    outgrown = Outgrown(database, _open)
    assert await outgrown.connect(lambda: None) is POOL
    await _outgrow(database)
    with pytest.raises(ConnectionRefusedError):
        await outgrown.connect(lambda: None)


async def test_a_database_that_is_away_is_waited_for_too() -> None:
    """Not the end of the process."""
    database = Database.open("postgres://nobody@127.0.0.1:1/nothing")
    with pytest.raises(ConnectionRefusedError):
        await Outgrown(database, _open).connect(lambda: None)
    await database.close()


async def test_the_first_job_that_is_refused_ends_the_connection(database: Database) -> None:
    """What it did before stays; what it would do now is another replica's."""
    lost = list[str]()

    async def work(job: HeldJob) -> None:
        async with database.transaction(DEFAULT_TENANT) as transaction:
            await transaction.raw.execute(
                "INSERT INTO incident_numbers VALUES ($1, 2026, $2)", DEFAULT_TENANT, len(job.payload)
            )

    outgrown = Outgrown(database, _open)
    await outgrown.connect(lambda: lost.append("lost"))
    watched = outgrown.watched(JobKind("write", work))
    await watched.run(a_held_job(b"x"))
    assert lost == []
    await _outgrow(database)
    with pytest.raises(SchemaUnsupported):
        await watched.run(a_held_job(b"xx"))
    assert lost == ["lost"]
