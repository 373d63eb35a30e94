"""Triage without a server: one file's alerts become facts and an assessment, with no memory and no network."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import NAMESPACE_OID, uuid5

import msgspec

from triage_warden.core.alerts import attributes
from triage_warden.core.alerts.fingerprint import fingerprint
from triage_warden.core.alerts.model import Alert, StoredAlert
from triage_warden.core.assessment.model import Assessment
from triage_warden.core.assessment.rules_analyst import assess
from triage_warden.core.assessment.view import MAIL_TYPE, IncidentView
from triage_warden.core.facts.context import Context
from triage_warden.core.facts.gather import facts_of
from triage_warden.core.facts.mail.facts import mail_facts
from triage_warden.core.facts.mail.model import Mail
from triage_warden.core.facts.model import Fact
from triage_warden.kernel.ids import DEFAULT_TENANT, AlertId


def analyze_alerts(
    alerts: Sequence[Alert],
    *,
    read_mail: Callable[[bytes], Mail],
    at: datetime,
) -> tuple[list[Fact], Assessment]:
    """Return the facts and the assessment of alerts taken as one incident; repeats of a finding count once each.

    `read_mail` turns the bytes of a mail into its parts; it is called for alerts that carry one.
    """
    raw: dict[AlertId, bytes] = {}
    stored: dict[AlertId, StoredAlert] = {}
    for alert in alerts:
        kept = stored_offline(alert, at)
        known = stored.get(kept.id)
        stored[kept.id] = _repeated(known, kept) if known else kept
        raw[kept.id] = alert.raw

    def of_mail(alert: StoredAlert) -> Sequence[Fact]:
        if alert.attributes.get(attributes.MEDIA_TYPE) != MAIL_TYPE:
            return ()
        return mail_facts(read_mail(raw[alert.id]), alert_ref=f"alert:{alert.id}", observed_at=at)

    folded = tuple(stored.values())
    facts = facts_of(folded, Context(observed_at=at), of_mail)
    return facts, assess(IncidentView(alerts=folded), facts, at=at)


def stored_offline(alert: Alert, at: datetime) -> StoredAlert:
    """Return the alert as if it had been taken in, under an id derived from its fingerprint."""
    mark = fingerprint(alert, at)
    occurred_at = alert.occurred_at or at
    return StoredAlert(
        id=AlertId(uuid5(NAMESPACE_OID, mark)),
        tenant_id=DEFAULT_TENANT,
        source=alert.source,
        source_id=alert.source_id,
        rule=alert.rule,
        title=alert.title,
        description=alert.description,
        severity=alert.severity,
        occurred_at=occurred_at,
        received_at=at,
        attack=alert.attack,
        observables=alert.observables,
        attributes=alert.attributes,
        fingerprint=mark,
        last_seen_at=occurred_at,
    )


def _repeated(known: StoredAlert, again: StoredAlert) -> StoredAlert:
    times = (known.occurred_at, known.last_seen_at, again.occurred_at)
    return msgspec.structs.replace(
        known,
        count=known.count + 1,
        occurred_at=min(times),
        last_seen_at=max(times),
    )
