"""The schema by hand: `triage-warden migrate`."""

import asyncio
from typing import Final

from triage_warden.storage.postgres import migrate as storage
from triage_warden.storage.postgres.errors import DatabaseDown, DatabaseRefuses
from triage_warden.storage.postgres.revision import MigrationStatus
from triage_warden.wiring.database import bring_up_to_date, database_url
from triage_warden.wiring.settings import Settings

LOOK_EVERY_SECONDS: Final = 1.0


async def migrate(settings: Settings, wait: float = 0.0) -> list[str]:
    """Apply what is pending and return it; a database that does not answer yet is waited for, so many seconds.

    One that answers and refuses us is not waited for: a wrong password does not become right.
    """
    loop = asyncio.get_running_loop()
    deadline = loop.time() + wait
    while True:
        try:
            async with database_url(settings) as url:
                return await bring_up_to_date(url)
        except DatabaseDown as error:
            if isinstance(error, DatabaseRefuses) or loop.time() + LOOK_EVERY_SECONDS > deadline:
                raise
        await asyncio.sleep(LOOK_EVERY_SECONDS)


async def status(settings: Settings) -> MigrationStatus:
    """Return what is applied and what is pending."""
    async with database_url(settings) as url:
        return await storage.status(url)


async def dry_run(settings: Settings) -> str:
    """Return the SQL that `migrate` would run."""
    async with database_url(settings) as url:
        return await storage.dry_run(url)
