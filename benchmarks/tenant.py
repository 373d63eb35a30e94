"""Look into the product's tables as its own tenant."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeAlias

import asyncpg

from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.tenant_setting import SETTING

if TYPE_CHECKING:
    Eyes: TypeAlias = asyncpg.Connection[asyncpg.Record]
else:
    Eyes: TypeAlias = asyncpg.Connection


@asynccontextmanager
async def looking(url: str) -> AsyncGenerator[Eyes]:
    """Return a connection that row security lets see the tenant's rows."""
    connection: Eyes = await asyncpg.connect(url)
    try:
        await connection.execute("SELECT set_config($1, $2, false)", SETTING, str(DEFAULT_TENANT))
        yield connection
    finally:
        await connection.close()
