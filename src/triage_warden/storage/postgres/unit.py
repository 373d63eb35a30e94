"""The unit of work: one transaction, for one tenant, on one connection."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import asyncpg
import msgspec
from sqlalchemy import CursorResult, Executable
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from triage_warden.kernel.ids import TenantId
from triage_warden.storage.postgres.connect import Connect
from triage_warden.storage.postgres.driver import Driver
from triage_warden.storage.postgres.revision import SchemaState, read_schema
from triage_warden.storage.postgres.tenant_setting import SETTING
from triage_warden.storage.postgres.text import as_json
from triage_warden.storage.postgres.translate import down_means_unavailable, unreachable_means_unavailable
from triage_warden.storage.postgres.url import parse_database_url

if TYPE_CHECKING:
    from sqlalchemy.pool import AsyncAdaptedQueuePool

Raw = asyncpg.Connection
"""The driver's own connection; quote its parameter: `"Raw[asyncpg.Record]"`."""

_WAIT_FOR_CONNECTION = 10.0
"""Seconds until a caller who gets no connection is told to come back later."""


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


@dataclass(frozen=True, slots=True)
class Database:
    """A pool of connections to one database."""

    connect: Connect
    engine: AsyncEngine

    @classmethod
    def open(cls, url: str, *, max_connections: int = 10, statement_timeout: float = 30.0) -> "Database":
        """Return the database under a URL; connects when first used, so a database that is down stops nothing here."""
        arguments = parse_database_url(url)
        connect = Connect(arguments, statement_timeout)
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

    def pool_use(self) -> tuple[int, int]:
        """Return how many connections are in use, and how many lie ready."""
        pool = cast("AsyncAdaptedQueuePool", self.engine.pool)
        return pool.checkedout(), pool.checkedin()

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

    async def schema_state(self) -> SchemaState:
        """Tell how the schema stands to the code."""
        async with self.system() as system:
            return (await read_schema(system.raw)).state

    @asynccontextmanager
    async def _begin(
        self,
        tenant: TenantId | None,
        *,
        read_only: bool,
    ) -> AsyncGenerator[tuple[AsyncConnection, Driver]]:
        with unreachable_means_unavailable():
            connection = await self._ready(tenant, read_only=read_only)
        with down_means_unavailable():
            try:
                yield connection, await _driver(connection)
                await connection.commit()
            finally:
                await _give_back(connection)

    async def _ready(self, tenant: TenantId | None, *, read_only: bool) -> AsyncConnection:
        """Return a connection whose transaction has begun.

        The first statement is also the test of a connection that lay in the pool: if the database was restarted
        meanwhile, SQLAlchemy drops the whole pool at this error, and the second try gets a new one. Cheaper than a
        ping before each use, and safe, because nothing has been done yet.
        """
        try:
            return await self._begun(tenant, read_only=read_only)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
        return await self._begun(tenant, read_only=read_only)

    async def _begun(self, tenant: TenantId | None, *, read_only: bool) -> AsyncConnection:
        connection = await self.engine.connect()
        try:
            mode = "on" if read_only else "off"
            await connection.exec_driver_sql(_BEGIN, (str(tenant or ""), mode))
        except BaseException:
            await connection.close()
            raise
        return connection


_BEGIN = f"SELECT set_config('{SETTING}', $1, true), set_config('transaction_read_only', $2, true)"


async def _driver(connection: AsyncConnection) -> Driver:
    raw = await connection.get_raw_connection()
    return cast("Driver", raw.driver_connection)


async def _give_back(connection: AsyncConnection) -> None:
    """Close even while being cancelled: a connection left half-way would leak from the pool."""
    await asyncio.shield(connection.close())
