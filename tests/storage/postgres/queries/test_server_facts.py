"""Tests of what the server says of itself and of our account."""

import asyncpg

from kit.database import TestServer
from triage_warden.storage.postgres.queries.server_facts import server_facts
from triage_warden.storage.postgres.unit import Database


async def test_tells_of_the_server_and_the_account(database: Database) -> None:
    """The account of the tests owns the tables and took its own rights to change the record away."""
    async with database.bare() as connection:
        facts = await server_facts(connection)
    assert facts.version >= 140000
    assert (facts.account, facts.superuser, facts.bypasses) == ("triage_warden", False, False)
    assert (facts.owns, facts.changes_record, facts.encoding, facts.standby) == (True, False, "UTF8", False)


async def test_tells_of_an_empty_database_too(postgres: TestServer) -> None:
    """Before the first migration there is no record."""
    connection = await asyncpg.connect(postgres.superuser_url)
    facts = await server_facts(connection)
    await connection.close()
    assert (facts.superuser, facts.owns) == (True, False)
