"""Gather beforehand what facts about alerts need: two queries, however many alerts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.facts.context import Context, ListedValue
from triage_warden.core.facts.ports import HistoryLookup, OwnLists
from triage_warden.core.facts.strands import Strand, strands
from triage_warden.core.observables.model import ObservableType
from triage_warden.kernel.ids import TenantId

DAYS: Final = 30
"""How far back a rule's history is read: long enough for monthly jobs, short enough to forget old estates."""
MOST_VALUES: Final = 5_000
"""Distinct values of one incident that are compared with the own lists; a scan can name a million."""


@dataclass(frozen=True, slots=True)
class LookUp:
    """Asks history and own lists about an incident's alerts."""

    history: HistoryLookup
    lists: OwnLists

    async def __call__(self, tenant: TenantId, alerts: Sequence[StoredAlert], at: datetime) -> Context:
        """Return what is known at `at`; the history ends where the incident begins."""
        if not alerts:
            return Context(observed_at=at)
        listed = await self.lists.matching(tenant, _values(alerts))
        known = {(each.type, each.value): each for each in listed}
        asked = {strand.rule_on for strand in _followed(alerts, known)}
        begin = min(alert.occurred_at for alert in alerts)
        histories = await self.history.of_rules(tenant, asked, before=begin, days=DAYS)
        return Context(observed_at=at, histories=dict(histories), listed=known)


def _values(alerts: Iterable[StoredAlert]) -> list[tuple[ObservableType, str]]:
    seen = {(each.type, each.value): None for alert in alerts for each in alert.observables}
    return list(seen)[:MOST_VALUES]


def _followed(
    alerts: Sequence[StoredAlert],
    listed: dict[tuple[ObservableType, str], ListedValue],
) -> tuple[Strand, ...]:
    return strands(alerts, listed).followed
