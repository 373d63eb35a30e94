"""Count what triage did."""

from dataclasses import dataclass

from triage_warden.core.assessment.model import Assessment
from triage_warden.core.triage.ports import CaseFile
from triage_warden.kernel.clock import Clock
from triage_warden.observability.metrics import Metrics


@dataclass(frozen=True, slots=True)
class CountTriage:
    """Counts incidents when they are assessed for the first time, and times every triage."""

    metrics: Metrics
    clock: Clock

    def __call__(self, file: CaseFile, assessment: Assessment) -> None:
        """Count one assessment that was committed."""
        if file.incident.assessed_version == 0:
            self.metrics.incidents.labels(assessment.severity.value, assessment.verdict.value).inc()
        newest = max((alert.received_at for alert in file.alerts), default=None)
        if newest is not None:
            self.metrics.triage_duration.observe(max(0.0, (self.clock.now() - newest).total_seconds()))
