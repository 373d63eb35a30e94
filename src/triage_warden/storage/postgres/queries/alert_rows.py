"""Alerts out of their rows."""

from typing import Any, Final

import msgspec
from sqlalchemy import Select, Text, and_, cast, select

from triage_warden.core.alerts.model import AttackRef, Rule, StoredAlert
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.observables.model import Observable
from triage_warden.kernel.ids import AlertId, IncidentId, TenantId
from triage_warden.storage.postgres.payload import unpacked
from triage_warden.storage.postgres.queries.row import Row
from triage_warden.storage.postgres.tables.alerts import ALERT_FINGERPRINTS, ALERTS
from triage_warden.storage.postgres.tables.incidents import INCIDENT_LINKS

__all__ = ["ALERT_COLUMNS", "alert_of", "select_alerts", "unpacked"]

ALERT_COLUMNS: Final = """
a.tenant_id, a.id, a.received_on, a.received_at, a.occurred_at, a.source, a.source_id, a.rule_id, a.rule_name,
a.title, a.description, a.severity, a.fingerprint, a.attack::text AS attack,
a.observables::text AS observables, a.attributes::text AS attributes, f.count, f.last_seen_at,
(SELECT l.incident_id FROM incident_links l WHERE l.tenant_id = f.tenant_id AND l.alert_id = f.alert_id) AS incident_id
"""
"""What `alert_of` reads, where `alerts` is called `a` and `alert_fingerprints` `f`.

Join them on `a.received_on = f.received_on AND a.id = f.alert_id`: the day leads to the partition.
"""

_attack = msgspec.json.Decoder(tuple[AttackRef, ...])
_observables = msgspec.json.Decoder(tuple[Observable, ...])
_attributes = msgspec.json.Decoder(dict[str, str])


def alert_of(row: Row) -> StoredAlert:
    """Return the alert of a row that holds ALERT_COLUMNS, the JSON ones as text."""
    return StoredAlert(
        id=AlertId(row["id"]),
        tenant_id=TenantId(row["tenant_id"]),
        source=row["source"],
        source_id=row["source_id"],
        rule=Rule(id=row["rule_id"], name=row["rule_name"]),
        title=row["title"],
        description=row["description"],
        severity=Severity(row["severity"]),
        occurred_at=row["occurred_at"],
        received_at=row["received_at"],
        attack=_attack.decode(row["attack"]),
        observables=_observables.decode(row["observables"]),
        attributes=_attributes.decode(row["attributes"]),
        fingerprint=row["fingerprint"],
        count=row["count"],
        last_seen_at=row["last_seen_at"],
        incident_id=None if row["incident_id"] is None else IncidentId(row["incident_id"]),
    )


def select_alerts() -> Select[Any]:
    """Return the statement whose rows `alert_of` reads; add conditions, order and limit."""
    register = and_(
        ALERT_FINGERPRINTS.c.tenant_id == ALERTS.c.tenant_id,
        ALERT_FINGERPRINTS.c.alert_id == ALERTS.c.id,
        ALERT_FINGERPRINTS.c.received_on == ALERTS.c.received_on,
    )
    link = and_(
        INCIDENT_LINKS.c.tenant_id == ALERT_FINGERPRINTS.c.tenant_id,
        INCIDENT_LINKS.c.alert_id == ALERT_FINGERPRINTS.c.alert_id,
    )
    as_text = {"attack", "observables", "attributes"}
    return select(
        *(column for column in ALERTS.c if column.name not in {"raw", *as_text}),
        *(cast(ALERTS.c[name], Text).label(name) for name in sorted(as_text)),
        ALERT_FINGERPRINTS.c.count,
        ALERT_FINGERPRINTS.c.last_seen_at,
        INCIDENT_LINKS.c.incident_id,
    ).select_from(ALERTS.join(ALERT_FINGERPRINTS, register).outerjoin(INCIDENT_LINKS, link))
