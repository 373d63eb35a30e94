"""Tests of reading alerts back."""

from datetime import timedelta
from uuid import UUID

import pytest

from kit.alerts import an_alert, an_observable
from kit.clock import FrozenClock
from kit.intake import RECEIVED, RememberedJobs, a_batch, a_new_alert
from kit.stored import an_incident, keep_incident, keep_link, keep_sighting
from triage_warden.core.alerts.model import AlertFilter, AttackRef, NewAlert
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.incidents.model import Link
from triage_warden.core.observables.model import ObservableType
from triage_warden.kernel.errors import NotFound
from triage_warden.kernel.ids import DEFAULT_TENANT, AlertId
from triage_warden.kernel.page import PageRequest
from triage_warden.storage.postgres.errors import BadCursor
from triage_warden.storage.postgres.queries.alerts import PostgresAlertReader
from triage_warden.storage.postgres.repositories.alert_store import PostgresAlertStore
from triage_warden.storage.postgres.repositories.backlog_gate import BacklogGate
from triage_warden.storage.postgres.unit import Database

NOWHERE = AlertId(UUID(int=1))


async def keep(database: Database, *items: NewAlert) -> None:
    """Take alerts in."""
    store = PostgresAlertStore(database, RememberedJobs(), BacklogGate(1000, FrozenClock()))
    await store.put(DEFAULT_TENANT, a_batch(*items))


async def found(database: Database, wanted: AlertFilter) -> list[str]:
    """Return titles of the alerts that a filter lets through."""
    page = await PostgresAlertReader(database).page(DEFAULT_TENANT, wanted, PageRequest())
    return [alert.title for alert in page.items]


async def test_an_alert_comes_back_as_it_went_in(database: Database) -> None:
    """Every field survives."""
    alert = an_alert(
        attack=(AttackRef(technique="T1566.001", tactic="initial-access"),),
        observables=(an_observable(), an_observable("HOST-1", ObservableType.HOSTNAME)),
        attributes={"link": "https://example.com/1"},
        raw=b'{"a": 1}',
    )
    item = a_new_alert(alert)
    await keep(database, item)
    reader = PostgresAlertReader(database)
    read = await reader.get(DEFAULT_TENANT, item.id)
    for name in ("source", "source_id", "rule", "title", "description", "severity", "occurred_at", "attack"):
        assert getattr(read, name) == getattr(alert, name)
    assert (read.observables, read.attributes) == (alert.observables, alert.attributes)
    assert (read.id, read.fingerprint, read.received_at) == (item.id, item.fingerprint, item.received_at)
    assert (read.count, read.incident_id) == (1, None)
    assert await reader.raw(DEFAULT_TENANT, item.id) == alert.raw


async def test_what_is_not_there_is_not_found(database: Database) -> None:
    """Neither the alert nor its payload."""
    reader = PostgresAlertReader(database)
    with pytest.raises(NotFound):
        await reader.get(DEFAULT_TENANT, NOWHERE)
    with pytest.raises(NotFound):
        await reader.raw(DEFAULT_TENANT, NOWHERE)


async def test_filters(database: Database) -> None:
    """Source, severity and time of receipt narrow the list, newest receipt first."""
    for number, (source, severity) in enumerate(
        [("wazuh", Severity.LOW), ("wazuh", Severity.HIGH), ("sentinel", Severity.HIGH)]
    ):
        alert = an_alert(source=source, severity=severity, title=f"{number}", source_id=f"{number}")
        await keep(database, a_new_alert(alert, received_at=RECEIVED + timedelta(days=number)))
    assert await found(database, AlertFilter()) == ["2", "1", "0"]
    assert await found(database, AlertFilter(source="wazuh")) == ["1", "0"]
    assert await found(database, AlertFilter(source="wazuh", severity=Severity.HIGH)) == ["1"]
    assert await found(database, AlertFilter(since=RECEIVED + timedelta(days=1))) == ["2", "1"]
    assert await found(database, AlertFilter(until=RECEIVED + timedelta(days=1))) == ["0"]


async def test_by_incident_and_by_value(database: Database) -> None:
    """Alerts of an incident, and alerts that saw a value in any spelling of its case."""
    mine, other = a_new_alert(an_alert(source_id="1", title="mine")), a_new_alert(an_alert(source_id="2"))
    await keep(database, mine, other)
    incident = an_incident()
    await keep_incident(database, incident)
    await keep_link(database, incident, Link(alert_id=mine.id, tied_to=None, reason="first", weight=0.0))
    await keep_sighting(database, mine.id, an_observable("evil.example.com", ObservableType.DOMAIN))
    assert await found(database, AlertFilter(incident_id=incident.id)) == ["mine"]
    assert await found(database, AlertFilter(observable="evil.example.com")) == ["mine"]
    assert await found(database, AlertFilter(observable=" EVIL.example.com")) == ["mine"]
    assert await found(database, AlertFilter(observable="good.example.com")) == []
    assert (await PostgresAlertReader(database).get(DEFAULT_TENANT, mine.id)).incident_id == incident.id


async def test_a_bad_cursor_is_invalid(database: Database) -> None:
    """A cursor that this list did not give out is the caller's mistake."""
    with pytest.raises(BadCursor):
        await PostgresAlertReader(database).page(DEFAULT_TENANT, AlertFilter(), PageRequest(cursor="nonsense"))


async def test_hostile_filters_find_nothing(database: Database) -> None:
    """Zero characters and surrogates in a filter are not an error of the database."""
    assert await found(database, AlertFilter(source="a\x00b", observable="\ud800")) == []
