"""A recorded Windows event, as the alert of the rule that matches it."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from triage_warden.core.alerts.model import Alert, AttackRef, Identity, Rule
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.observables.model import Observable, ObservableType, Role

FIELDS: tuple[tuple[str, ObservableType, Role], ...] = (
    ("CommandLine", ObservableType.COMMAND_LINE, Role.ARTIFACT),
    ("ParentCommandLine", ObservableType.COMMAND_LINE, Role.ARTIFACT),
    ("Image", ObservableType.PROCESS, Role.ARTIFACT),
    ("TargetFilename", ObservableType.FILE_PATH, Role.ARTIFACT),
    ("TargetObject", ObservableType.REGISTRY_KEY, Role.ARTIFACT),
    ("User", ObservableType.USER, Role.TARGET),
)
"""Sysmon's event data that an alert would carry."""


def event_alert(
    recorded: Mapping[str, object],
    *,
    title: str,
    severity: Severity,
    attack: tuple[AttackRef, ...],
) -> Alert:
    """Return the alert that a detection of this title would raise on the event."""
    written = json.dumps(recorded, sort_keys=True)
    return Alert(
        source="sigma",
        rule=Rule(name=title),
        title=title,
        severity=severity,
        occurred_at=datetime(2026, 1, 1, tzinfo=UTC),
        attack=attack,
        observables=tuple(_observables(recorded)),
        identity=Identity(parts=(written,), exact=True),
        raw=written.encode(),
    )


def _observables(recorded: Mapping[str, object]) -> Iterator[Observable]:
    data = _inside(recorded, "Event", "EventData")
    computer = _inside(recorded, "Event", "System").get("Computer")
    if isinstance(computer, str):
        yield Observable(type=ObservableType.HOSTNAME, value=computer.casefold(), role=Role.TARGET)
    for name, kind, role in FIELDS:
        value = data.get(name)
        if isinstance(value, str) and value:
            yield Observable(type=kind, value=value, role=role)


def _inside(recorded: Mapping[str, object], *path: str) -> Mapping[str, object]:
    found: object = recorded
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}
