"""How good the verdicts are: `python -m evals.verdicts secrl|ait|sigma|panther FILE [--alone]`.

Alerts are grouped into incidents, and a row has the verdict of its incident; with `--alone` each alert (repeats
folded) is judged by itself, which shows what facts and weights can do without the neighbours.

A table by truth and type of alert, how often verdicts of a confidence held where there is a truth, and on the last
line the figures as JSON. What a truth says is not what an alert looks like: an attack that nobody could tell from
daily life counts here as missed all the same.
"""

import csv
import gzip
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import msgspec

from evals.windows_events import event_alert
from triage_warden.connectors.ait_csv.alerts import AitCsvParser
from triage_warden.connectors.sentinel.alerts import SentinelParser
from triage_warden.core.alerts.fingerprint import fingerprint
from triage_warden.core.alerts.model import Alert, AttackRef, Identity, Rule, StoredAlert
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.assessment.model import Assessment, Verdict
from triage_warden.core.assessment.rules_analyst import assess
from triage_warden.core.assessment.view import IncidentView
from triage_warden.core.facts.context import Context
from triage_warden.core.facts.gather import facts_of
from triage_warden.core.incidents.group import group
from triage_warden.core.incidents.policy import GroupingPolicy
from triage_warden.core.incidents.strands import spread_of, strand_of
from triage_warden.kernel.ids import DEFAULT_TENANT, AlertId

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SHOWN = {Verdict.MALICIOUS, Verdict.SUSPICIOUS}
MOST_SHOWN = 40
ANSWERS = ("IncidentId", "Classification", "Determination")
"""Fields of Sentinel's ExtendedProperties that give the answer away."""


class Labelled(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a data set as an alert, what is true of it, and under which name it is tabled."""

    alert: Alert
    truth: str
    name: str


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A row, with the assessment of the incident that its alert is in."""

    row: Labelled
    incident: int
    assessment: Assessment


def main(arguments: Sequence[str]) -> int:
    """Print how one file is judged; 2 on wrong usage."""
    alone = list(arguments[2:]) == ["--alone"]
    if (len(arguments) != 2 and not alone) or arguments[0] not in READERS:
        print(f"usage: python -m evals.verdicts {'|'.join(READERS)} FILE [--alone]", file=sys.stderr)
        return 2
    rows = list(READERS[arguments[0]](Path(arguments[1])))
    started = time.perf_counter()
    judged = judge(rows, together=arguments[0] in {"secrl", "ait"} and not alone)
    seconds = time.perf_counter() - started
    figures = tabulate(judged)
    figures |= {"rows": len(rows), "incidents": len({each.incident for each in judged}), "seconds": round(seconds, 2)}
    print(json.dumps({"set": arguments[0], **figures}))
    return 0


def secrl(path: Path) -> Iterator[Labelled]:
    """Yield Sentinel's alerts; every incident of this set was an attack."""
    parser = SentinelParser()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        properties = json.loads(row["alert"].get("ExtendedProperties") or "{}")
        kept = {name: value for name, value in properties.items() if name not in ANSWERS}
        payload = {**row["alert"], "ExtendedProperties": json.dumps(kept)}
        for alert in parser.parse(json.dumps(payload).encode()):
            yield Labelled(alert=alert, truth=f"attack {row['incident_truth']}", name=alert.title)


def ait(path: Path) -> Iterator[Labelled]:
    """Yield the alerts of one testbed; the truth is the attack step, the phase without a step, or a false positive."""
    parser = AitCsvParser()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            header = ",".join(f'"{name}"' for name in row)
            values = ",".join('"' + value.replace('"', '""') + '"' for value in row.values())
            for alert in parser.parse(f"{header}\n{values}\n".encode()):
                yield Labelled(alert=alert, truth=_ait_truth(row), name=row["name"])


def _ait_truth(row: Mapping[str, str]) -> str:
    if row["event_label"] != "-":
        return "attack"
    return "false positive" if row["time_label"] == "false_positive" else "during an attack"


def sigma(path: Path) -> Iterator[Labelled]:
    """Yield recorded attack steps, each as the alert that its rule raises."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        tags = [tag.removeprefix("attack.") for tag in row["tags"] if tag.startswith("attack.")]
        attack = tuple(
            AttackRef(technique=tag.upper()) if tag[:1] == "t" and tag[1:2].isdigit() else AttackRef(tactic=tag)
            for tag in tags
        )
        alert = event_alert(row["event"], title=row["title"], severity=Severity(row["level"]), attack=attack)
        yield Labelled(alert=alert, truth=row["level"], name=row["title"])


def panther(path: Path) -> Iterator[Labelled]:
    """Yield the log events on which a rule fires, as alerts with the rule's words; their truth is not known."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["expected_alert"]:
            yield Labelled(
                alert=_panther_alert(row), truth=row["severity"].casefold(), name=row["rule_name"] or row["rule_id"]
            )


def _panther_alert(row: Mapping[str, object]) -> Alert:
    name = str(row["rule_name"] or row["rule_id"])
    word = str(row["severity"]).casefold()
    mapped = row["mitre"] if isinstance(row["mitre"], list) else []
    return Alert(
        source="panther",
        source_id=str(row["id"]),
        rule=Rule(id=str(row["rule_id"]), name=name),
        title=name,
        severity=Severity.INFORMATIONAL if word == "info" else Severity(word),
        occurred_at=NOW,
        attack=tuple(AttackRef(technique=str(each).rpartition(":")[2]) for each in mapped),
        identity=Identity(parts=(str(row["id"]),), exact=True),
        raw=b"",
    )


READERS: dict[str, Callable[[Path], Iterator[Labelled]]] = {
    "secrl": secrl,
    "ait": ait,
    "sigma": sigma,
    "panther": panther,
}


def judge(rows: Sequence[Labelled], *, together: bool) -> list[Judged]:
    """Fold repeats, group where wanted, find facts without any history, assess; return every row judged."""
    marks = [fingerprint(row.alert, NOW) for row in rows]
    stored = folded(rows, marks)
    incident_of = _grouped(stored.values()) if together else {mark: number for number, mark in enumerate(stored)}
    members: dict[int, list[StoredAlert]] = defaultdict(list)
    for mark, alert in stored.items():
        members[incident_of[mark]].append(alert)
    context = Context(observed_at=NOW)
    assessed = {
        number: assess(IncidentView(alerts=tuple(alerts)), facts_of(alerts, context), at=NOW)
        for number, alerts in members.items()
    }
    return [
        Judged(row=row, incident=incident_of[mark], assessment=assessed[incident_of[mark]])
        for row, mark in zip(rows, marks, strict=True)
    ]


def folded(rows: Sequence[Labelled], marks: Sequence[str]) -> dict[str, StoredAlert]:
    """Return the alerts as taken in: repeats raise the count and the time last seen."""
    kept: dict[str, StoredAlert] = {}
    for number, (row, mark) in enumerate(zip(rows, marks, strict=True)):
        at = row.alert.occurred_at or NOW
        known = kept.get(mark)
        if known is None:
            kept[mark] = _stored(row.alert, mark, number)
        else:
            kept[mark] = msgspec.structs.replace(
                known,
                count=known.count + 1,
                occurred_at=min(known.occurred_at, at),
                last_seen_at=max(known.last_seen_at, at),
            )
    return kept


def _stored(alert: Alert, mark: str, number: int) -> StoredAlert:
    at = alert.occurred_at or NOW
    same = {name: getattr(alert, name) for name in SHARED_FIELDS}
    return StoredAlert(
        **same,
        id=AlertId(UUID(int=number + 1)),
        tenant_id=DEFAULT_TENANT,
        occurred_at=at,
        received_at=NOW,
        fingerprint=mark,
        last_seen_at=at,
    )


SHARED_FIELDS = (
    "source",
    "source_id",
    "rule",
    "title",
    "description",
    "severity",
    "attack",
    "observables",
    "attributes",
)


def _grouped(alerts: Iterable[StoredAlert]) -> dict[str, int]:
    policy = GroupingPolicy()
    strands = {alert.fingerprint: strand_of(alert, policy) for alert in alerts}
    groups = group(strands.values(), spread_of(strands.values()), policy)
    numbers = {strand.name: number for number, each in enumerate(groups) for strand in each.strands}
    return {mark: numbers[strand.name] for mark, strand in strands.items()}


def tabulate(judged: Sequence[Judged]) -> dict[str, object]:
    """Print rows by truth and name, incidents by verdict, calibration; return the totals."""
    table: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for each in judged:
        table[each.row.truth, each.row.name][each.assessment.verdict] += 1
    print(f"{'truth':<18} {'name':<72} " + " ".join(f"{verdict[:6]:>7}" for verdict in Verdict))
    for (truth, name), counts in sorted(table.items()):
        print(f"{truth:<18} {name[:72]:<72} " + " ".join(f"{counts[verdict]:>7}" for verdict in Verdict))
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for (truth, _), counts in table.items():
        totals[truth] += counts
    incidents = {each.incident: each.assessment for each in judged}
    print_incidents(judged, incidents)
    print_reliability(judged)
    return {
        "rows_by_truth": {truth: dict(counts) for truth, counts in sorted(totals.items())},
        "incidents_by_verdict": dict(Counter(each.verdict for each in incidents.values())),
        "incidents_by_truth": incidents_by_truth(judged),
    }


def incidents_by_truth(judged: Sequence[Judged]) -> dict[str, dict[str, int]]:
    """Return the verdicts of incidents that hold a row of an attack, and of those that hold none."""
    attacked = {each.incident for each in judged if each.row.truth.startswith("attack")}
    counts: dict[str, Counter[str]] = {"with attack": Counter(), "without": Counter()}
    for number, assessment in {each.incident: each.assessment for each in judged}.items():
        counts["with attack" if number in attacked else "without"][assessment.verdict] += 1
    return {name: dict(count) for name, count in counts.items()}


def print_reliability(judged: Sequence[Judged]) -> None:
    """Print, where the truth is known, how often verdicts of a confidence held: incidents, not rows."""
    attacked = {each.incident for each in judged if each.row.truth.startswith("attack")}
    if not attacked:
        return
    held: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for number, made in {each.incident: each.assessment for each in judged}.items():
        if made.verdict is not Verdict.INCONCLUSIVE:
            right = (number in attacked) is (made.verdict is not Verdict.BENIGN)
            held[made.verdict].append((made.confidence, right))
    for verdict, claims in sorted(held.items()):
        claimed = sum(confidence for confidence, _ in claims) / len(claims)
        share = sum(right for _, right in claims) / len(claims)
        print(f"{verdict:<12} {len(claims):>5} incidents: claimed {claimed:.2f}, held {share:.2f}")


def print_incidents(judged: Sequence[Judged], incidents: Mapping[int, Assessment]) -> None:
    """Print the incidents that were not closed as harmless, with their reasons."""
    held: dict[int, Counter[str]] = defaultdict(Counter)
    for each in judged:
        held[each.incident][each.row.truth] += 1
    worst = sorted(incidents.items(), key=lambda one: -one[1].confidence)
    for number, made in [one for one in worst if one[1].verdict in SHOWN][:MOST_SHOWN]:
        print(f"#{number} {made.verdict} {made.confidence:.2f} {made.category} {made.severity} {dict(held[number])}")
        for fact in made.facts[:4]:
            print(f"    {fact.weight:+.2f} {fact.statement[:150]}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
