"""Triage one file: from its bytes to a line of JSON. Runs in the command's own process or in a worker."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from triage_warden.cli import files
from triage_warden.cli.mapped import known_sources
from triage_warden.connector_kit.source import AlertSource
from triage_warden.connector_kit.unrecognised import UNMAPPED
from triage_warden.connectors.mail.reader import read_mail
from triage_warden.core.alerts.errors import CannotParse, UnknownSource
from triage_warden.core.alerts.model import Alert, AttackRef, Rule
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.assessment.model import Assessment, Category, CitedFact, RecommendedAction, Verdict
from triage_warden.core.observables.model import Observable
from triage_warden.core.triage.analyze import analyze_alerts
from triage_warden.kernel.errors import Invalid, TriageError
from triage_warden.wiring.catalogue import recognise


class NotRecognised(Invalid):
    """No source recognises the file; name one with --source."""


class NothingInside(Invalid):
    """There is no alert in the file."""


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """A file to triage, as of a time."""

    file: str
    source: str | None
    at: datetime


class AlertRecord(msgspec.Struct, frozen=True, kw_only=True):
    """An alert as it is shown: without its raw payload."""

    source_id: str | None
    rule: Rule
    title: str
    severity: Severity
    occurred_at: datetime | None
    attack: tuple[AttackRef, ...]
    attributes: dict[str, str]


class AssessmentRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The assessment of a file."""

    verdict: Verdict
    confidence: float
    category: Category
    severity: Severity
    attack: tuple[AttackRef, ...]
    facts: tuple[CitedFact, ...]
    recommended_actions: tuple[RecommendedAction, ...]


class Analysed(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the result: what is in the file and what to make of it. Alerts of one file are taken as one case."""

    file: str
    source: str
    alerts: list[AlertRecord]
    observables: list[Observable]
    assessment: AssessmentRecord


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why something could not be read."""

    code: str
    reason: str


class Unreadable(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the result: the file, or a part of it, could not be read."""

    file: str
    error: Reason


def analyse(task: Task) -> list[Analysed | Unreadable]:
    """Return what there is to say about one file: its analysis, what could not be read, or both."""
    name = files.shown(task.file)
    try:
        return _analyse(name, task)
    except TriageError as error:
        return [Unreadable(file=name, error=Reason(code=error.code, reason=error.detail))]
    except Exception as error:  # noqa: BLE001  # a mistake of ours that one file trips must not cost the others theirs
        reason = f"Internal error, please report it: {type(error).__name__}: {error}"
        return [Unreadable(file=name, error=Reason(code="internal", reason=reason))]


def _analyse(name: str, task: Task) -> list[Analysed | Unreadable]:
    data = files.read(task.file)
    source = source_of(data, task.source)
    alerts, failures = _parse([source] if task.source else [source, known_sources()[UNMAPPED]], data)
    if not alerts:
        raise failures[0] if failures else NothingInside()
    _, assessment = analyze_alerts(alerts, read_mail=read_mail, at=task.at)
    lines: list[Analysed | Unreadable] = [_analysed(name, source, alerts=alerts, assessment=assessment)]
    if failures:
        lines.append(Unreadable(file=name, error=_in_part(failures, len(failures) + len(alerts))))
    return lines


def source_of(data: bytes, named: str | None) -> AlertSource:
    """Return the source that was named, or the one that recognises the bytes; raise UnknownSource, NotRecognised."""
    if named is None:
        found = recognise(data, known_sources().values())
        if found is None:
            raise NotRecognised
        return found
    known = known_sources()
    if named not in known:
        raise UnknownSource(detail=f"There is no source '{named}'; the sources are: {', '.join(sorted(known))}.")
    return known[named]


def _parse(sources: Sequence[AlertSource], data: bytes) -> tuple[list[Alert], list[CannotParse]]:
    """Return the alerts, each payload's by the first source that reads it, and what none reads by the first's words."""
    alerts: list[Alert] = []
    failures: list[CannotParse] = []
    for payload in sources[0].split(data):
        refusals: list[CannotParse] = []
        for source in sources:
            try:
                alerts += source.parser.parse(payload)
                break
            except CannotParse as error:
                refusals.append(error)
        else:
            failures.append(refusals[0])
    return alerts, failures


def _analysed(name: str, source: AlertSource, *, alerts: Sequence[Alert], assessment: Assessment) -> Analysed:
    return Analysed(
        file=name,
        source=source.name,
        alerts=[msgspec.convert(alert, AlertRecord, from_attributes=True) for alert in alerts],
        observables=list(dict.fromkeys(_observables(alerts))),
        assessment=msgspec.convert(assessment, AssessmentRecord, from_attributes=True),
    )


def _observables(alerts: Iterable[Alert]) -> Iterable[Observable]:
    return (observable for alert in alerts for observable in alert.observables)


def _in_part(failures: Sequence[CannotParse], payloads: int) -> Reason:
    first = failures[0]
    return Reason(
        code=first.code, reason=f"{len(failures)} of {payloads} payloads cannot be read; the first: {first.detail}"
    )
