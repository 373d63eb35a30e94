"""The past of rules, people's record with them, and the company's own lists."""

from datetime import timedelta
from uuid import UUID

from kit.alerts import NOON, an_alert
from kit.clock import FrozenClock
from kit.grouped import an_incident_of, taken_in
from triage_warden.core.facts.context import ListKind, RuleOn
from triage_warden.core.observables.model import ObservableType
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.queries.history import PostgresHistory, PostgresOwnLists
from triage_warden.storage.postgres.unit import Database


async def test_peoples_record_with_a_rule_is_counted_by_incident(database: Database) -> None:
    """Two alerts of one rule in one incident are one judgement."""
    clock = FrozenClock(NOON)
    for number, disposition in enumerate(["false_positive", "benign_positive", "true_positive", "undetermined"]):
        names = [f"{number}-a", f"{number}-b"]
        ids = await taken_in(database, clock, [an_alert(source_id=name, rule="Beacon") for name in names])
        incident = await an_incident_of(database, clock, ids)
        async with database.transaction(DEFAULT_TENANT) as transaction:
            await transaction.raw.execute("UPDATE incidents SET disposition = $2 WHERE id = $1", incident, disposition)
    asked = RuleOn(source="generic", rule="Beacon")
    later = NOON + timedelta(days=1)
    found = (await PostgresHistory(database).of_rules(DEFAULT_TENANT, [asked], before=later, days=30))[asked]
    assert (found.judged_true, found.judged_false) == (1, 2)


async def test_own_lists_answer_with_what_is_listed_and_deny_wins(database: Database) -> None:
    """What has expired is not listed."""
    async with database.transaction(DEFAULT_TENANT) as transaction:
        for number, (kind, value, expires) in enumerate(_ENTRIES):
            await transaction.raw.execute(_ADD, DEFAULT_TENANT, UUID(int=number), kind, value, expires)
    asked = [(ObservableType.DOMAIN, value) for value in ("both.example.com", "old.example.com", "new.example.com")]
    found = await PostgresOwnLists(database).matching(DEFAULT_TENANT, asked)
    assert {(each.value, each.kind) for each in found} == {("both.example.com", ListKind.DENY)}
    assert await PostgresOwnLists(database).matching(DEFAULT_TENANT, []) == []


_ENTRIES = [
    ("allow", "both.example.com", None),
    ("deny", "both.example.com", None),
    ("deny", "old.example.com", NOON - timedelta(days=3000)),
]
_ADD = """
INSERT INTO own_lists (tenant_id, id, kind, type, value, reason, added_by, added_at, expires_at)
VALUES ($1, $2, $3, 'domain', $4, 'because', 't', now(), $5)
"""
