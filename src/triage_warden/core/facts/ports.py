"""What facts need from outside."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol

from triage_warden.core.facts.context import ListedValue, RuleHistory, RuleOn
from triage_warden.core.facts.model import Fact
from triage_warden.core.observables.model import ObservableType
from triage_warden.kernel.ids import AlertId, IncidentId, TenantId


class FactReader(Protocol):
    """Reads facts back."""

    async def of_incident(self, tenant: TenantId, incident_id: IncidentId) -> list[Fact]:
        """Return every fact found out about the incident's alerts and about it as a whole."""
        ...

    async def of_alert(self, tenant: TenantId, alert_id: AlertId) -> list[Fact]:
        """Return every fact found out about one alert."""
        ...


class HistoryLookup(Protocol):
    """Says how often rules fired before."""

    async def of_rules(
        self,
        tenant: TenantId,
        asked: Collection[RuleOn],
        *,
        before: datetime,
        days: int,
    ) -> Mapping[RuleOn, RuleHistory]:
        """Return the history of each in one query; what is left out of the answer counts as never seen.

        Only alerts that occurred in the `days` before `before` count, and none of the incident that is being
        triaged: those are earlier than its first alert by the choice of `before`.
        """
        ...


class OwnLists(Protocol):
    """Knows the values that the company itself allows or denies."""

    async def matching(
        self,
        tenant: TenantId,
        values: Collection[tuple[ObservableType, str]],
    ) -> Collection[ListedValue]:
        """Return the listed ones in one query; a value on both kinds of list comes back as denied only."""
        ...
