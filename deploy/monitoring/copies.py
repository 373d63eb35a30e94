"""Write the copies that chart and manifests carry: `python -m deploy.monitoring.copies`."""

from pathlib import Path
from typing import Final

from deploy.monitoring.dashboard import dashboard

ROOT: Final = Path(__file__).parents[2]
RULES: Final = ROOT / "deploy" / "monitoring" / "rules.yaml"

_MADE: Final = (
    "# Made by `make docs` from deploy/monitoring/rules.yaml; a test says that they are equal. Change it there.\n"
)
_PROMETHEUS_RULE: Final = """# Needs the Prometheus Operator: without it, leave this file and servicemonitor.yaml out.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: triage-warden
  namespace: triage-warden
  labels:
    app.kubernetes.io/name: triage-warden
    app.kubernetes.io/part-of: triage-warden
spec:
"""


def copies() -> dict[Path, str]:
    """Return every copy by its path."""
    groups = _groups(RULES.read_text(encoding="utf-8"))
    shown = dashboard()
    return {
        ROOT / "deploy" / "helm" / "triage-warden" / "files" / "alert-rules.yaml": _MADE + groups,
        ROOT / "deploy" / "helm" / "triage-warden" / "files" / "dashboard.json": shown,
        ROOT / "deploy" / "kubernetes" / "prometheusrule.yaml": _MADE + _PROMETHEUS_RULE + _indented(groups),
        ROOT / "deploy" / "monitoring" / "dashboard.json": shown,
    }


def _groups(rules: str) -> str:
    """Return the rules from their first key on; the comment above is about the source."""
    return rules[rules.index("groups:\n") :]


def _indented(text: str) -> str:
    return "".join(f"  {line}" if line.strip() else line for line in text.splitlines(keepends=True))


if __name__ == "__main__":
    for path, text in copies().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
