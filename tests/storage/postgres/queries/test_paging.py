"""Tests of pages by keyset."""

from datetime import datetime
from uuid import UUID

import pytest

from kit.stored import an_incident, keep_incident
from triage_warden.core.incidents.model import IncidentFilter
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.kernel.page import PageRequest
from triage_warden.storage.postgres.queries.incident_rows import incident_of, select_incidents
from triage_warden.storage.postgres.queries.incidents import PostgresIncidentReader
from triage_warden.storage.postgres.queries.paging import Keyset
from triage_warden.storage.postgres.tables.incidents import INCIDENTS
from triage_warden.storage.postgres.unit import Database


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8])
async def test_pages_together_are_the_list(database: Database, limit: int) -> None:
    """Whatever the page size, each item comes once, in order, and the last page has no cursor; ties included."""
    same_time = an_incident(1).updated_at
    incidents = [an_incident(number, updated_at=same_time) for number in range(4)]
    incidents += [an_incident(number) for number in range(4, 8)]
    await keep_incident(database, *incidents)
    reader, seen, cursor = PostgresIncidentReader(database), [], None
    while True:
        page = await reader.page(DEFAULT_TENANT, IncidentFilter(), PageRequest(cursor=cursor, limit=limit))
        seen += [incident.number for incident in page.items]
        assert len(page.items) <= limit
        if (cursor := page.next) is None:
            break
    expected = sorted(incidents, key=lambda incident: (incident.updated_at, incident.id), reverse=True)
    assert seen == [incident.number for incident in expected]


async def test_oldest_first_goes_the_other_way(database: Database) -> None:
    """A keyset may run upwards, too."""
    await keep_incident(database, *[an_incident(number) for number in range(3)])
    upwards = Keyset((INCIDENTS.c.updated_at, INCIDENTS.c.id), tuple[datetime, UUID], incident_of, newest_first=False)
    async with database.read(DEFAULT_TENANT) as reading:
        first = await upwards.page(reading, select_incidents(), PageRequest(limit=2))
        second = await upwards.page(reading, select_incidents(), PageRequest(limit=2, cursor=first.next))
    assert [incident.number[-1] for incident in (*first.items, *second.items)] == ["0", "1", "2"]


async def test_what_is_new_meanwhile_shifts_no_page(database: Database) -> None:
    """An item that arrives between two pages makes none come twice."""
    await keep_incident(database, *[an_incident(number) for number in range(4)])
    reader = PostgresIncidentReader(database)
    first = await reader.page(DEFAULT_TENANT, IncidentFilter(), PageRequest(limit=2))
    await keep_incident(database, an_incident(9))
    second = await reader.page(DEFAULT_TENANT, IncidentFilter(), PageRequest(limit=2, cursor=first.next))
    assert [incident.number[-1] for incident in (*first.items, *second.items)] == ["3", "2", "1", "0"]
