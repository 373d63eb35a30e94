"""Tests of opening a connection (stepping down is told by test_grants)."""

import asyncpg
import pytest

from triage_warden.storage.postgres.connect import Connect
from triage_warden.storage.postgres.url import parse_database_url


async def test_sets_its_timeouts_and_clock(database_url: str) -> None:
    """Each connection has a statement timeout, a lock timeout, a limit on idling in a transaction, and UTC."""
    connection = await Connect(parse_database_url(database_url), 2.5)()
    shown = {
        name: await connection.fetchval(f"SHOW {name}")
        for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "timezone")
    }
    await connection.close()
    assert shown == {
        "statement_timeout": "2500ms",
        "lock_timeout": "2500ms",
        "idle_in_transaction_session_timeout": "1min",
        "timezone": "UTC",
    }


async def test_an_ordinary_account_stays_itself(database_url: str) -> None:
    """Who is bound by row security has nothing to step down from."""
    connection = await Connect(parse_database_url(database_url), 1)()
    assert await connection.fetchval("SELECT current_user") == "triage_warden"
    await connection.close()


async def test_a_connection_that_cannot_be_set_up_is_not_left_open(database_url: str) -> None:
    """A set-up that fails closes what was opened."""
    connect = Connect(parse_database_url(database_url), -1)
    with pytest.raises(asyncpg.PostgresError):
        await connect()
    watcher = await Connect(parse_database_url(database_url), 1)()
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    assert await watcher.fetchval(others) == 0
    await watcher.close()
