"""Actions are read back, newest first, with their attempts."""

from uuid import UUID

import pytest

from kit.actions import a_desktop, job_of
from triage_warden.core.actions.errors import NoSuchAction
from triage_warden.core.actions.model import ActionFilter, ActionId, ActionState
from triage_warden.kernel.ids import DEFAULT_TENANT, IncidentId, TenantId
from triage_warden.kernel.page import PageRequest
from triage_warden.storage.postgres.queries.actions import PostgresActionReader, count_actions
from triage_warden.storage.postgres.unit import Database


async def test_by_id_and_by_state_and_by_incident(database: Database) -> None:
    """Another tenant finds nothing."""
    desktop, reader = await a_desktop(database), PostgresActionReader(database)
    first, second = await desktop.asked(1), await desktop.asked(2)
    await desktop.carry_out(job_of(first))

    async def ids(**wanted: object) -> list[ActionId]:
        page = await reader.page(DEFAULT_TENANT, ActionFilter(**wanted), PageRequest())  # type: ignore[arg-type]  # names are checked at run time
        return [each.id for each in page.items]

    assert await ids() == sorted([first.id, second.id], reverse=True)
    assert await ids(state=ActionState.DONE) == [first.id]
    assert len(await ids(incident_id=desktop.incident.id)) == 2
    assert await ids(incident_id=IncidentId(UUID(int=1))) == []
    assert len((await reader.get(DEFAULT_TENANT, first.id)).attempts) == 1
    with pytest.raises(NoSuchAction):
        await reader.get(TenantId(UUID(int=2)), first.id)
    assert await count_actions(database, ActionState.DONE) == 1


async def test_page_by_page(database: Database) -> None:
    """The cursor brings the rest."""
    desktop, reader = await a_desktop(database), PostgresActionReader(database)
    asked = {(await desktop.asked(number)).id for number in range(1, 4)}
    first = await reader.page(DEFAULT_TENANT, ActionFilter(), PageRequest(limit=2))
    rest = await reader.page(DEFAULT_TENANT, ActionFilter(), PageRequest(limit=2, cursor=first.next))
    assert {each.id for each in (*first.items, *rest.items)} == asked
    assert rest.next is None
