"""Gathering beforehand."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kit.alerts import NOON, a_stored_alert, an_alert, an_observable
from triage_warden.core.facts.context import ListedValue, ListKind, RuleHistory, RuleOn
from triage_warden.core.facts.look_up import DAYS, LookUp
from triage_warden.core.facts.unknown import NoHistory, NoLists
from triage_warden.core.observables.model import ObservableType, Role
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId


@dataclass
class _Remembers:
    asked: list[tuple[set[RuleOn], datetime, int]] = field(default_factory=list)

    async def of_rules(
        self,
        tenant: TenantId,  # noqa: ARG002  # the port's shape
        asked: Collection[RuleOn],
        *,
        before: datetime,
        days: int,
    ) -> Mapping[RuleOn, RuleHistory]:
        self.asked.append((set(asked), before, days))
        return {each: RuleHistory(watched_days=30, in_tenant=3) for each in asked}


@dataclass
class _Denies:
    async def matching(
        self,
        tenant: TenantId,  # noqa: ARG002  # the port's shape
        values: Collection[tuple[ObservableType, str]],
    ) -> Collection[ListedValue]:
        return [ListedValue(type=kind, value=value, kind=ListKind.DENY) for kind, value in values]


async def test_each_rule_on_each_entity_is_asked_for_once() -> None:
    """A thousand alerts of one rule on one host are one question, and its answer ends where the incident begins."""
    host = an_observable("srv1", ObservableType.HOSTNAME, Role.TARGET)
    alerts = [
        a_stored_alert(
            number, an_alert(source_id=str(number), observables=(host,), occurred_at=NOON + timedelta(number))
        )
        for number in range(1, 6)
    ]
    history = _Remembers()
    context = await LookUp(history, _Denies())(DEFAULT_TENANT, alerts, NOON + timedelta(9))
    asked = RuleOn(source="generic", rule="Suspicious thing", entity="srv1")
    assert history.asked == [({asked}, NOON + timedelta(1), DAYS)]
    assert context.histories[asked].in_tenant == 3
    assert context.listed[ObservableType.HOSTNAME, "srv1"].kind is ListKind.DENY


async def test_no_alerts_ask_nothing() -> None:
    """An incident that lost its alerts is no error."""
    context = await LookUp(NoHistory(), NoLists())(DEFAULT_TENANT, [], NOON)
    assert context.observed_at == NOON
