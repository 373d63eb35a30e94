"""Write the reference of metrics: `python -m triage_warden.observability.metrics_reference`."""

import sys

from triage_warden.observability.metrics import Declared, Metrics

_HEAD = """# Metrics

`GET /metrics` answers in Prometheus text, or in OpenMetrics where `Accept` asks for `application/openmetrics-text`.
This page is made from `src/triage_warden/observability/metrics.py` by
`python -m triage_warden.observability.metrics_reference`; a test compares them.

| name | kind | labels | meaning |
|---|---|---|---|
"""


def reference(metrics: Metrics) -> str:
    """Return the page: one line for each declared metric, in order of declaration."""
    return _HEAD + "".join(map(_line, metrics.declared))


def _line(metric: Declared) -> str:
    labels = " ".join(f"`{name}`" for name in metric.labels) or "none"
    return f"| `{metric.name}` | {metric.kind} | {labels} | {metric.text} |\n"


if __name__ == "__main__":
    sys.stdout.write(reference(Metrics()))
