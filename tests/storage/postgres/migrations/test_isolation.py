"""Law 10: a tenant never sees another's rows, by any route, enforced in the database."""

from datetime import datetime

import asyncpg
import pytest

from kit.database import TestServer, add_tenant
from kit.tenants import OTHER
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId
from triage_warden.storage.postgres.days import ensure_alert_days
from triage_warden.storage.postgres.tables.all import ALL, METADATA
from triage_warden.storage.postgres.unit import Database, Transaction

NOBODYS = {
    "kill_switches",
    *("tenants", "schema_compatibility", "credential_homes", "sign_in_attempts"),
    *("leader_fences", "leader_terms", "leader_leases", "schedule_ticks"),
}
"""No tenant's rows: asked or counted before a tenant is known, or about the processes themselves."""
OWNED = [table.name for table in ALL if "tenant_id" in table.c]
ADDED_TO = {"audit_incoming", "audit_heads", "audit_entries"}
"""Refused to everybody but by way of a trigger: tests/storage/postgres/test_record.py."""

_VALUES = {
    "uuid": "gen_random_uuid()",
    "text": "'x'",
    "date": "DATE '2026-03-02'",
    "timestamp with time zone": "now()",
    "bytea": "'\\x00112233445566778899aabbccddeeff'",
    "integer": "1",
    "bigint": "1",
    "double precision": "0.5",
    "json": "'[]'",
    "jsonb": "'[]'",
    "ARRAY": "'{}'",
}


async def columns_of(transaction: Transaction, table: str) -> list[tuple[str, str]]:
    """Return the columns that a row must have, with their types."""
    rows = await transaction.raw.fetch(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = $1 "
        "AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO' ORDER BY ordinal_position",
        table,
    )
    return [(row["column_name"], row["data_type"]) for row in rows]


async def insert_into(transaction: Transaction, table: str, tenant: TenantId) -> None:
    """Insert a row of the tenant's, with whatever the columns take; keys to other tables are not looked at."""
    columns = await columns_of(transaction, table)
    values = [f"'{tenant}'" if name == "tenant_id" else _VALUES[kind] for name, kind in columns]
    names = ", ".join(name for name, _ in columns)
    await transaction.raw.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join(values)})")


async def test_every_table_with_a_tenant_forces_row_security(database: Database) -> None:
    """Whoever adds a table with tenant_id and forgets the policy is told here; partitions count, too."""
    day = (await today(database)).date()
    await ensure_alert_days(database, day, day)
    async with database.system() as system:
        rows = await system.raw.fetch(
            "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity AS forced, "
            "(SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid) AS policies "
            "FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' "
            "WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace",
        )
    assert {row["relname"] for row in rows} >= set(OWNED)
    assert [row["relname"] for row in rows if not row["forced"] or row["policies"] != 1] == []


async def today(database: Database) -> datetime:
    """Return the database's time."""
    async with database.system() as system:
        now: datetime = await system.raw.fetchval("SELECT now()")
    return now


async def test_every_other_table_is_known_to_hold_nobodys_rows(database: Database) -> None:
    """A table without tenant_id is an exception that was thought about."""
    assert {table.name for table in METADATA.tables.values()} - set(OWNED) == NOBODYS


@pytest.mark.parametrize("table", [table for table in OWNED if table not in ADDED_TO])
async def test_another_tenants_rows_are_out_of_reach(database: Database, postgres: TestServer, table: str) -> None:
    """Through each table: not read, not changed, not deleted, not inserted, not handed over; nor without a tenant."""
    async with database.system() as system:
        name = await system.raw.fetchval("SELECT current_database()")
    await without_constraints(postgres, name)
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await insert_into(transaction, table, DEFAULT_TENANT)
    await add_tenant(postgres.url_of(name), OTHER, "Other")
    async with database.transaction(OTHER) as other:
        assert await other.raw.fetchval(f"SELECT count(*) FROM {table}") == 0
        assert await other.raw.execute(f"UPDATE {table} SET tenant_id = tenant_id") == "UPDATE 0"
        assert await other.raw.execute(f"DELETE FROM {table}") == "DELETE 0"
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await insert_as(database, OTHER, table)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await hand_over(database, table)
    async with database.system() as nobody:
        assert await nobody.raw.fetchval(f"SELECT count(*) FROM {table}") == 0
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await insert_as(database, None, table)
    async with database.read(DEFAULT_TENANT) as mine:
        assert await mine.raw.fetchval(f"SELECT count(*) FROM {table}") == 1


async def insert_as(database: Database, tenant: TenantId | None, table: str) -> None:
    """Try to insert a row of the default tenant's as another, or as nobody."""
    async with database.system() if tenant is None else database.transaction(tenant) as transaction:
        await insert_into(transaction, table, DEFAULT_TENANT)


async def hand_over(database: Database, table: str) -> None:
    """Try to give one's own rows to another tenant."""
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await transaction.raw.execute(f"UPDATE {table} SET tenant_id = $1", OTHER)


async def without_constraints(postgres: TestServer, database: str) -> None:
    """Take foreign keys and checks off: they would refuse rows that row security is to refuse."""
    connection = await asyncpg.connect(postgres.url_of(database))
    rows = await connection.fetch(
        "SELECT conrelid::regclass AS owner, conname FROM pg_constraint WHERE contype IN ('c', 'f') AND conrelid <> 0 "
        "AND connamespace = 'public'::regnamespace AND coninhcount = 0",
    )
    for row in rows:
        await connection.execute(f"ALTER TABLE {row['owner']} DROP CONSTRAINT IF EXISTS {row['conname']}")
    await connection.close()


async def test_a_partition_is_no_way_round(database: Database) -> None:
    """Reading a day's partition by its own name shows another tenant nothing either."""
    day = (await today(database)).date()
    await ensure_alert_days(database, day, day)
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await transaction.raw.execute(
            "INSERT INTO alerts (tenant_id, received_on, id, received_at, occurred_at, source, title, description, "
            "severity, fingerprint, attack, observables, attributes, raw) VALUES ($1, $2, gen_random_uuid(), now(), "
            "now(), 's', 't', '', 'low', 'f', '[]', '[]', '{}', '')",
            DEFAULT_TENANT,
            day,
        )
    async with database.read(OTHER) as other:
        for table in (f"alerts_{day:%Y_%m_%d}", "alerts_default", "alerts"):
            assert await other.raw.fetchval(f"SELECT count(*) FROM {table}") == 0


async def test_the_account_cannot_lift_its_own_bounds(database: Database) -> None:
    """`row_security = off` makes a query fail, it does not open anything."""
    async with database.transaction(OTHER) as other:
        await other.raw.execute("SET LOCAL row_security = off")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await other.raw.fetchval("SELECT count(*) FROM incidents")
