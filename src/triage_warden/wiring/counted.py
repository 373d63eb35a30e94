"""Count what triage, actions and connectors did."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from triage_warden.connector_kit.http.answer import OUTCOMES
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


@dataclass(frozen=True, slots=True)
class CountActions:
    """Counts actions when they have ended."""

    metrics: Metrics

    def __call__(self, verb: str, outcome: str) -> None:
        """Count one action that has ended."""
        self.metrics.actions.labels(verb, outcome).inc()


@dataclass(frozen=True, slots=True)
class CountConnectors:
    """Counts requests to other systems."""

    metrics: Metrics

    def begin(self, connectors: Iterable[str]) -> None:
        """Show all outcomes as 0: of a series that begins with its first failure, Prometheus sees no increase."""
        for connector, outcome in product(connectors, OUTCOMES):
            self.metrics.connector_requests.labels(connector, outcome)

    def __call__(self, connector: str, outcome: str) -> None:
        """Count one request."""
        self.metrics.connector_requests.labels(connector, outcome).inc()
