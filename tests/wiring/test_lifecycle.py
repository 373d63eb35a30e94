"""What a person does is wired to the database."""

from kit.alerts import NOON, an_alert
from kit.audit import ANALYST
from kit.clock import FrozenClock
from kit.grouped import an_incident_of, taken_in
from triage_warden.core.incidents.model import Disposition
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.unit import Database
from triage_warden.wiring.lifecycle import lifecycle
from triage_warden.wiring.process import Process
from triage_warden.wiring.settings import Settings


async def test_all_four_verbs_change_the_record(database: Database, database_url: str) -> None:
    """Assign, resolve, reopen, resolve again, close."""
    clock = FrozenClock(NOON)
    incident = await an_incident_of(database, clock, await taken_in(database, clock, [an_alert()]))
    process = Process.over(Settings(), database_url)
    try:
        verbs = lifecycle(process)
        await verbs.assign(DEFAULT_TENANT, incident, assignee="tier-2", by=ANALYST)
        await verbs.resolve(
            DEFAULT_TENANT,
            incident,
            disposition=Disposition.TRUE_POSITIVE,
            reason="Cleaned.",
            by=ANALYST,
        )
        reopened = await verbs.reopen(DEFAULT_TENANT, incident, reason="Not clean.", by=ANALYST)
        await verbs.resolve(
            DEFAULT_TENANT,
            incident,
            disposition=Disposition.TRUE_POSITIVE,
            reason="Cleaned now.",
            by=ANALYST,
        )
        closed = await verbs.close(DEFAULT_TENANT, incident, reason="Reviewed.", by=ANALYST)
    finally:
        await process.database.close()
    assert (reopened.status, reopened.reopened, reopened.assignee) == ("open", 1, "tier-2")
    assert closed.status == "closed"
