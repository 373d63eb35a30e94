"""Tests of the connection that backups are taken on."""

import pytest

from kit.database import TestServer
from triage_warden.kernel.errors import Unavailable
from triage_warden.storage.postgres.backup.session import PLAIN, session


async def test_values_are_written_the_same_whatever_the_account_is_set_to(database_url: str) -> None:
    """And nothing cuts a long statement short."""
    async with session(database_url) as connection:
        await connection.execute("SET bytea_output = 'escape'; SET datestyle = 'German'; SET statement_timeout = 1000")
        async with connection.transaction():
            await connection.execute(PLAIN)
            row = await connection.fetchrow(
                "SELECT '\\x41'::bytea::text AS bytes, '2026-03-02 12:00+02'::timestamptz::text AS at, "
                "current_setting('statement_timeout') AS timeout"
            )
        assert row is not None
        assert tuple(row) == ("\\x41", "2026-03-02 10:00:00+00", "0")


async def test_the_account_keeps_its_rights(postgres: TestServer, database_url: str) -> None:
    """Other connections of ours step down from a superuser's."""
    name = database_url.rpartition("@/")[2].partition("?")[0]
    async with session(postgres.superuser_url_of(name)) as connection:
        assert await connection.fetchval("SELECT current_user") == "postgres"


async def test_a_database_that_is_down_is_unavailable() -> None:
    """One line for whoever asked."""
    with pytest.raises(Unavailable):
        async with session("postgresql://u@127.0.0.1:9/x"):
            raise AssertionError("connected")
