"""Fixtures that the whole tree shares: a real database."""

from collections.abc import AsyncIterator, Iterator

import pytest

from kit.database import TestServer, a_server
from triage_warden.storage.postgres.unit import Database


@pytest.fixture(scope="session")
def postgres() -> Iterator[TestServer]:
    """Run one embedded server for the session (one for each xdist worker)."""
    with a_server() as server:
        yield server


@pytest.fixture
async def database_url(postgres: TestServer) -> AsyncIterator[str]:
    """Return the URL of a fresh, migrated database with the default tenant in it."""
    async with postgres.database() as url:
        yield url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Return a fresh, migrated database."""
    opened = Database.open(database_url, max_connections=10)
    try:
        yield opened
    finally:
        await opened.close()
