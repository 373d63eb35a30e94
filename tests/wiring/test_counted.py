"""Triage is counted once for each incident and timed each time."""

from datetime import timedelta
from uuid import UUID

from kit.alerts import NOON, a_stored_alert
from kit.clock import FrozenClock
from kit.incidents import an_incident
from kit.steps import VERDICT
from triage_warden.core.triage.ports import CaseFile
from triage_warden.kernel.ids import RunId
from triage_warden.observability.metrics import Metrics
from triage_warden.wiring.counted import CountConnectors, CountTriage


def _file(assessed_version: int) -> CaseFile:
    incident = an_incident(assessed_version=assessed_version)
    return CaseFile(run=RunId(UUID(int=1)), incident=incident, alerts=(a_stored_alert(),), unexamined=())


def test_an_incident_counts_at_its_first_verdict_only() -> None:
    """A triage after each new alert is not another incident; each takes its time."""
    metrics = Metrics()
    count = CountTriage(metrics, FrozenClock(NOON + timedelta(seconds=2)))
    count(_file(0), VERDICT)
    count(_file(1), VERDICT)
    text = metrics.exposition("text/plain")[0].decode()
    assert 'triage_warden_incidents_total{severity="medium",verdict="inconclusive"} 1.0' in text
    assert "triage_warden_triage_duration_seconds_count 2.0" in text
    assert "triage_warden_triage_duration_seconds_sum 4.0" in text


def test_failures_are_shown_before_there_are_any() -> None:
    """A series that begins with its first failure has no increase, and nobody is told."""
    metrics = Metrics()
    CountConnectors(metrics).begin(["servicenow"])
    read = metrics.registry.get_sample_value
    for outcome in ("ok", "refused", "throttled", "failed", "timeout", "unreachable", "broken", "held_back"):
        asked = {"connector": "servicenow", "outcome": outcome}
        assert read("triage_warden_connector_requests_total", asked) == 0
