"""The measuring of verdicts."""

import json
import os
from pathlib import Path

import pytest

from evals.verdicts import Labelled, folded, judge, main
from kit.alerts import NOON, an_alert
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.assessment.model import Verdict

DATA = Path(os.environ.get("TW_TEST_DATA") or Path(__file__).parents[3] / "shared/data")  # noqa: TID251  # where the tests' data lies
SETS = {
    "secrl": "secrl_incidents_dev.jsonl",
    "sigma": "sigma_regression_dev.jsonl",
    "panther": "panther_alerts_dev.jsonl",
    "ait": "ait_russellmitchell_alerts.csv.gz",
}


def _row(title: str, truth: str = "attack", severity: Severity = Severity.HIGH) -> Labelled:
    alert = an_alert(title=title, rule=title, severity=severity, source_id=None)
    return Labelled(alert=alert, truth=truth, name=title)


def test_every_row_has_the_verdict_of_its_alert() -> None:
    """Judged alone, each by itself."""
    rows = [_row("Ransomware detected"), _row("Authentication success", "false positive", Severity.LOW)]
    verdicts = [each.assessment.verdict for each in judge(rows, together=False)]
    assert verdicts == [Verdict.MALICIOUS, Verdict.BENIGN]


def test_repeats_are_folded_as_on_taking_in() -> None:
    """Two of one fingerprint are one alert that came twice."""
    (alert,) = folded([_row("a"), _row("a")], ["mark", "mark"]).values()
    assert (alert.count, alert.occurred_at, alert.last_seen_at) == (2, NOON, NOON)


def test_wrong_usage_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """With the way to use it."""
    assert main(["nonsense"]) == 2
    assert "usage" in capsys.readouterr().err


@pytest.mark.real_data
@pytest.mark.parametrize("name", SETS)
def test_real_sets_are_judged_and_told_as_json(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The last line is for machines."""
    path = DATA / SETS[name]
    if not path.exists():
        pytest.skip(f"{path} is not there")
    assert main([name, str(path)]) == 0
    figures = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert figures["set"] == name
    assert sum(figures["incidents_by_verdict"].values()) == figures["incidents"]
    if name == "secrl":
        assert figures["incidents_by_verdict"] == {"malicious": 3}
