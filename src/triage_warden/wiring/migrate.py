"""The schema by hand: `triage-warden migrate`."""

from triage_warden.storage.postgres import migrate as storage
from triage_warden.storage.postgres.revision import MigrationStatus
from triage_warden.wiring.database import bring_up_to_date, database_url
from triage_warden.wiring.settings import Settings


async def migrate(settings: Settings) -> list[str]:
    """Apply what is pending and return it."""
    async with database_url(settings) as url:
        return await bring_up_to_date(url)


async def status(settings: Settings) -> MigrationStatus:
    """Return what is applied and what is pending."""
    async with database_url(settings) as url:
        return await storage.status(url)


async def dry_run(settings: Settings) -> str:
    """Return the SQL that `migrate` would run."""
    async with database_url(settings) as url:
        return await storage.dry_run(url)
