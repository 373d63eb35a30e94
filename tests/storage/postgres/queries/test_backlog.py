"""Tests of what waits."""

from datetime import timedelta

from kit.clock import FrozenClock
from kit.database import add_tenant
from kit.intake import RECEIVED, RememberedJobs, a_batch, a_new_alert, alerts_numbered, tenant_number
from kit.stored import an_incident, keep_incident
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId
from triage_warden.storage.postgres.queries.backlog import Backlog, PostgresBacklog, Waiting
from triage_warden.storage.postgres.repositories.alert_store import PostgresAlertStore
from triage_warden.storage.postgres.repositories.backlog_gate import BacklogGate
from triage_warden.storage.postgres.unit import Database


async def test_nothing_waits_at_first(database: Database) -> None:
    """An empty installation has no backlog."""
    none = Waiting(count=0, since=None)
    assert await PostgresBacklog(database)() == Backlog(ungrouped=none, unassessed=none)


async def test_counts_all_tenants_and_tells_the_longest_wait(database: Database, database_url: str) -> None:
    """What waits for grouping and for assessment, in every tenant together."""
    other = TenantId(tenant_number(2))
    await add_tenant(database_url, other, "Other")
    store = PostgresAlertStore(database, RememberedJobs(), BacklogGate(1000, FrozenClock()))
    for tenant, minute in ((DEFAULT_TENANT, 5), (other, 2)):
        items = [
            a_new_alert(each, received_at=RECEIVED + timedelta(minutes=minute)) for each in alerts_numbered([1, 2])
        ]
        await store.put(tenant, a_batch(*items))
    waiting, assessed = an_incident(1), an_incident(2, assessed_version=1)
    await keep_incident(database, waiting, assessed, an_incident(3, merged_into=waiting.id))
    assert await PostgresBacklog(database)() == Backlog(
        ungrouped=Waiting(count=4, since=RECEIVED + timedelta(minutes=2)),
        unassessed=Waiting(count=1, since=waiting.updated_at),
    )
