"""Verdict by label over a folder of mails: `python -m evals.mail DIR`; labels from `labels.json`, else `unlabelled`.

A label tally is no quality figure (the corpora give themselves away); what it is for is reading every error: those
are listed with the facts that counted. The last line is one JSON object with the counts.
"""

import json
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from triage_warden.connectors.mail.alerts import MailParser
from triage_warden.connectors.mail.reader import read_mail
from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.alerts.fingerprint import fingerprint
from triage_warden.core.alerts.model import Alert, StoredAlert
from triage_warden.core.assessment.model import Assessment, Verdict
from triage_warden.core.assessment.rules_analyst import assess
from triage_warden.core.assessment.view import IncidentView
from triage_warden.core.facts.mail.facts import mail_facts
from triage_warden.kernel.ids import DEFAULT_TENANT, AlertId

NOW = datetime(2026, 1, 1, tzinfo=UTC)
HARMLESS = {"ham", "bounce"}
ALARMING = {Verdict.MALICIOUS, Verdict.SUSPICIOUS}
MAILS = {".eml", ".msg", ""}


def main(arguments: Sequence[str]) -> int:
    """Judge every mail in the folder; return 2 on wrong usage."""
    if len(arguments) not in {1, 2}:
        print("usage: python -m evals.mail DIR [LABEL]", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    labels = _labels(folder)
    default = arguments[1] if len(arguments) == 2 else "unlabelled"
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    categories: dict[str, Counter[str]] = defaultdict(Counter)
    began = time.perf_counter()
    for path in sorted(folder.iterdir()):
        if path.suffix in MAILS and path.is_file():
            label = labels.get(path.name, default)
            assessment = judge(path.read_bytes())
            tally[label][str(assessment.verdict) if assessment else "cannot_parse"] += 1
            if assessment:
                categories[label][str(assessment.category)] += 1
                _show_error(path.name, label, assessment)
    seconds = time.perf_counter() - began
    _table(tally)
    print(json.dumps(_figures(tally, categories, seconds)))
    return 0


def judge(payload: bytes) -> Assessment | None:
    """Return the assessment of an incident that is this one mail; None where it cannot be parsed."""
    try:
        alert = MailParser().parse(payload)[0]
        mail = read_mail(payload)
    except CannotParse:
        return None
    stored = _stored(alert)
    facts = mail_facts(mail, alert_ref=f"alert:{stored.id}", observed_at=NOW)
    return assess(IncidentView(alerts=(stored,)), facts, at=NOW)


def _labels(folder: Path) -> dict[str, str]:
    path = folder / "labels.json"
    return {row["file"]: row["label"] for row in json.loads(path.read_text())} if path.exists() else {}


def _stored(alert: Alert) -> StoredAlert:
    when = alert.occurred_at or NOW
    return StoredAlert(
        id=AlertId(UUID(int=1)),
        tenant_id=DEFAULT_TENANT,
        source=alert.source,
        source_id=alert.source_id,
        rule=alert.rule,
        title=alert.title,
        description=alert.description,
        severity=alert.severity,
        occurred_at=when,
        received_at=NOW,
        attack=alert.attack,
        observables=alert.observables,
        attributes=alert.attributes,
        fingerprint=fingerprint(alert, NOW),
        last_seen_at=NOW,
    )


def _show_error(name: str, label: str, assessment: Assessment) -> None:
    wrong = (assessment.verdict in ALARMING) == (label in HARMLESS)
    if label == "unlabelled" or not wrong:
        return
    print(f"{name} [{label}]: {assessment.verdict} ({assessment.confidence}), {assessment.category}")
    for fact in assessment.facts:
        print(f"    {fact.weight:+.2f}  {fact.statement}")


def _table(tally: dict[str, Counter[str]]) -> None:
    columns = [*(str(verdict) for verdict in Verdict), "cannot_parse"]
    print(f"{'label':<12}" + "".join(f"{column:>14}" for column in columns))
    for label, counts in sorted(tally.items()):
        print(f"{label:<12}" + "".join(f"{counts[column]:>14}" for column in columns))


def _figures(tally: dict[str, Counter[str]], categories: dict[str, Counter[str]], seconds: float) -> dict[str, object]:
    mails = sum(sum(counts.values()) for counts in tally.values())
    return {
        "mails": mails,
        "seconds": round(seconds, 2),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "verdicts": {label: dict(counts) for label, counts in sorted(tally.items())},
        "categories": {label: dict(counts) for label, counts in sorted(categories.items())},
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
