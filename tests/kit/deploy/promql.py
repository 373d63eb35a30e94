"""What a PromQL expression asks for."""

from dataclasses import dataclass
from typing import Final

import promql_parser as promql

from triage_warden.observability.metrics import Declared, Metrics

TARGET_LABELS: Final = frozenset({"job", "instance", "exported_instance", "namespace", "pod"})
"""What Prometheus adds itself, and what it calls a label of ours that it has one of its own for."""
PROCESS_METRICS: Final = frozenset(
    {"process_cpu_seconds_total", "process_resident_memory_bytes", "process_open_fds", "process_max_fds", "up"}
)
"""Declared by the client library for each process, and by Prometheus for each target."""
_VARIABLES: Final = {"$__rate_interval": "5m", "$job": "triage-warden"}
"""What Grafana puts in before it asks."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Metrics with the labels that their matchers name, and the labels that are grouped by."""

    series: tuple[tuple[str, frozenset[str]], ...]
    grouped_by: frozenset[str]

    def unknown(self, recorded: frozenset[str]) -> list[str]:
        """Say what no scrape would hold: a metric that is not declared, or a label that its metric does not have."""
        found: list[str] = []
        offered = set(TARGET_LABELS)
        for name, labels in self.series:
            known = PROCESS_METRICS | recorded
            has = TARGET_LABELS if name in known else _LABELS.get(name)
            if has is None:
                found.append(f"there is no metric {name}")
                continue
            offered |= has
            found += [f"{name} has no label {label}" for label in sorted(labels - has)]
        return found + [f"nothing here has the label {label}" for label in sorted(self.grouped_by - offered)]


def asked_by(expression: str) -> Asked:
    """Return what an expression asks for; raises ValueError where it is no PromQL."""
    for variable, value in _VARIABLES.items():
        expression = expression.replace(variable, value)
    series: list[tuple[str, frozenset[str]]] = []
    grouped: set[str] = set()

    def see(node: promql.Expr) -> None:
        if isinstance(node, promql.VectorSelector):
            series.append((node.name or "", frozenset(each.name for each in node.matchers.matchers)))
        elif isinstance(node, promql.AggregateExpr) and node.modifier is not None:
            grouped.update(node.modifier.labels)

    promql.walk(promql.parse(expression), see)
    return Asked(tuple(series), frozenset(grouped))


def _scraped(metric: Declared) -> dict[str, frozenset[str]]:
    labels = TARGET_LABELS | frozenset(metric.labels)
    if metric.kind != "histogram":
        return {metric.name: labels}
    return {f"{metric.name}_bucket": labels | {"le"}, f"{metric.name}_count": labels, f"{metric.name}_sum": labels}


_LABELS: Final = {name: labels for metric in Metrics().declared for name, labels in _scraped(metric).items()}
