"""What storage asks of the queue."""

from datetime import timedelta
from uuid import UUID

import msgspec

from kit.alerts import NOON
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.triage.ports import Case
from triage_warden.kernel.ids import DEFAULT_TENANT, IncidentId
from triage_warden.storage.postgres.jobs import grouping_job, triage_job


def test_a_triage_job_names_its_incident_and_is_due_by_severity() -> None:
    """One key for all versions: an incident has one job at a time."""
    case = Case(tenant=DEFAULT_TENANT, incident=IncidentId(UUID(int=5)), version=2)
    job = triage_job(case, Severity.CRITICAL, since=NOON, delay=timedelta(seconds=1))
    assert msgspec.json.decode(job.payload, type=Case) == case
    assert (job.kind, job.key, job.delay) == ("triage", f"triage:{case.incident}", timedelta(seconds=1))
    assert job.due_at == NOON - timedelta(hours=24)


def test_a_grouping_job_names_its_tenant() -> None:
    """It serves everything of the tenant's that waits."""
    job = grouping_job(DEFAULT_TENANT, NOON)
    assert (job.kind, job.payload, job.key) == ("group", str(DEFAULT_TENANT).encode(), None)
