"""Findings that we wrote ourselves, read back as the alerts they were (see `core/alerts/ocsf/extension.py`)."""

from typing import Final

from triage_warden.connector_kit.fields import as_text, concise
from triage_warden.connector_kit.observed import MAX_OBSERVABLES, MAX_VALUE
from triage_warden.core.alerts.attributes import NAMES
from triage_warden.core.alerts.model import Alert, Rule
from triage_warden.core.alerts.ocsf.extension import Extension, Seen
from triage_warden.core.observables.classify import observable
from triage_warden.core.observables.model import Observable, ObservableType

_MAX_ATTRIBUTE: Final = 10_000


def with_extension(alert: Alert, stated: Extension | None) -> Alert:
    """Return the alert with what the extension states instead of what was made of OCSF's words for it.

    It is a sender's claim like every other field: values are normalised, and what does not fit its type is left out.
    Whose finding it is stays as it was read, so an export that is read twice is one finding.
    """
    if stated is None:
        return alert
    return Alert(
        source=alert.source,
        source_id=concise(as_text(stated.source_id)) or None,
        rule=Rule(id=concise(as_text(stated.rule.id)) or None, name=concise(as_text(stated.rule.name)) or None),
        title=alert.title,
        description=alert.description,
        severity=alert.severity,
        occurred_at=alert.occurred_at,
        attack=alert.attack,
        observables=_observables(stated.observables),
        attributes={
            name: as_text(value)[:_MAX_ATTRIBUTE] for name, value in sorted(stated.attributes.items()) if name in NAMES
        },
        identity=alert.identity,
        raw=alert.raw,
    )


def _observables(listed: tuple[Seen, ...]) -> tuple[Observable, ...]:
    found: dict[tuple[ObservableType, str], Observable] = {}
    for each in listed[:MAX_OBSERVABLES]:
        if len(each.value) > MAX_VALUE:
            continue
        read = observable(each.type, as_text(each.value), each.role, defanged=each.defanged)
        if read is not None:
            found.setdefault((read.type, read.value), read)
    return tuple(found.values())
