"""The past of rules, and the company's own lists."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from triage_warden.core.facts.context import ListedValue, ListKind, RuleHistory, RuleOn
from triage_warden.core.observables.model import ObservableType
from triage_warden.kernel.ids import TenantId
from triage_warden.storage.postgres.history_keys import entity_key, rule_key
from triage_warden.storage.postgres.queries.row import Row
from triage_warden.storage.postgres.unit import Database

MOST_JUDGED: Final = 500
"""Incidents that people closed, latest first, whose outcome counts in a rule's record."""


@dataclass(frozen=True, slots=True)
class PostgresHistory:
    """Says how often rules fired before (see HistoryLookup); whole UTC days, today not among them."""

    database: Database

    async def of_rules(
        self,
        tenant: TenantId,
        asked: Collection[RuleOn],
        *,
        before: datetime,
        days: int,
    ) -> Mapping[RuleOn, RuleHistory]:
        """Return the history of each rule on its entity."""
        wanted = list(asked)
        if not wanted:
            return {}
        until = before.astimezone(UTC).date()
        since = until - timedelta(days=days)
        rules = [rule_key(each) for each in wanted]
        entities = [entity_key(each) for each in wanted]
        sources = [each.source for each in wanted]
        async with self.database.read(tenant) as reading:
            rows = await reading.raw.fetch(_HISTORY, tenant, rules, entities, sources, since, until)
            judged = await reading.raw.fetch(_JUDGED, tenant, [each.source for each in wanted], before, MOST_JUDGED)
        record = {row["rule_name"]: row for row in judged}
        return {each: _history(row, record.get(_name(each))) for each, row in zip(wanted, rows, strict=True)}


@dataclass(frozen=True, slots=True)
class PostgresOwnLists:
    """Knows the values that the company itself allows or denies (see OwnLists)."""

    database: Database

    async def matching(
        self,
        tenant: TenantId,
        values: Collection[tuple[ObservableType, str]],
    ) -> Collection[ListedValue]:
        """Return the listed ones that have not expired; one on both lists is denied."""
        if not values:
            return []
        types, texts = zip(*((type_.value, text) for type_, text in values), strict=True)
        async with self.database.read(tenant) as reading:
            rows = await reading.raw.fetch(_LISTED, tenant, list(types), list(texts))
        return [
            ListedValue(
                type=ObservableType(row["type"]),
                value=row["value"],
                kind=ListKind(row["kind"]),
                reason=row["reason"],
            )
            for row in rows
        ]


def _name(asked: RuleOn) -> str:
    return f"{asked.source} {asked.rule}"


def _history(row: Row, judged: Row | None) -> RuleHistory:
    return RuleHistory(
        watched_days=row["watched_days"],
        on_entity=row["on_entity"],
        days_on_entity=row["days_on_entity"],
        in_tenant=row["in_tenant"],
        days_in_tenant=row["days_in_tenant"],
        entities=row["entities"],
        judged_true=judged["judged_true"] if judged else 0,
        judged_false=judged["judged_false"] if judged else 0,
    )


_HISTORY = """
SELECT coalesce($6::date - watched.first, 0) AS watched_days,
       coalesce(sum(d.alerts) FILTER (WHERE d.entity_key = asked.entity_key), 0) AS on_entity,
       count(DISTINCT d.day) FILTER (WHERE d.entity_key = asked.entity_key) AS days_on_entity,
       coalesce(sum(d.alerts), 0) AS in_tenant,
       count(DISTINCT d.day) AS days_in_tenant,
       count(DISTINCT d.entity_key) AS entities
FROM unnest($2::bytea[], $3::bytea[], $4::text[]) WITH ORDINALITY AS asked (rule_key, entity_key, source, place)
LEFT JOIN LATERAL (
    SELECT min(day) AS first FROM rule_days
    WHERE tenant_id = $1 AND source = asked.source AND day >= $5::date AND day < $6::date
) watched ON true
LEFT JOIN rule_days d
    ON d.tenant_id = $1 AND d.rule_key = asked.rule_key AND d.day >= $5::date AND d.day < $6::date
GROUP BY asked.place, watched.first ORDER BY asked.place
"""
_JUDGED = """
WITH closed AS (
    SELECT id, disposition FROM incidents
    WHERE tenant_id = $1 AND disposition IS NOT NULL AND updated_at < $3
    ORDER BY updated_at DESC LIMIT $4
), verdicts AS (
    SELECT DISTINCT closed.id, closed.disposition,
           a.source || ' ' || coalesce(a.rule_name, a.rule_id, a.title) AS rule_name
    FROM closed
    JOIN incident_links l ON l.tenant_id = $1 AND l.incident_id = closed.id
    JOIN alert_fingerprints f ON f.tenant_id = $1 AND f.alert_id = l.alert_id
    JOIN alerts a ON a.received_on = f.received_on AND a.id = f.alert_id
    WHERE a.source = ANY($2::text[])
)
SELECT rule_name,
       count(*) FILTER (WHERE disposition = 'true_positive') AS judged_true,
       count(*) FILTER (WHERE disposition IN ('false_positive', 'benign_positive')) AS judged_false
FROM verdicts GROUP BY rule_name
"""
_LISTED = """
SELECT DISTINCT ON (l.type, l.value) l.type, l.value, l.kind, l.reason
FROM unnest($2::text[], $3::text[]) AS asked (type, value)
JOIN own_lists l ON l.tenant_id = $1 AND l.type = asked.type AND l.value = asked.value
WHERE l.expires_at IS NULL OR l.expires_at > now()
ORDER BY l.type, l.value, l.kind DESC
"""
