"""What is grouped is counted into the history of its rules."""

from datetime import timedelta

import msgspec

from kit.alerts import NOON, a_stored_alert, an_alert, an_observable
from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.facts.context import RuleHistory, RuleOn
from triage_warden.core.observables.model import ObservableType, Role
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.queries.history import PostgresHistory
from triage_warden.storage.postgres.repositories.rule_days import count
from triage_warden.storage.postgres.unit import Database


def _fired(host: str, days_ago: int, rule: str = "Beacon", times: int = 1) -> list[StoredAlert]:
    seen = an_observable(host, ObservableType.HOSTNAME, Role.TARGET)
    alert = an_alert(rule=rule, observables=(seen,), occurred_at=NOON - timedelta(days=days_ago))
    return [msgspec.structs.replace(a_stored_alert(number, alert)) for number in range(times)]


async def test_history_counts_alerts_days_and_entities_before_today(database: Database) -> None:
    """Today is what is being judged; it is not its own past."""
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await count(transaction, [*_fired("ws-1", 3, times=2), *_fired("ws-1", 3), *_fired("ws-2", 2)])
        await count(transaction, [*_fired("ws-1", 3), *_fired("ws-1", 0, times=50), *_fired("ws-1", 40)])
        await count(transaction, [])
    asked = RuleOn(source="generic", rule="Beacon", entity="ws-1")
    unknown = RuleOn(source="generic", rule="Never", entity="ws-1")
    found = await PostgresHistory(database).of_rules(DEFAULT_TENANT, [asked, unknown], before=NOON, days=30)
    assert found[asked] == RuleHistory(
        watched_days=3,
        on_entity=4,
        days_on_entity=1,
        in_tenant=5,
        days_in_tenant=2,
        entities=2,
    )
    assert found[unknown] == RuleHistory(watched_days=3)
