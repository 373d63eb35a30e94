"""The alert rules are sound, ask for what there is, and lie in chart and manifests as they are written."""

from pathlib import Path

import pytest
import yaml

from deploy.monitoring.copies import ROOT, copies
from kit.deploy.alert_rules import RULES, Rule, rules
from kit.deploy.promql import asked_by
from kit.deploy.promtool import promtool

pytestmark = pytest.mark.deploy

WRITTEN = rules()
PRINTED = """
        - alert: TriageWardenDown
          expr: up{job="triage-warden"} == 0
          for: 5m
          labels:
            severity: critical
          annotations:
            summary: "Triage Warden is down"
            description: "Triage Warden has been down for more than 5 minutes."

        - alert: TriageWardenHighErrorRate
          expr: rate(http_requests_total{job="triage-warden",status=~"5.."}[5m]) > 0.05
          for: 5m
          labels:
            severity: warning
          annotations:
            summary: "High error rate in Triage Warden"
"""
"""As the customer's guide prints them."""


def test_promtool_finds_nothing_wrong() -> None:
    """Names, durations, templates and expressions."""
    assert "SUCCESS" in promtool("check", "rules", RULES)


def test_the_guides_alerts_are_as_printed() -> None:
    """We may say more in their annotations, and nothing else."""
    for printed in yaml.safe_load(PRINTED):
        ours = WRITTEN.alerts[printed["alert"]]
        assert (ours.expr, ours.for_, ours.labels) == (printed["expr"], printed["for"], printed["labels"])
        assert printed["annotations"].items() <= ours.annotations.items()


@pytest.mark.parametrize("rule", WRITTEN.every, ids=lambda rule: rule.alert or rule.record)
def test_a_rule_asks_for_metrics_and_labels_that_there_are(rule: Rule) -> None:
    """A name that is misspelt is silent for ever."""
    asked = asked_by(rule.expr)
    assert asked.series
    assert asked.unknown(WRITTEN.recorded) == []


@pytest.mark.parametrize("rule", WRITTEN.every, ids=lambda rule: rule.alert or rule.record)
def test_a_rule_asks_for_our_job_only(rule: Rule) -> None:
    """Another program's `up` or `http_requests_total` is none of our business."""
    for name, labels in asked_by(rule.expr).series:
        assert "job" in labels or name in WRITTEN.recorded, f"{name} of which job?"


@pytest.mark.parametrize("rule", WRITTEN.alerts.values(), ids=lambda rule: rule.alert)
def test_an_alert_says_what_is_wrong_how_bad_and_what_to_do(rule: Rule) -> None:
    """Somebody reads it at night."""
    assert rule.labels["severity"] in {"critical", "warning"}
    assert set(rule.annotations) == {"summary", "description", "runbook_url"}
    assert rule.annotations["runbook_url"].endswith(f"/docs/runbooks/{rule.alert}.md")
    assert "$value" not in rule.annotations["summary"]  # it would make a new notification of each value


@pytest.mark.parametrize(("path", "text"), copies().items(), ids=lambda each: getattr(each, "name", ""))
def test_a_copy_is_what_its_source_makes(path: Path, text: str) -> None:
    """`make docs` after a change."""
    assert path.read_text(encoding="utf-8") == text


def test_copies_hold_the_same_rules() -> None:
    """Read as YAML, not compared as text."""
    source = yaml.safe_load(RULES.read_text(encoding="utf-8"))
    chart = ROOT / "deploy" / "helm" / "triage-warden" / "files" / "alert-rules.yaml"
    manifest = yaml.safe_load((ROOT / "deploy" / "kubernetes" / "prometheusrule.yaml").read_text(encoding="utf-8"))
    assert yaml.safe_load(chart.read_text(encoding="utf-8")) == source
    assert manifest["spec"] == source
    assert (manifest["apiVersion"], manifest["kind"]) == ("monitoring.coreos.com/v1", "PrometheusRule")
