"""The alerts that speak for an incident."""

from collections.abc import Sequence
from typing import Final

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.incidents.model import Incident
from triage_warden.core.triage.ports import Case
from triage_warden.kernel.ids import AlertId, TenantId
from triage_warden.storage.postgres.queries.alert_rows import ALERT_COLUMNS, alert_of, unpacked
from triage_warden.storage.postgres.queries.incident_rows import INCIDENT_COLUMNS, incident_of
from triage_warden.storage.postgres.unit import Transaction

OF_EACH_RULE: Final = 20
MOST_ALERTS: Final = 2_000


async def lock_incident(transaction: Transaction, case: Case) -> Incident | None:
    """Return the incident, locked against other writers; None when it is gone, merged away or closed."""
    row = await transaction.raw.fetchrow(_LOCK, case.tenant, case.incident)
    return None if row is None else incident_of(row)


async def representatives(
    transaction: Transaction,
    case: Case,
) -> tuple[tuple[StoredAlert, ...], tuple[AlertId, ...]]:
    """Return up to 2,000 alerts of the incident, and which of them were not examined yet.

    Of each rule of each source the first twenty; where that is too many, the most severe and then the latest.
    """
    rows = await transaction.raw.fetch(_REPRESENTATIVES, case.tenant, case.incident, OF_EACH_RULE, MOST_ALERTS)
    alerts = tuple(alert_of(row) for row in rows)
    unexamined = tuple(alert.id for alert, row in zip(alerts, rows, strict=True) if row["examined_at"] is None)
    return alerts, unexamined


async def payloads(
    transaction: Transaction,
    tenant: TenantId,
    alerts: Sequence[AlertId],
) -> list[tuple[StoredAlert, bytes]]:
    """Return alerts with their raw payloads."""
    rows = await transaction.raw.fetch(_PAYLOADS, tenant, list(alerts))
    return [(alert_of(row), unpacked(row["raw"])) for row in rows]


_LOCK = f"""
SELECT {INCIDENT_COLUMNS} FROM incidents
WHERE tenant_id = $1 AND id = $2 AND merged_into IS NULL AND status <> 'closed' FOR NO KEY UPDATE
"""  # noqa: S608  # put together from constants
_REPRESENTATIVES = f"""
WITH members AS (
    SELECT alert_id FROM incident_links WHERE tenant_id = $1 AND incident_id = $2
), ranked AS (
    SELECT {ALERT_COLUMNS}, f.examined_at,
           row_number() OVER (PARTITION BY a.source, a.rule_id, a.rule_name, a.title
                              ORDER BY a.occurred_at, a.id) AS place
    FROM members
    JOIN alert_fingerprints f ON f.tenant_id = $1 AND f.alert_id = members.alert_id
    JOIN alerts a ON a.received_on = f.received_on AND a.id = f.alert_id
)
SELECT * FROM ranked WHERE place <= $3
ORDER BY array_position(ARRAY['critical', 'high', 'medium', 'low', 'informational'], severity), occurred_at DESC
LIMIT $4
"""  # noqa: S608  # put together from constants
_PAYLOADS = f"""
SELECT {ALERT_COLUMNS}, a.raw
FROM alert_fingerprints f JOIN alerts a ON a.received_on = f.received_on AND a.id = f.alert_id
WHERE f.tenant_id = $1 AND f.alert_id = ANY($2::uuid[]) ORDER BY f.alert_id
"""  # noqa: S608  # put together from constants
