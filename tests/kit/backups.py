"""Databases with a little of everything in them, and what is in them."""

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import asyncpg

from kit.actions import a_desktop
from kit.alerts import NOON
from kit.audit import ANALYST
from kit.clock import FrozenClock
from kit.database import TestServer, add_tenant
from kit.tenants import OTHER
from triage_warden.core.audit.model import AuditObject, recorded
from triage_warden.core.secrets.model import Place
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId
from triage_warden.security.envelope import Keyring
from triage_warden.storage.backup.model import Manifest
from triage_warden.storage.backup.reader import check
from triage_warden.storage.backup.writer import BackupWriter
from triage_warden.storage.postgres.backup.aftermath import Aftermath
from triage_warden.storage.postgres.backup.contents import LEFT_OUT
from triage_warden.storage.postgres.backup.restore import RestoreBackup
from triage_warden.storage.postgres.backup.take import TakeBackup, Wanted
from triage_warden.storage.postgres.record import append
from triage_warden.storage.postgres.repositories.secret_store import PostgresSecrets
from triage_warden.storage.postgres.unit import Database

KEY: Final = bytes(range(7, 39))
BACKUP: Final = UUID(int=0xBAC)
AFTERMATH: Final = Aftermath(by=ANALYST, at=NOON + timedelta(days=1), switch=UUID(int=0x51))
CHANGED_BY_A_RESTORE: Final = frozenset(
    {"actions", "incident_timeline", "kill_switches", "audit_heads", "audit_entries", *LEFT_OUT, "alembic_version"}
)


async def a_full_database(database: Database, url: str) -> None:
    """Put an incident, an action under way, secrets and a record of two tenants into a database."""
    await add_tenant(url, OTHER, "Other")
    desktop = await a_desktop(database)
    await desktop.asked()
    secrets = PostgresSecrets(database, Keyring([KEY]), FrozenClock())
    for tenant in (DEFAULT_TENANT, OTHER):
        await secrets.put(tenant, Place(purpose="connector", name="servicenow"), b"s", by=ANALYST)
        await write_entries(database, tenant, 3)
        async with database.transaction(tenant) as transaction:
            await transaction.raw.executemany(_FACT, [(tenant, *fact) for fact in odd_facts(40)])
            await transaction.raw.executemany(_QUARANTINE, [(tenant, *each) for each in odd_payloads(40)])


async def write_entries(database: Database, tenant: TenantId, count: int) -> None:
    """Put entries on a tenant's record, each in a transaction of its own."""
    for number in range(count):
        entry = recorded(ANALYST, "test.write", AuditObject(type="thing", id=str(number)), at=NOON)
        async with database.transaction(tenant) as transaction:
            await append(transaction, entry)


async def taken(url: str, path: Path) -> Manifest:
    """Take a backup into a file."""
    with path.open("wb") as file:
        writer = BackupWriter(file)
        wanted = Wanted(id=BACKUP, made_at=NOON, version="0.1.0")
        manifest = await TakeBackup(url, lambda _: None)(writer, wanted)
        writer.finish(manifest)
    return manifest


async def put_back(path: Path, url: str) -> int:
    """Restore a backup into a database, without bringing the schema up to date."""
    return await RestoreBackup(url, lambda _: None, AFTERMATH)(path, check(path, lambda _: None))


async def everything_in(server: TestServer, url: str) -> dict[str, list[str]]:
    """Return every table's rows as the server writes them, over all tenants; the queue's left out."""
    name = url.rpartition("@/")[2].partition("?")[0]
    connection = await asyncpg.connect(server.superuser_url_of(name))
    try:
        await connection.execute("SET timezone = 'UTC'")
        tables = [row["name"] for row in await connection.fetch(_TABLES)]
        query = 'SELECT t::text AS text FROM "{}" t ORDER BY 1'
        return {table: [row["text"] for row in await connection.fetch(query.format(table))] for table in tables}
    finally:
        await connection.close()


def odd_text(chance: random.Random) -> str:
    """Return text of characters that formats trip over."""
    odd = "\t\n\r\\\"'\\N\\.\b\f\v\x01\x7f\x85\u2028\ufeff\U0001f512áß漢{},NULL$$%s"
    return "".join(chance.choice(odd) for _ in range(chance.randrange(40)))


def odd_facts(count: int) -> list[tuple[Any, ...]]:
    """Return rows for `facts`: texts, arrays, JSON and times that formats trip over."""
    chance = random.Random(6)
    times = [datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC), NOON + timedelta(microseconds=1)]
    return [
        (
            UUID(int=chance.getrandbits(128)),
            f"f{number}",
            odd_text(chance),
            times[number % 3],
            [odd_text(chance) for _ in range(number % 4)],
            json.dumps({odd_text(chance): [number, 1.5e-300, None, odd_text(chance)]}),
        )
        for number in range(count)
    ]


def odd_payloads(count: int) -> list[tuple[UUID, str, bytes]]:
    """Return rows for `quarantine`: bytes of every kind, none at all among them."""
    chance = random.Random(7)
    sizes = [chance.randrange(3000) * (number % 5) for number in range(count)]
    return [(UUID(int=chance.getrandbits(128)), odd_text(chance), chance.randbytes(size)) for size in sizes]


_FACT: Final = """
INSERT INTO facts (tenant_id, subject_id, id, subject, kind, statement, source, observed_at, rests_on, value)
VALUES ($1, $2, $3, 'alert', 'odd', $4, 'test', $5, $6, $7)
"""
_QUARANTINE: Final = """
INSERT INTO quarantine (tenant_id, id, source, code, reason, received_at, payload)
VALUES ($1, $2, 'test', 'odd', $3, 'infinity', $4)
"""
_TABLES: Final = """
SELECT relname::text AS name FROM pg_class
WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND relname NOT LIKE 'pgqueuer%'
ORDER BY relname
"""
