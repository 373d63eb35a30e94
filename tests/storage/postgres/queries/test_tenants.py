"""Tests of whom the installation serves."""

from kit.database import add_tenant
from kit.tenants import OTHER
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.queries.tenants import tenants
from triage_warden.storage.postgres.unit import Database


async def test_names_every_tenant(database: Database, database_url: str) -> None:
    """The default one, and those that were added."""
    assert await tenants(database) == [DEFAULT_TENANT]
    await add_tenant(database_url, OTHER, "Other")
    assert await tenants(database) == [DEFAULT_TENANT, OTHER]
