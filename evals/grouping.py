"""How well alerts are grouped: `python -m evals.grouping secrl|ait FILE`; a table, then a line of JSON."""

import csv
import gzip
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from triage_warden.connectors.ait_csv.alerts import AitCsvParser
from triage_warden.connectors.sentinel.alerts import SentinelParser
from triage_warden.core.alerts.model import Alert, StoredAlert
from triage_warden.core.incidents.group import Group, group
from triage_warden.core.incidents.policy import GroupingPolicy
from triage_warden.core.incidents.strands import spread_of, strand_of
from triage_warden.core.incidents.summary import summary
from triage_warden.core.triage.analyze import stored_offline

ANSWERS = ("IncidentId", "Classification")
"""Fields of Sentinel's ExtendedProperties that give the answer away."""
RECEIVED = datetime(2026, 1, 1, tzinfo=UTC)


class Labelled(msgspec.Struct, frozen=True):
    """An alert and what the data set says it belongs to."""

    alert: StoredAlert
    truth: str


class Outcome(msgspec.Struct, frozen=True):
    """The incidents, each with its alerts' labels, and how long grouping took."""

    groups: list[Group]
    labels: list[Counter[str]]
    seconds: float


def main(arguments: Sequence[str]) -> int:
    """Print how one file is grouped; 2 on wrong usage."""
    match arguments:
        case ["secrl", path]:
            figures = secrl(Path(path))
        case ["ait", path]:
            figures = ait(Path(path))
        case _:
            print("usage: python -m evals.grouping secrl|ait FILE", file=sys.stderr)
            return 2
    print(json.dumps(figures))
    return 0


def secrl(path: Path) -> dict[str, object]:
    """Group Sentinel alerts; the truth is the incident that Microsoft's correlation and analysts put each in."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    parser = SentinelParser()
    parsed = [
        (alert, str(row["incident_truth"]))
        for row in rows
        for alert in parser.parse(json.dumps(without_answers(row["alert"])).encode())
    ]
    alerts = folded(parsed)
    outcome = grouped(alerts)
    show(outcome)
    return {"alerts": len(parsed), "findings": len(alerts), **counts(outcome), **pairwise(outcome.labels)}


def ait(path: Path) -> dict[str, object]:
    """Group alerts of several detectors on one network; labels go by time, so noise during an attack has its label."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        lines = file.read().splitlines()
    parser = AitCsvParser()
    at = next(csv.reader(lines[:1])).index("time_label")
    parsed = [
        (alert, next(csv.reader([line]))[at])
        for line in lines[1:]
        for alert in parser.parse(f"{lines[0]}\n{line}\n".encode())
    ]
    alerts = folded(parsed)
    outcome = grouped(alerts)
    show(outcome)
    return {"alerts": len(parsed), "findings": len(alerts), **counts(outcome), **by_label(outcome.labels)}


def without_answers(alert: Mapping[str, object]) -> dict[str, object]:
    """Return the alert as it was before anybody correlated it."""
    extended = alert.get("ExtendedProperties")
    if not isinstance(extended, str):
        return dict(alert)
    kept = {name: value for name, value in json.loads(extended).items() if name not in ANSWERS}
    return {**alert, "ExtendedProperties": json.dumps(kept)}


def folded(parsed: Sequence[tuple[Alert, str]]) -> list[Labelled]:
    """Return the findings; a finding told again keeps the label of its first telling that was no false positive."""
    known: dict[str, Labelled] = {}
    for alert, truth in parsed:
        stored = stored_offline(alert, RECEIVED)
        before = known.get(stored.fingerprint)
        if before is None or before.truth == "false_positive":
            known[stored.fingerprint] = Labelled(before.alert if before else stored, truth)
    return list(known.values())


def grouped(alerts: Sequence[Labelled]) -> Outcome:
    """Group the alerts at once, as any order of arrival would."""
    policy = GroupingPolicy()
    started = time.perf_counter()
    strands = [strand_of(each.alert, policy) for each in alerts]
    groups = group(strands, spread_of(strands), policy)
    seconds = time.perf_counter() - started
    place = {strand.name: number for number, made in enumerate(groups) for strand in made.strands}
    labels: list[Counter[str]] = [Counter() for _ in groups]
    for strand, each in zip(strands, alerts, strict=True):
        labels[place[strand.name]][each.truth] += 1
    return Outcome(groups, labels, seconds)


def show(outcome: Outcome) -> None:
    """Print one line for each incident."""
    print(f"{'first alert':20} {'alerts':>6} {'severity':13} title / labels")
    for made, labels in zip(outcome.groups, outcome.labels, strict=True):
        says = summary(made.strands)
        print(f"{says.first_alert_at:%Y-%m-%d %H:%M:%S}  {says.alert_count:>6} {says.severity:13} {says.title[:90]}")
        print(f"{'':43}{', '.join(f'{label} {count}' for label, count in labels.most_common())}")


def counts(outcome: Outcome) -> dict[str, object]:
    """Return how many incidents came out, the largest, and how long it took."""
    sizes = [labels.total() for labels in outcome.labels]
    return {"incidents": len(sizes), "largest": max(sizes, default=0), "seconds": round(outcome.seconds, 3)}


def pairwise(labels: Sequence[Counter[str]]) -> dict[str, object]:
    """Return precision and recall over pairs: of pairs grouped together, and of pairs that belong together."""
    right = sum(_pairs(count) for each in labels for count in each.values())
    together = sum(_pairs(each.total()) for each in labels)
    truly = sum(_pairs(count) for count in sum(labels, Counter[str]()).values())
    precision = right / together if together else 1.0
    recall = right / truly if truly else 1.0
    return {"pairwise_precision": round(precision, 4), "pairwise_recall": round(recall, 4)}


def by_label(labels: Sequence[Counter[str]]) -> dict[str, object]:
    """Return, for each label, over how many incidents it is spread, and the share of its alerts in the largest."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for each in labels:
        for label, count in each.items():
            places[label].append(count)
    spread = {
        label: {"alerts": sum(found), "incidents": len(found), "share_in_largest": round(max(found) / sum(found), 3)}
        for label, found in sorted(places.items())
    }
    attacked = [each for each in labels if any(label != "false_positive" for label in each)]
    return {"labels": spread, "incidents_with_attack": len(attacked)}


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
