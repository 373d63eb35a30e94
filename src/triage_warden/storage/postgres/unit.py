"""The unit of work: one transaction, for one tenant, on one connection."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import asyncpg
import msgspec
from sqlalchemy import CursorResult, Executable
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from triage_warden.kernel.ids import TenantId
from triage_warden.kernel.leadership import Leadership, StaleLease
from triage_warden.storage.postgres.connect import Connect
from triage_warden.storage.postgres.driver import Driver
from triage_warden.storage.postgres.errors import SchemaPending, SchemaUnsupported
from triage_warden.storage.postgres.fencing import count_refused, hold_newest
from triage_warden.storage.postgres.migrations.revisions import HEAD
from triage_warden.storage.postgres.pool_use import PoolUse, Waiting
from triage_warden.storage.postgres.revision import SchemaState, compare, read_schema
from triage_warden.storage.postgres.tenant_setting import SETTING
from triage_warden.storage.postgres.text import as_json
from triage_warden.storage.postgres.translate import (
    down_means_unavailable,
    is_missing_table,
    is_stuck,
    unreachable_means_unavailable,
)
from triage_warden.storage.postgres.url import parse_database_url

if TYPE_CHECKING:
    from sqlalchemy.pool import AsyncAdaptedQueuePool

Raw = asyncpg.Connection
"""The driver's own connection; quote its parameter: `"Raw[asyncpg.Record]"`."""

_WAIT_FOR_CONNECTION = 10.0
"""Seconds until a caller who gets no connection is told to come back later."""
_BEGIN_WITHIN = 12.0
"""Seconds until a transaction must have begun, with the time for the connection in it: a server that takes bytes and
says nothing (stopped, or behind a network that swallows) is told from a slow one by nothing else."""
_FOR_FIRST_ANSWER = 0.75
"""Share of that time for a connection out of the pool; then it is taken for dead, the rest is for a new one."""
_DEADLINE = 45.0
"""Seconds that a transaction may last; then its connection is thrown away. More than the slowest statement may take
(30), less than the 60 after which common ingress controllers give a request up."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A transaction that can only read, and sees one tenant's rows."""

    tenant: TenantId | None
    sql: AsyncConnection
    """For statements of SQLAlchemy Core."""
    raw: Driver
    """The driver's connection under it, in the same transaction."""

    async def execute(self, statement: Executable, parameters: dict[str, object] | None = None) -> CursorResult[Any]:
        """Run a statement and return its result, with every row fetched."""
        return await self.sql.execute(statement, parameters)


@dataclass(frozen=True, slots=True)
class Transaction(Reading):
    """A transaction that may write, and commits when its block ends without an error."""

    async def visit(self, tenant: TenantId) -> "Transaction":
        """Return this same transaction as the tenant's: from now on it sees and writes the tenant's rows only."""
        await self.raw.execute("SELECT set_config($1, $2, true)", SETTING, str(tenant))
        return Transaction(tenant, self.sql, self.raw)


@dataclass(frozen=True, slots=True)
class Database:
    """A pool of connections to one database."""

    connect: Connect
    engine: AsyncEngine
    begin_within: float = _BEGIN_WITHIN
    deadline: float = _DEADLINE
    _waiting: Waiting = field(default_factory=Waiting, init=False)

    @classmethod
    def open(
        cls, url: str, *, max_connections: int = 10, statement_timeout: float = 30.0, idle_timeout: float = 60.0
    ) -> "Database":
        """Return the database under a URL; connects when first used, so a database that is down stops nothing here."""
        arguments = parse_database_url(url)
        connect = Connect(arguments, statement_timeout, idle_timeout)
        engine = create_async_engine(
            "postgresql+asyncpg://",
            async_creator=connect,
            pool_size=max_connections,
            max_overflow=0,
            pool_timeout=_WAIT_FOR_CONNECTION,
            hide_parameters=True,  # an error that is logged holds no alert
            json_serializer=as_json,
            json_deserializer=msgspec.json.decode,
            connect_args={"prepared_statement_cache_size": arguments.statement_cache_size},
        )
        return cls(connect, engine)

    async def close(self) -> None:
        """Close every connection of the pool."""
        await self.engine.dispose()

    def pool_use(self) -> PoolUse:
        """Return how many connections are in use, how many lie ready, and who waits for one."""
        pool = cast("AsyncAdaptedQueuePool", self.engine.pool)
        waiting = self._waiting.callers
        return PoolUse(busy=pool.checkedout(), idle=pool.checkedin(), waiting=waiting, limit=pool.size())

    @asynccontextmanager
    async def transaction(self, tenant: TenantId) -> AsyncGenerator[Transaction]:
        """Begin a transaction that sees and writes the tenant's rows only; commits at the end of the block.

        Raises:
            Unavailable: the database is down, busy or full. Before the block nothing has happened; when it comes
            out of the block's end the commit's fate is unknown, so what is done must bear being asked for twice.
        """
        async with self._begin(tenant, read_only=False) as (sql, raw):
            yield Transaction(tenant, sql, raw)

    @asynccontextmanager
    async def read(self, tenant: TenantId) -> AsyncGenerator[Reading]:
        """Begin a transaction that sees the tenant's rows and cannot write."""
        async with self._begin(tenant, read_only=True) as (sql, raw):
            yield Reading(tenant, sql, raw)

    @asynccontextmanager
    async def system(self) -> AsyncGenerator[Transaction]:
        """Begin a transaction of no tenant: it sees tables that hold no tenant's rows, and nothing of the others."""
        async with self._begin(None, read_only=False) as (sql, raw):
            yield Transaction(None, sql, raw)

    @asynccontextmanager
    async def leading(self, leadership: Leadership) -> AsyncGenerator[Transaction]:
        """Begin a transaction of no tenant in which a leader writes; `visit` takes it to the tenants.

        It begins by making sure, under a row lock that lasts as long as the transaction, that the leadership's token is
        the newest: a leader that was paused, cut off or replaced writes nothing. Keep it short, and wait for
        nothing but the database in it: the next leader waits for its end, and five idle seconds end it.

        Raises:
            StaleLease: another leader was elected since; counted in `leader_terms.refused`.
        """
        try:
            async with self.system() as system:
                await hold_newest(system.raw, leadership)
                yield system
        except StaleLease:
            async with self.system() as system:
                await count_refused(system.raw, leadership)
            raise

    async def schema_state(self) -> SchemaState:
        """Tell how the schema stands to the code; the only thing to ask of a schema that is not ours to use."""
        async with self._begin(None, read_only=True, begin=_BEGIN_ANYWAY) as (_, raw):
            return (await read_schema(raw)).state

    @asynccontextmanager
    async def bare(self) -> AsyncGenerator[Driver]:
        """Open a connection that asks nothing of the schema, and can only read."""
        async with self._begin(None, read_only=True, begin=_BEGIN_ANYWAY) as (_, raw):
            yield raw

    @asynccontextmanager
    async def _begin(
        self,
        tenant: TenantId | None,
        *,
        read_only: bool,
        begin: str | None = None,
    ) -> AsyncGenerator[tuple[AsyncConnection, Driver]]:
        how = (begin or _BEGIN, str(tenant or ""), "on" if read_only else "off")
        with unreachable_means_unavailable():
            async with asyncio.timeout(self.begin_within):
                connection = await self._ready(how)
        raw = await _driver(connection)
        overdue = asyncio.get_running_loop().call_later(self.deadline, raw.terminate)
        with down_means_unavailable():
            try:
                yield connection, raw
                await connection.commit()
            except Exception as error:
                if is_stuck(error):
                    raw.terminate()
                await _give_back(connection, raw)
                raise
            except BaseException:
                await _throw_away(connection, raw)
                raise
            else:
                await _give_back(connection, raw)
            finally:
                overdue.cancel()

    async def _ready(self, how: tuple[str, str, str]) -> AsyncConnection:
        """Return a connection whose transaction has begun.

        The first statement is also the test of a connection that lay in the pool: if the database was restarted
        meanwhile, SQLAlchemy drops the whole pool at this error, and the second try gets a new one. Cheaper than a
        ping before each use, and safe, because nothing has been done yet.
        """
        try:
            return await self._begun(how)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
        return await self._begun(how)

    async def _begun(self, how: tuple[str, str, str]) -> AsyncConnection:
        with self._waiting:
            connection = await self.engine.connect()
        raw = await _driver(connection)
        begin, *settings = how
        patience = self.begin_within * _FOR_FIRST_ANSWER
        overdue = asyncio.get_running_loop().call_later(patience, raw.terminate)
        try:
            found = (await connection.exec_driver_sql(begin, tuple(settings))).one()
            _refuse_unless_ours(*found[2:])
        except Exception as error:
            await _give_back(connection, raw)
            if is_missing_table(error):
                raise SchemaPending from error
            raise
        except BaseException:
            await _throw_away(connection, raw)
            raise
        finally:
            overdue.cancel()
        return connection


_BEGIN_ANYWAY = f"SELECT set_config('{SETTING}', $1, true), set_config('transaction_read_only', $2, true)"
_SCHEMA = ", (SELECT version_num FROM alembic_version), (SELECT oldest_code FROM schema_compatibility)"
_BEGIN = _BEGIN_ANYWAY + _SCHEMA
"""Each transaction asks whether it may still work on the schema: a replica that was outgrown by a migration while it
ran writes nothing from that migration's commit on. Two tables of one row each, in a statement that is sent anyway."""


def _refuse_unless_ours(revision: str | None = HEAD, oldest_code: str | None = None) -> None:
    match compare(revision, oldest_code):
        case SchemaState.OLDER:
            raise SchemaPending
        case SchemaState.NEWER:
            raise SchemaUnsupported
        case SchemaState.SAME | SchemaState.AHEAD:
            return


async def _driver(connection: AsyncConnection) -> Driver:
    raw = await connection.get_raw_connection()
    return cast("Driver", raw.driver_connection)


async def _throw_away(connection: AsyncConnection, raw: Driver) -> None:
    """Give a cancelled transaction up without a word to the server, which may not answer.

    To roll back politely means to wait for the statement that was cancelled; whoever cancelled has waited enough.
    The server rolls back when it finds nobody there, at the latest after the statement timeout.
    """
    raw.terminate()
    await asyncio.shield(_give_back(connection, raw))  # nothing is sent any more


async def _give_back(connection: AsyncConnection, raw: Driver) -> None:
    if raw.is_closed():
        await connection.invalidate()  # else the pool tries to roll back on it, and logs that it could not
    await connection.close()
