"""Tests of the database's health."""

import socket

import pytest

from triage_warden.kernel.clock import SystemClock
from triage_warden.storage.postgres.migrations.revisions import HEAD
from triage_warden.storage.postgres.queries.health import CheckDatabase
from triage_warden.storage.postgres.revision import SchemaState
from triage_warden.storage.postgres.unit import Database


async def test_a_migrated_database_is_ready(database: Database) -> None:
    """It answers, in measured time, and its schema is the code's."""
    health = await CheckDatabase(database, SystemClock())()
    assert health.ready
    assert health.latency_ms is not None
    assert 0 < health.latency_ms < 2000
    assert health.reason is None


async def test_pending_migrations_are_not_ready_and_say_so(database: Database) -> None:
    """It answers, but must be migrated first."""
    async with database.system() as system:
        await system.raw.execute("UPDATE alembic_version SET version_num = '0001_alerts'")
    health = await CheckDatabase(database, SystemClock())()
    assert (health.reachable, health.schema, health.ready) == (True, SchemaState.OLDER, False)
    assert "triage-warden migrate" in (health.reason or "")


@pytest.mark.parametrize(
    ("oldest_code", "state", "ready"), [(HEAD, SchemaState.AHEAD, True), ("9998_later", SchemaState.NEWER, False)]
)
async def test_a_newer_schema_is_ready_while_it_bears_this_code(
    database: Database, oldest_code: str, state: SchemaState, *, ready: bool
) -> None:
    """And says why where it does not."""
    async with database.system() as system:
        await system.raw.execute("UPDATE alembic_version SET version_num = '9999_future'")
        await system.raw.execute("UPDATE schema_compatibility SET oldest_code = $1", oldest_code)
    health = await CheckDatabase(database, SystemClock())()
    assert (health.reachable, health.schema, health.ready) == (True, state, ready)
    assert ready == (health.reason is None)


async def test_nobody_there_is_told_not_raised() -> None:
    """A database that is down is a finding, not an error."""
    database = Database.open("postgresql://u@127.0.0.1:1/db")
    health = await CheckDatabase(database, SystemClock())()
    assert (health.reachable, health.ready) == (False, False)
    assert health.reason
    await database.close()


async def test_silence_ends_at_the_deadline() -> None:
    """A server that takes the connection and says nothing is found out in time."""
    with socket.create_server(("127.0.0.1", 0)) as mute:  # the kernel takes the connection; nobody ever reads
        port = mute.getsockname()[1]
        database = Database.open(f"postgresql://u@127.0.0.1:{port}/db?sslmode=disable")
        health = await CheckDatabase(database, SystemClock(), deadline=0.2)()
        await database.close()
    assert not health.reachable
    assert "0.2 s" in (health.reason or "")
