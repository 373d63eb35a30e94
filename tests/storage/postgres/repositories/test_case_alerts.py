"""Which alerts speak for an incident."""

from datetime import datetime, timedelta

from kit.alerts import NOON, an_alert
from kit.clock import FrozenClock
from kit.grouped import an_incident_of, taken_in
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.triage.ports import Case
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.repositories.case_alerts import OF_EACH_RULE, lock_incident, representatives
from triage_warden.storage.postgres.unit import Database


def _after(seconds: int) -> datetime:
    return NOON + timedelta(seconds=seconds)


async def test_of_a_rule_that_floods_the_first_twenty_speak_and_the_worst_come_first(database: Database) -> None:
    """A flood of one rule cannot crowd out the one alert that matters."""
    clock = FrozenClock(NOON)
    flood = [
        an_alert(source_id=f"n{number}", rule="noise", severity=Severity.LOW, occurred_at=_after(number))
        for number in range(OF_EACH_RULE + 10)
    ]
    worst = an_alert(source_id="worst", rule="beacon", severity=Severity.CRITICAL)
    ids = await taken_in(database, clock, [*flood, worst])
    incident = await an_incident_of(database, clock, ids)
    case = Case(tenant=DEFAULT_TENANT, incident=incident, version=1)
    async with database.transaction(DEFAULT_TENANT) as transaction:
        assert (await lock_incident(transaction, case)) is not None
        alerts, unexamined = await representatives(transaction, case)
    assert alerts[0].source_id == "worst"
    assert {alert.source_id for alert in alerts[1:]} == {f"n{number}" for number in range(OF_EACH_RULE)}
    assert len(unexamined) == OF_EACH_RULE + 1
