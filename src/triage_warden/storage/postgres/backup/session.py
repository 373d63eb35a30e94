"""The connection that a backup is taken and restored on: no statement of it is cut short."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

import asyncpg

from triage_warden.storage.postgres.driver import Driver
from triage_warden.storage.postgres.translate import unreachable_means_unavailable
from triage_warden.storage.postgres.url import parse_database_url

LOCK_WITHIN: Final = "20s"
"""Longer than a migration holds a table up; then the database is busy, and the backup can be taken later."""
PLAIN: Final = f"""
SET LOCAL statement_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0;
SET LOCAL lock_timeout = '{LOCK_WITHIN}';
SET LOCAL timezone = 'UTC';
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL intervalstyle = 'postgres';
SET LOCAL bytea_output = 'hex';
SET LOCAL extra_float_digits = 3;
"""
"""How values are written does not depend on how the server or the account is set up. SET, because a SELECT would take
the transaction's snapshot."""


@asynccontextmanager
async def session(url: str) -> AsyncGenerator[Driver]:
    """Open a connection of the account that the URL names, which keeps all its rights."""
    with unreachable_means_unavailable():
        connection: Driver = await asyncpg.connect(**parse_database_url(url).for_asyncpg())
        try:
            yield connection
        finally:
            await connection.close(timeout=5)
