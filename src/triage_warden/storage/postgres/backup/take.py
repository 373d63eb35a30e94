"""Take a backup: everything as it was at one moment, while everybody works on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from triage_warden.core.audit.chain import origin
from triage_warden.kernel.ids import TenantId
from triage_warden.storage.backup.model import Counter, Manifest, Origin, TableCount, TenantMark
from triage_warden.storage.backup.writer import BackupWriter
from triage_warden.storage.postgres.backup.contents import ALERTS, DEFAULT_PART, LEFT_OUT, Content, contents, days_of
from triage_warden.storage.postgres.backup.session import PLAIN, session
from triage_warden.storage.postgres.driver import Driver
from triage_warden.storage.postgres.errors import SchemaPending
from triage_warden.storage.postgres.revision import read_schema
from triage_warden.storage.postgres.tenant_setting import SETTING

Tell = Callable[[str], None]
"""Called with the name of each table that is done."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup is to be called."""

    id: UUID
    made_at: datetime
    version: str


@dataclass(frozen=True, slots=True)
class TakeBackup:
    """Reads the database in one transaction that sees one moment and writes nothing.

    Row security holds for most accounts, so tenants are visited one after the other. Each table stays locked against
    being changed in its shape, but the default partition of alerts, which is read first and let go at once: the
    partition of the next day can be made meanwhile.
    """

    url: str
    tell: Tell

    async def __call__(self, writer: BackupWriter, wanted: Wanted) -> Manifest:
        """Write every table's rows, and return what they are; the writer is left to be finished.

        Raises:
            Unavailable: the database is down, or a migration holds a table.
        """
        async with session(self.url) as connection:
            there = await contents(connection)
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                await connection.execute(PLAIN + _locks(there))
                source = await _origin(connection, wanted)
                there = await contents(connection)
                reading = _Reading(connection, writer, await _tenants(connection))
                rows = await self._read(reading, there)
                counters = await _counters(connection, there)
                marks = [await _mark(connection, tenant) for tenant in reading.tenants]
        return Manifest(
            origin=source,
            tables=tuple(TableCount(name=each.name, columns=each.columns, rows=rows[each.name]) for each in there),
            tenants=tuple(marks),
            counters=tuple(counters),
            alert_days=next((days_of(each.parts) for each in there if each.name == ALERTS), ()),
            left_out=tuple(sorted(LEFT_OUT)),
        )

    async def _read(self, reading: "_Reading", there: Sequence[Content]) -> dict[str, int]:
        rows = dict.fromkeys((each.name for each in there), 0)
        for each in _default_part_first(there):
            for part in each.parts:
                rows[each.name] += await reading.part(each, part)
            self.tell(each.name)
        return rows


@dataclass(frozen=True, slots=True)
class _Reading:
    """A backup that is being taken."""

    connection: Driver
    writer: BackupWriter
    tenants: Sequence[UUID]

    async def part(self, content: Content, part: str) -> int:
        """Copy a table's part, tenant by tenant; return how many rows it had."""
        whose = self.tenants if content.is_tenants else (None,)
        return sum([await self._rows(content, part, tenant) for tenant in whose])

    async def _rows(self, content: Content, part: str, tenant: UUID | None) -> int:
        """Copy the rows of one tenant; what is locked for that alone is let go at once."""
        await self.connection.execute("SAVEPOINT part")
        if tenant is not None:
            await self.connection.execute("SELECT set_config($1, $2, true)", SETTING, str(tenant))
        async with self.writer.section(content.name, content.columns) as take:
            status = await self.connection.copy_from_query(_query(content, part, tenant), output=take, format="text")
        await self.connection.execute("ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part")
        return int(status.rpartition(" ")[2])


def _query(content: Content, part: str, tenant: UUID | None) -> str:
    columns = ", ".join(_quoted(column) for column in content.columns)
    whose = f" WHERE tenant_id = '{tenant}'" if tenant else ""
    return f"SELECT {columns} FROM ONLY {_quoted(part)}{whose}"  # noqa: S608  # names of ours, and an id


async def _tenants(connection: Driver) -> list[UUID]:
    return [row["id"] for row in await connection.fetch("SELECT id FROM tenants ORDER BY id")]


def _locks(there: Sequence[Content]) -> str:
    names = [name for each in there for name in {each.name, *each.parts} if name != DEFAULT_PART]
    return f"LOCK TABLE {', '.join(f'ONLY {_quoted(name)}' for name in names)} IN ACCESS SHARE MODE"


def _default_part_first(there: Sequence[Content]) -> list[Content]:
    """Split that partition off: it is read before the others, in a savepoint of its own."""
    first = [each.of(DEFAULT_PART) for each in there if DEFAULT_PART in each.parts]
    return [*first, *(each.of(*(part for part in each.parts if part != DEFAULT_PART)) for each in there)]


async def _origin(connection: Driver, wanted: Wanted) -> Origin:
    schema = await read_schema(connection)
    if schema.revision is None:
        raise SchemaPending(detail="There is nothing to back up: the database holds no schema of ours.")
    return Origin(
        id=wanted.id,
        made_at=wanted.made_at,
        version=wanted.version,
        revision=schema.revision,
        oldest_code=schema.oldest_code,
        server=f"PostgreSQL {await connection.fetchval('SHOW server_version')}",
    )


async def _counters(connection: Driver, there: Sequence[Content]) -> list[Counter]:
    """Return how far sequences have counted: never less than what the rows hold, as they do not roll back."""
    found: list[Counter] = []
    for row in await connection.fetch(_SEQUENCES, [each.name for each in there]):
        at = await connection.fetchrow(f"SELECT last_value, is_called FROM {row['sequence']}")  # noqa: S608  # quoted by the server
        if at is not None:
            found.append(Counter(table=row["name"], column=row["column"], last=at["last_value"], used=at["is_called"]))
    return found


async def _mark(connection: Driver, tenant: UUID) -> TenantMark:
    await connection.execute("SELECT set_config($1, $2, true)", SETTING, str(tenant))
    head = await connection.fetchrow(_HEAD, tenant)
    keys = await connection.fetch(_KEYS, tenant) if await connection.fetchval(_HAS_SECRETS) else []
    return TenantMark(
        id=TenantId(tenant),
        audit_seq=head["seq"] if head else 0,
        audit_hash=(head["hash"] if head else origin(TenantId(tenant))).hex(),
        secrets={row["key_id"]: row["secrets"] for row in keys},
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


_SEQUENCES: Final = """
SELECT c.relname::text AS name, a.attname::text AS column,
       pg_get_serial_sequence(quote_ident(c.relname), a.attname) AS sequence
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = ANY($1)
  AND pg_get_serial_sequence(quote_ident(c.relname), a.attname) IS NOT NULL
ORDER BY c.relname, a.attname
"""
_HEAD: Final = "SELECT seq, hash FROM audit_heads WHERE tenant_id = $1"
_HAS_SECRETS: Final = "SELECT to_regclass('secrets') IS NOT NULL"
_KEYS: Final = "SELECT key_id, count(*) AS secrets FROM secrets WHERE tenant_id = $1 GROUP BY key_id ORDER BY key_id"
