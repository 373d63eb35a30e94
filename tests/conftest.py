"""Fixtures that the whole tree shares: a real database."""

from collections.abc import AsyncGenerator, Generator

import pytest

from kit.database import TestServer, a_server
from triage_warden.engine.queue import install_queue
from triage_warden.storage.postgres.unit import Database


@pytest.fixture(scope="session")
def postgres() -> Generator[TestServer]:
    """Run one embedded server for the session (one for each xdist worker)."""
    with a_server(install_queue) as server:
        yield server


@pytest.fixture
async def database_url(postgres: TestServer) -> AsyncGenerator[str]:
    """Return the URL of a fresh, migrated database with the default tenant in it."""
    async with postgres.database() as url:
        yield url


@pytest.fixture
async def database(database_url: str) -> AsyncGenerator[Database]:
    """Return a fresh, migrated database."""
    opened = Database.open(database_url, max_connections=10)
    try:
        yield opened
    finally:
        await opened.close()
