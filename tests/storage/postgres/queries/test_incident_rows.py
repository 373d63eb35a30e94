"""Tests of reading an incident's row by the driver (by SQLAlchemy: test_incidents)."""

from kit.alerts import an_observable
from kit.stored import an_incident, keep_incident
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.queries.incident_rows import INCIDENT_COLUMNS, incident_of
from triage_warden.storage.postgres.unit import Database


async def test_the_drivers_record_is_read_as_it_is(database: Database) -> None:
    """JSON that comes as text, arrays and optional fields survive."""
    incident = an_incident(3, entities=(an_observable(),), assignee="analyst@example.com")
    await keep_incident(database, incident)
    async with database.read(DEFAULT_TENANT) as reading:
        record = await reading.raw.fetchrow(f"SELECT {INCIDENT_COLUMNS} FROM incidents")
    assert record is not None
    assert incident_of(record) == incident
