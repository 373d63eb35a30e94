"""Open a connection that row security binds, whatever account DATABASE_URL names."""

import asyncio
from dataclasses import dataclass

import asyncpg

from triage_warden.storage.postgres.driver import Driver
from triage_warden.storage.postgres.errors import CannotIsolateTenants
from triage_warden.storage.postgres.grants import APP_ROLE, IS_EXEMPT
from triage_warden.storage.postgres.url import ConnectArgs

_SET_UP = """
SELECT set_config('statement_timeout', $1, false), set_config('lock_timeout', $2, false),
       set_config('idle_in_transaction_session_timeout', $3, false), set_config('timezone', 'UTC', false)
"""


@dataclass(frozen=True, slots=True)
class Connect:
    """Opens connections; times in seconds.

    A transaction in which nothing happens for `idle_timeout`, since its process was paused or cut off, is undone by
    the server: until then its locks hold others up.
    """

    arguments: ConnectArgs
    statement_timeout: float
    idle_timeout: float = 60.0

    async def __call__(self) -> Driver:
        """Return a connection with its timeouts set, stepped down to an account that row security binds.

        Raises:
            CannotIsolateTenants: the account is exempt from row security and there is no role to step down to.
        """
        connection: Driver = await asyncpg.connect(**self.arguments.for_asyncpg())
        try:
            async with asyncio.timeout(self.arguments.connect_timeout):
                await self._set_up(connection)
        except BaseException:
            connection.terminate()
            raise
        return connection

    async def _set_up(self, connection: Driver) -> None:
        statement, idle = (str(int(seconds * 1000)) for seconds in (self.statement_timeout, self.idle_timeout))
        await connection.execute(_SET_UP, statement, statement, idle)
        if not await connection.fetchval(IS_EXEMPT):
            return
        try:
            await connection.execute(f"SET ROLE {APP_ROLE}")
        except (asyncpg.InvalidParameterValueError, asyncpg.InsufficientPrivilegeError) as error:
            raise CannotIsolateTenants(
                detail="The account in DATABASE_URL passes over row security and there is no role "
                f"'{APP_ROLE}' that it may step down to; run `triage-warden migrate` with it, or use an account "
                "without SUPERUSER and BYPASSRLS.",
            ) from error
