"""A row is the action that was kept."""

import msgspec

from kit.actions import a_desktop
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.queries.actions import PostgresActionReader
from triage_warden.storage.postgres.unit import Database


async def test_nothing_is_lost_on_the_way(database: Database) -> None:
    """Every field comes back."""
    desktop = await a_desktop(database)
    action = await desktop.asked()
    assert await PostgresActionReader(database).get(DEFAULT_TENANT, action.id) == msgspec.structs.replace(action)
