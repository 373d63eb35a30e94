"""Tests of stepping down from an account that passes over row security."""

from collections.abc import AsyncGenerator

import asyncpg
import pytest

from kit.database import TestServer
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.driver import Driver
from triage_warden.storage.postgres.errors import CannotIsolateTenants
from triage_warden.storage.postgres.fence import PostgresFence
from triage_warden.storage.postgres.grants import APP_ROLE
from triage_warden.storage.postgres.migrate import migrate
from triage_warden.storage.postgres.unit import Database


@pytest.fixture
async def administrator(postgres: TestServer) -> AsyncGenerator[Driver]:
    """Return a superuser's connection."""
    connection = await asyncpg.connect(postgres.superuser_url)
    yield connection
    await connection.close()


@pytest.fixture
async def superusers(postgres: TestServer) -> AsyncGenerator[str]:
    """Return the URL of an empty database, for the superuser."""
    async with postgres.superusers() as url:
        yield url


@pytest.fixture
async def administrator_there(superusers: str) -> AsyncGenerator[Driver]:
    """Return a superuser's connection to that database."""
    connection = await asyncpg.connect(superusers)
    yield connection
    await connection.close()


async def test_a_superuser_steps_down_and_can_work(superusers: str) -> None:
    """Migrated and used by a superuser, every transaction is bound by row security and may do what is needed."""
    await migrate(superusers)
    database = Database.open(superusers)
    async with database.transaction(DEFAULT_TENANT) as transaction:
        assert await transaction.raw.fetchval("SELECT current_user") == APP_ROLE
        await transaction.raw.execute("INSERT INTO incident_numbers VALUES ($1, 2026, 1)", DEFAULT_TENANT)
        assert await transaction.raw.fetchval("SELECT triage_warden_ensure_alert_days(current_date, current_date)") == 1
        assert await transaction.raw.fetchval("SELECT triage_warden_ensure_alert_days('2026-01-01', '2026-01-01')") == 1
        dropped = await transaction.raw.fetchval("SELECT triage_warden_drop_alert_day('2026-01-02')")
        assert dropped == "alerts_2026_01_01"
    async with database.leading(await PostgresFence(database).take("work", "a", "redis")) as system:
        assert await system.raw.fetchval("SELECT count(*) FROM incident_numbers") == 0
    await database.close()


async def test_rights_change_at_one_moment(superusers: str, administrator_there: Driver) -> None:
    """Each start of a process grants them anew while others are at work, who must not miss one in between."""
    await migrate(superusers)
    await migrate(superusers)
    tables = ["alerts", "audit_heads", "audit_incoming"]
    changed = "SELECT count(DISTINCT xmin::text) FROM pg_class WHERE relname = ANY($1)"
    assert await administrator_there.fetchval(changed, tables) == 1


async def test_tables_made_later_are_granted(superusers: str) -> None:
    """Default privileges cover what a later migration or the queue makes."""
    await migrate(superusers)

    async def later(connection: Driver) -> None:
        await connection.execute("CREATE TABLE IF NOT EXISTS later (id bigserial)")

    await migrate(superusers, also=[later])
    database = Database.open(superusers)
    async with database.system() as system:
        await system.raw.execute("INSERT INTO later DEFAULT VALUES")
    await database.close()


async def test_without_the_role_it_refuses_to_work(superusers: str) -> None:
    """A superuser who cannot step down would see every tenant: refused, with the remedy."""
    database = Database.open(superusers)
    with pytest.raises(CannotIsolateTenants, match="triage-warden migrate"):
        async with database.system():
            pass
    await database.close()


async def test_an_exempt_account_that_may_not_make_roles_is_told(administrator: Driver, superusers: str) -> None:
    """BYPASSRLS without the right to make the role: the migration says what to do."""
    name = superusers.split("@/")[1].split("?", maxsplit=1)[0]
    await administrator.execute("CREATE ROLE exempt_one LOGIN BYPASSRLS")
    await administrator.execute(f"ALTER DATABASE {name} OWNER TO exempt_one")
    try:
        with pytest.raises(CannotIsolateTenants, match="BYPASSRLS"):
            await migrate(superusers.replace("postgres@", "exempt_one@"))
    finally:
        await administrator.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await administrator.execute("DROP ROLE exempt_one")
        await administrator.execute(f"CREATE DATABASE {name}")
