"""Count what was grouped into the history of its rules."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.storage.postgres.history_keys import entity_key, rule_key, rule_on
from triage_warden.storage.postgres.unit import Transaction


async def count(transaction: Transaction, alerts: Iterable[StoredAlert]) -> None:
    """Add each alert to its rule's day; each alert once, however often it was repeated.

    To be called in the transaction that marks the alerts as grouped, so that none is counted twice.
    """
    counted = Counter(_row(alert) for alert in alerts)
    if not counted:
        return
    columns = [list(column) for column in zip(*sorted(counted), strict=True)]
    numbers = [counted[row] for row in sorted(counted)]
    await transaction.raw.execute(_COUNT, transaction.tenant, *columns, numbers)


def _row(alert: StoredAlert) -> tuple[object, ...]:
    asked = rule_on(alert)
    return (rule_key(asked), entity_key(asked), alert.occurred_at.astimezone(UTC).date(), alert.source)


_COUNT = """
INSERT INTO rule_days (tenant_id, rule_key, entity_key, day, source, alerts)
SELECT $1, * FROM unnest($2::bytea[], $3::bytea[], $4::date[], $5::text[], $6::int[])
ON CONFLICT (tenant_id, rule_key, entity_key, day) DO UPDATE SET alerts = rule_days.alerts + excluded.alerts
"""
