"""What docs/operations/monitoring.md says to write down is read by those who would read it."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from kit.deploy.alert_rules import ROOT, RULES, rules
from kit.deploy.helm import render
from kit.deploy.promql import asked_by
from kit.deploy.promtool import promtool

pytestmark = pytest.mark.deploy

PAGE = (ROOT / "docs" / "operations" / "monitoring.md").read_text(encoding="utf-8")
BLOCKS: list[dict[str, Any]] = [
    yaml.safe_load(body) for body in re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
]


def _block(key: str) -> dict[str, Any]:
    return next(block for block in BLOCKS if key in block)


def test_the_charts_values_are_taken_and_put_the_labels_where_they_are_looked_for() -> None:
    """On monitor, rules and dashboard."""
    objects = {(each["kind"], each["metadata"]["name"]): each for each in render(_block("monitoring"))}
    for kind in ("ServiceMonitor", "PrometheusRule"):
        assert objects[kind, "triage-warden"]["metadata"]["labels"]["release"] == "kube-prometheus-stack"
    assert objects["ConfigMap", "triage-warden-dashboard"]["metadata"]["labels"]["grafana_dashboard"] == "1"


def test_the_chart_carries_the_rules_and_the_dashboard_as_they_are_written() -> None:
    """Prometheus' own templates in them are not Helm's."""
    objects = {(each["kind"], each["metadata"]["name"]): each for each in render()}
    assert objects["PrometheusRule", "triage-warden"]["spec"] == yaml.safe_load(RULES.read_text(encoding="utf-8"))
    shown = objects["ConfigMap", "triage-warden-dashboard"]["data"]["triage-warden.json"]
    assert shown.strip() == (ROOT / "deploy" / "monitoring" / "dashboard.json").read_text(encoding="utf-8").strip()


def test_prometheus_takes_the_configuration(tmp_path: Path) -> None:
    """With our rules beside it, and under the job that they name."""
    block = _block("scrape_configs")
    (tmp_path / "rules.yaml").write_bytes(RULES.read_bytes())
    (tmp_path / "prometheus.yaml").write_text(yaml.safe_dump(block), encoding="utf-8")
    assert "SUCCESS" in promtool("check", "config", tmp_path / "prometheus.yaml")
    assert [each["job_name"] for each in block["scrape_configs"]] == ["triage-warden"]


def test_matchers_for_alertmanager_name_alerts_that_there_are() -> None:
    """An inhibition of nothing would inhibit nothing."""
    block = _block("route")
    matchers = [
        each for rule in block["inhibit_rules"] for each in (*rule["source_matchers"], *rule["target_matchers"])
    ]
    matchers += block["route"]["routes"][0]["matchers"]
    for name in (match for each in matchers for match in re.findall(r'alertname=~?"(.+)"', each)):
        assert [alert for alert in rules().alerts if re.fullmatch(name, alert)], name
        for part in re.findall(r"[(|]([\w.*]+)(?=[|)])", name):
            assert [alert for alert in rules().alerts if re.fullmatch(f"TriageWarden{part}", alert)], part


def test_expressions_ask_for_metrics_that_there_are() -> None:
    """As everywhere."""
    for line in re.findall(r"^```promql\n(.*?)\n```$", PAGE, re.MULTILINE | re.DOTALL):
        assert asked_by(line).unknown(rules().recorded) == []


def test_links_lead_somewhere() -> None:
    """To pages and files."""
    for target in re.findall(r"\]\(([^)#]+)\)", PAGE):
        assert (ROOT / "docs" / "operations" / target).exists(), target
