"""The schema by hand."""

from triage_warden.wiring import migrate
from triage_warden.wiring.settings import Settings


async def test_status_dry_run_and_migrate_agree(database_url: str) -> None:
    """A migrated database has nothing pending, and nothing would be run."""
    settings = Settings(database_url=database_url)
    status = await migrate.status(settings)
    assert status.applied
    assert status.pending == []
    assert await migrate.dry_run(settings) == ""
    assert await migrate.migrate(settings) == []
