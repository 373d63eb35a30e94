"""What makes each alert fire and what leaves it silent, for promtool."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import msgspec

from kit.deploy.alert_rules import ROOT, Rules

CASES: Final = ROOT / "tests" / "deploy" / "rules"


class Expected(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An alert that fires: its labels but for name and severity, and what it says."""

    description: str
    labels: dict[str, str] = {}


class Silent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Series, and when they are looked at."""

    name: str
    series: dict[str, str]
    at: str
    every: str = "30s"


class Firing(Silent, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Series that make it fire."""

    alerts: list[Expected]
    not_yet: str | None = None
    """When it holds already, and has not held for as long as the rule's `for` says."""


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All cases of one alert."""

    alert: str
    fires: list[Firing]
    silent: list[Silent]


def cases() -> list[Case]:
    """Return the cases of all files."""
    files = [msgspec.yaml.decode(path.read_bytes(), type=list[Case]) for path in sorted(CASES.glob("*.yaml"))]
    return [case for file in files for case in file]


def files(rules: Rules, found: list[Case], rules_path: Path) -> list[dict[str, Any]]:
    """Return promtool's test files: those of hours are evaluated every five minutes, the others every minute.

    Each test costs an evaluation of every rule for each minute, so there is one for all cases of the same series.
    """
    slow = [_only(case, lambda each: each.every == "5m") for case in found]
    quick = [_only(case, lambda each: each.every != "5m") for case in found]
    return [_file(rules, some, rules_path, every=every) for some, every in ((quick, "1m"), (slow, "5m"))]


def _only(case: Case, wanted: Callable[[Silent], bool]) -> Case:
    fires, silent = ([each for each in some if wanted(each)] for some in (case.fires, case.silent))
    return Case(alert=case.alert, fires=[each for each in fires if isinstance(each, Firing)], silent=silent)


def _file(rules: Rules, found: list[Case], rules_path: Path, *, every: str) -> dict[str, Any]:
    tests: dict[bytes, dict[str, Any]] = {}
    for case in found:
        for each in (*case.fires, *case.silent):
            key = msgspec.json.encode((each.series, each.every))
            test = tests.setdefault(key, _series(case.alert, each))
            test["alert_rule_test"].append(_looked_at(rules, case.alert, each))
            if isinstance(each, Firing) and each.not_yet:
                waiting = {"alertname": case.alert, "eval_time": each.not_yet, "exp_alerts": []}
                test["alert_rule_test"].append(waiting)
    return {"rule_files": [str(rules_path)], "evaluation_interval": every, "tests": list(tests.values())}


def bare(rules: Rules) -> dict[str, Any]:
    """Return the rules with no annotation but the description: addresses and summaries are fixed texts."""
    written: dict[str, Any] = msgspec.to_builtins(rules)
    for group in written["groups"]:
        for rule in group["rules"]:
            said = rule.pop("annotations", {})
            for empty in [name for name, value in rule.items() if not value]:
                del rule[empty]
            if "alert" in rule:
                rule["annotations"] = {"description": said["description"]}
    return written


def _series(alert: str, case: Silent) -> dict[str, Any]:
    return {
        "name": f"{alert}: {case.name}",
        "interval": case.every,
        "input_series": [{"series": series, "values": values} for series, values in case.series.items()],
        "alert_rule_test": [],
    }


def _looked_at(rules: Rules, alert: str, case: Silent) -> dict[str, Any]:
    severity = rules.alerts[alert].labels
    expected = case.alerts if isinstance(case, Firing) else []
    return {
        "alertname": alert,
        "eval_time": case.at,
        "exp_alerts": [
            {"exp_labels": each.labels | severity, "exp_annotations": {"description": each.description}}
            for each in expected
        ],
    }
