"""Tests of reading incidents back."""

from datetime import timedelta

import pytest
from sqlalchemy import insert

from kit.alerts import a_stored_alert, an_observable
from kit.stored import NOON, an_incident, keep_incident, keep_link, keep_sighting
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.incidents.model import (
    Disposition,
    IncidentFilter,
    IncidentStatus,
    Link,
    SharedValue,
    TimelineEntry,
)
from triage_warden.core.observables.model import ObservableType
from triage_warden.kernel.errors import NotFound
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.kernel.page import PageRequest
from triage_warden.storage.postgres.queries.incidents import PostgresIncidentReader
from triage_warden.storage.postgres.tables.incidents import INCIDENT_TIMELINE
from triage_warden.storage.postgres.unit import Database

FULL = an_incident(
    7,
    verdict="malicious",
    confidence=0.91,
    category="phishing",
    severity=Severity.HIGH,
    entities=(an_observable("user@example.com", ObservableType.EMAIL),),
    sources=("mail", "wazuh"),
    assignee="analyst@example.com",
    version=3,
    assessed_version=2,
    reopened=1,
    disposition=Disposition.TRUE_POSITIVE,
    resolution_reason="It was.",
    status=IncidentStatus.RESOLVED,
    title="Mail with 100% fake_logon",
)


async def found(database: Database, wanted: IncidentFilter) -> list[int]:
    """Return numbers of the incidents that a filter lets through."""
    page = await PostgresIncidentReader(database).page(DEFAULT_TENANT, wanted, PageRequest())
    return [int(incident.number[-6:]) for incident in page.items]


@pytest.mark.parametrize("reference", [FULL.id, str(FULL.id), FULL.number, " inc-2026-000007 "])
async def test_an_incident_comes_back_as_it_went_in(database: Database, reference: str) -> None:
    """By id or number, every field survives."""
    await keep_incident(database, FULL)
    assert await PostgresIncidentReader(database).get(DEFAULT_TENANT, reference) == FULL


@pytest.mark.parametrize("reference", [FULL.id, "INC-2026-000008", "", "x\x00", "\ud800", "'; DROP TABLE incidents"])
async def test_what_is_not_there_is_not_found(database: Database, reference: str) -> None:
    """Whatever the reference is."""
    with pytest.raises(NotFound):
        await PostgresIncidentReader(database).get(DEFAULT_TENANT, reference)


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (IncidentFilter(), [7, 2, 1]),
        (IncidentFilter(status=IncidentStatus.RESOLVED), [7]),
        (IncidentFilter(severity=Severity.HIGH), [7]),
        (IncidentFilter(verdict="malicious"), [7]),
        (IncidentFilter(source="wazuh"), [7]),
        (IncidentFilter(source="generic"), [2, 1]),
        (IncidentFilter(assignee="analyst@example.com"), [7]),
        (IncidentFilter(since=NOON + timedelta(minutes=2)), [7, 2]),
        (IncidentFilter(until=NOON + timedelta(minutes=2)), [1]),
        (IncidentFilter(text="SOMETHING host-2"), [2]),
        (IncidentFilter(text="inc-2026-000001"), [1]),
        (IncidentFilter(text="100%"), [7]),
        (IncidentFilter(text="fake_logon"), [7]),
        (IncidentFilter(text="fake.logon"), []),
        (IncidentFilter(text="198.51.100.7"), [1]),
        (IncidentFilter(text="  "), [7, 2, 1]),
        (IncidentFilter(text="\x00\ud800"), []),
        (IncidentFilter(status=IncidentStatus.OPEN, text="host"), [2, 1]),
    ],
    ids=str,
)
async def test_filters(database: Database, wanted: IncidentFilter, numbers: list[int]) -> None:
    """Each filter narrows the list; wildcards in what is searched are characters; merged ones are not listed."""
    first, second = an_incident(1), an_incident(2)
    await keep_incident(database, first, second, FULL, an_incident(3, merged_into=second.id))
    alert = a_stored_alert(1).id
    await keep_link(database, first, Link(alert_id=alert, tied_to=None, reason="first", weight=0.0))
    await keep_sighting(database, alert, an_observable("198.51.100.7"))
    assert await found(database, wanted) == numbers


async def test_links_come_by_time_of_occurrence(database: Database) -> None:
    """Every reason survives, oldest alert first, page by page."""
    incident = an_incident()
    await keep_incident(database, incident)
    shared = SharedValue(type=ObservableType.USER, value="u\\u0000", weight=2.5, spread=3)
    links = [
        Link(
            alert_id=a_stored_alert(number).id,
            tied_to=a_stored_alert(1).id if number > 1 else None,
            reason=f"reason {number}",
            weight=1.5,
            shared=(shared,),
        )
        for number in (1, 2, 3)
    ]
    for link, minute in zip(links, (2, 0, 1), strict=True):
        await keep_link(database, incident, link, NOON + timedelta(minutes=minute))
    reader = PostgresIncidentReader(database)
    first = await reader.links(DEFAULT_TENANT, incident.id, PageRequest(limit=2))
    second = await reader.links(DEFAULT_TENANT, incident.id, PageRequest(limit=2, cursor=first.next))
    assert [*first.items, *second.items] == [links[1], links[2], links[0]]
    assert second.next is None


async def test_the_timeline_is_in_the_order_it_was_written(database: Database) -> None:
    """Oldest first, page by page, also when two things happened at one moment."""
    incident = an_incident()
    await keep_incident(database, incident)
    entries = [TimelineEntry(at=NOON, kind="created", text=f"{number}", actor="system") for number in range(3)]
    async with database.transaction(DEFAULT_TENANT) as transaction:
        for entry in entries:
            row = {"tenant_id": DEFAULT_TENANT, "incident_id": incident.id, "at": entry.at, "kind": entry.kind}
            await transaction.execute(insert(INCIDENT_TIMELINE).values(row | {"text": entry.text}))
    reader = PostgresIncidentReader(database)
    first = await reader.timeline(DEFAULT_TENANT, incident.id, PageRequest(limit=2))
    second = await reader.timeline(DEFAULT_TENANT, incident.id, PageRequest(limit=2, cursor=first.next))
    assert [*first.items, *second.items] == entries
