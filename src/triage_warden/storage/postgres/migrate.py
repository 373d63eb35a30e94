"""Bring the schema up to date: one process at a time, one transaction for each revision."""

import asyncio
import io
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from triage_warden.storage.postgres.driver import Driver
from triage_warden.storage.postgres.errors import MigrationFailed, SchemaTooNew
from triage_warden.storage.postgres.grants import grant
from triage_warden.storage.postgres.migrations.revisions import REVISIONS
from triage_warden.storage.postgres.revision import MigrationStatus, Schema, SchemaState, read_schema
from triage_warden.storage.postgres.translate import root_of, unreachable_means_unavailable
from triage_warden.storage.postgres.url import ConnectArgs, parse_database_url

if TYPE_CHECKING:
    from alembic.config import Config

Step = Callable[[Driver], Awaitable[None]]
"""Something else that belongs to the schema (the queue's tables); asked for every time, so it must be repeatable."""

_LOCK = 0x7477_6D69_6772_6174  # 'twmigrat'
_LOCK_WITHIN = 600.0
_LOCK_TRIES = 5
_LOCK_PAUSE = 2.0
"""A table's lock that is not had is tried for again: somebody's long transaction ends some time."""
_TIMEOUTS = {"lock_timeout": "3s", "statement_timeout": "15min", "idle_in_transaction_session_timeout": "0"}
"""A migration that cannot have its lock at once gives up rather than make every query queue behind it."""


async def migrate(url: str, *, also: Sequence[Step] = ()) -> list[str]:
    """Apply what is pending and return it; of processes that start together one does it, the others wait.

    A schema that a newer version of us made and that this one works on is left as it is, the further steps, too: what
    an older version would make of them may not be what the newer one needs.

    Raises:
        SchemaTooNew: a newer version of us has taken away what this one needs.
        MigrationFailed: a revision failed; the ones before it are kept, of it nothing.
    """
    arguments = parse_database_url(url)
    with unreachable_means_unavailable():
        async with _alone(arguments), _connection(arguments) as connection:
            schema = await read_schema(connection)
            pending = _pending(schema)
            if pending:
                await _upgrade_in_the_end(arguments)
            if schema.state is not SchemaState.AHEAD:
                for step in also:
                    await step(connection)
                await grant(connection)
    return pending


@asynccontextmanager
async def to_oneself(url: str) -> AsyncGenerator[Callable[[str], Awaitable[None]]]:
    """Keep everybody else from migrating; yields what brings an empty database to a revision, and no further."""
    arguments = parse_database_url(url)

    async def upgrade(revision: str) -> None:
        await _upgrade(arguments, revision)

    with unreachable_means_unavailable():
        async with _alone(arguments):
            yield upgrade


async def status(url: str) -> MigrationStatus:
    """Return which revisions are applied and which are pending, and whether a newer version of us was here."""
    with unreachable_means_unavailable():
        async with _connection(parse_database_url(url)) as connection:
            schema = await read_schema(connection)
    beyond = schema.state in {SchemaState.AHEAD, SchemaState.NEWER}
    pending = [] if beyond else _pending(schema)
    return MigrationStatus(
        applied=[name for name in REVISIONS if name not in pending],
        pending=pending,
        ahead=schema.revision if beyond else None,
        oldest_code=schema.oldest_code,
        supported=schema.state is not SchemaState.NEWER,
    )


async def dry_run(url: str) -> str:
    """Return the SQL that `migrate` would run; empty when nothing is pending."""
    with unreachable_means_unavailable():
        async with _connection(parse_database_url(url)) as connection:
            schema = await read_schema(connection)
    if not _pending(schema):
        return ""
    from alembic import command

    sql = io.StringIO()
    config = _config()
    config.output_buffer = sql
    await asyncio.to_thread(command.upgrade, config, f"{schema.revision or 'base'}:head", sql=True)
    return sql.getvalue()


def _pending(schema: Schema) -> list[str]:
    if schema.state is SchemaState.NEWER:
        raise SchemaTooNew(oldest_code=schema.oldest_code)
    if schema.state is SchemaState.AHEAD:
        return []
    return list(REVISIONS[REVISIONS.index(schema.revision) + 1 :] if schema.revision else REVISIONS)


async def _upgrade_in_the_end(arguments: ConnectArgs) -> None:
    """Apply what is pending; meanwhile everybody works on, so a lock may have to be asked for more than once."""
    for _ in range(_LOCK_TRIES - 1):
        try:
            return await _upgrade(arguments)
        except MigrationFailed as error:
            cause = error.__cause__
            if not isinstance(cause, DBAPIError) or not isinstance(root_of(cause), asyncpg.LockNotAvailableError):
                raise
        await asyncio.sleep(_LOCK_PAUSE)
    return await _upgrade(arguments)


async def _upgrade(arguments: ConnectArgs, revision: str = "head") -> None:
    async def connect() -> Driver:
        return await _open(arguments)

    engine = create_async_engine("postgresql+asyncpg://", async_creator=connect, poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            await connection.run_sync(_run_alembic, revision)
    except DBAPIError as error:
        raise MigrationFailed(detail=f"The schema could not be brought up to date: {error.orig}") from error
    finally:
        await engine.dispose()


def _run_alembic(connection: Connection, revision: str) -> None:
    from alembic import command  # where nothing is to be migrated, its 10 MiB and 0.1 s are not spent

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    folder = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


@asynccontextmanager
async def _alone(arguments: ConnectArgs) -> AsyncGenerator[None]:
    """Hold the migration lock in a transaction of its own, which also holds behind a transaction pooler."""
    async with _connection(arguments) as connection, connection.transaction():
        deadline = asyncio.get_running_loop().time() + _LOCK_WITHIN
        while not await _is_mine(connection):
            if asyncio.get_running_loop().time() > deadline:
                raise MigrationFailed(detail="Another process has been migrating the database for ten minutes.")
            await asyncio.sleep(0.1)
        yield


async def _is_mine(connection: Driver) -> bool:
    """Try to take the lock, and keep no snapshot: an index that is made concurrently waits for whoever has one."""
    taken: bool = await connection.fetchval("SELECT pg_try_advisory_xact_lock($1)", _LOCK)
    await connection.execute("SELECT 1")  # asyncpg's portal, and its snapshot, last until the next statement
    return taken


@asynccontextmanager
async def _connection(arguments: ConnectArgs) -> AsyncGenerator[Driver]:
    connection = await _open(arguments)
    try:
        yield connection
    finally:
        await connection.close()


async def _open(arguments: ConnectArgs) -> Driver:
    connection: Driver = await asyncpg.connect(**arguments.for_asyncpg())
    for name, value in _TIMEOUTS.items():
        await connection.execute("SELECT set_config($1, $2, false)", name, value)
    return connection
