"""Group the alerts that wait."""

from asyncio import to_thread
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import takewhile
from typing import Final, Protocol

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.alerts.urgency import is_urgent
from triage_warden.core.incidents.changes import Changes
from triage_warden.core.incidents.plan import StrandName, departures
from triage_warden.core.incidents.policy import GroupingPolicy
from triage_warden.core.incidents.regroup import Regrouped, predecessors, regroup, unsettled
from triage_warden.core.incidents.rest import LARGE, Rests
from triage_warden.core.incidents.standing import Neighbourhood
from triage_warden.core.incidents.strands import Strand, gathered, strand_of
from triage_warden.core.incidents.write_up import WriteUp
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import IdSource, IncidentId, TenantId

BATCH = 2_000
"""Alerts grouped in one transaction: large enough that a storm is weighed once, small enough to hold for a second."""

TOGETHER: Final = timedelta(milliseconds=200)
"""How long the first alert of a batch waits for others. A batch costs what the incidents around it hold, so that in a
steady flow five batches a second cost a fraction of one for each alert."""


class GroupingTransaction(Protocol):
    """One tenant's grouping, with nobody else grouping for that tenant until it commits."""

    async def waiting(self, limit: int) -> list[StoredAlert]:
        """Return alerts that are in no incident yet, the most urgent first."""
        ...

    async def count_parties(self, strands: Sequence[Strand]) -> frozenset[str]:
        """Remember with whom each value was seen on its day; return the tokens that weigh less than before by this."""
        ...

    async def near(
        self, strands: Sequence[Strand], policy: GroupingPolicy, *, lighter: frozenset[str]
    ) -> Neighbourhood:
        """Return the incidents of candidates for ties to these strands, within the longest reach of them."""
        ...

    async def numbers(self, count: int) -> list[str]:
        """Return this many new incident numbers, in order."""
        ...

    async def apply(self, changes: Changes) -> None:
        """Write the changes, with a triage job for each incident to be looked at, and tell who listens."""
        ...

    async def hand_on(self, delay: timedelta) -> None:
        """Leave what still waits to a job of its own, as urgent as the most urgent of it; nothing where none waits."""
        ...


class GroupingStore(Protocol):
    """Opens transactions for grouping."""

    def transaction(self, tenant: TenantId) -> AbstractAsyncContextManager[GroupingTransaction]:
        """Return a transaction that waits for its turn, and commits when the block ends well."""
        ...


def first_in_line(waiting: Sequence[StoredAlert], large: int) -> Sequence[StoredAlert]:
    """Return what to group now, of what waits in order of urgency: urgent alerts do not wait for a large batch.

    A batch of two thousand takes seconds, the dozen critical alerts at its head a moment. Few others are taken along:
    where urgent alerts never end, they would have no turn.
    """
    if len(waiting) < large:
        return waiting
    urgent = list(takewhile(lambda alert: is_urgent(alert.severity), waiting))
    return urgent or waiting


@dataclass(frozen=True, slots=True)
class GroupAlerts:
    """Takes alerts that wait into incidents, a batch at a time."""

    store: GroupingStore
    clock: Clock
    ids: IdSource
    policy: GroupingPolicy
    batch: int = BATCH
    large: int = LARGE
    rests: Rests = field(default_factory=Rests)

    async def __call__(self, tenant: TenantId) -> int:
        """Group one batch and return how many alerts it had; 0 when none waits, or a rest is not over."""
        async with self.store.transaction(tenant) as transaction:
            began = self.clock.monotonic()
            if rest := self.rests.left(tenant, began):
                await transaction.hand_on(rest)
                return 0
            waiting = await transaction.waiting(self.batch)
            if alerts := first_in_line(waiting, self.large):
                await self._group(transaction, alerts)
                if len(alerts) == len(waiting):
                    self.rests.begin(tenant, len(alerts), began=began, now=self.clock.monotonic())
                await transaction.hand_on(self.rests.left(tenant, self.clock.monotonic()))
        return len(alerts)

    async def _group(self, transaction: GroupingTransaction, alerts: Iterable[StoredAlert]) -> None:
        """Group them. What is weighed is weighed in a thread: a storm takes seconds, and others wait for the loop."""
        fresh, by_strand = await to_thread(self._stranded, alerts)
        lighter = await transaction.count_parties(fresh)
        near, regrouped = await self._settled(transaction, fresh, lighter)
        await transaction.apply(await self._written_up(transaction, near, regrouped, alerts=by_strand))

    def _stranded(self, alerts: Iterable[StoredAlert]) -> tuple[list[Strand], dict[StrandName, list[StoredAlert]]]:
        by_strand: defaultdict[StrandName, list[StoredAlert]] = defaultdict(list)
        alone: list[Strand] = []
        for alert in alerts:
            strand = strand_of(alert, self.policy)
            by_strand[strand.name].append(alert)
            alone.append(strand)
        return gathered(alone), by_strand

    async def _settled(
        self,
        transaction: GroupingTransaction,
        fresh: Sequence[Strand],
        lighter: frozenset[str],
    ) -> tuple[Neighbourhood, Regrouped]:
        """Regroup; where old alerts lose hold, look once more, also at what they may belong to instead."""
        near = await transaction.near(fresh, self.policy, lighter=lighter)
        regrouped, loose = await to_thread(self._weighed, fresh, near, lighter)
        if not loose:
            return near, regrouped
        wider = await transaction.near([*fresh, *loose], self.policy, lighter=lighter)
        if wider.standing.keys() == near.standing.keys():
            return near, regrouped
        return wider, await to_thread(regroup, fresh, wider, self.policy)

    def _weighed(
        self, fresh: Sequence[Strand], near: Neighbourhood, lighter: frozenset[str]
    ) -> tuple[Regrouped, list[Strand]]:
        regrouped = regroup(fresh, near, self.policy)
        return regrouped, unsettled(regrouped, near, self.policy, lighter=lighter)

    async def _written_up(
        self,
        transaction: GroupingTransaction,
        near: Neighbourhood,
        regrouped: Regrouped,
        *,
        alerts: dict[StrandName, list[StoredAlert]],
    ) -> Changes:
        new = [position for position, target in enumerate(regrouped.plan.targets) if target.incident is None]
        numbers = await transaction.numbers(len(new)) if new else []
        named = {at: (IncidentId(self.ids()), number) for at, number in zip(new, numbers, strict=True)}
        past = await to_thread(predecessors, regrouped, near, self.policy)
        at = self.clock.now()
        left = departures(regrouped.plan)
        written = WriteUp(regrouped=regrouped, near=near, alerts=alerts, named=named, past=past, left=left, at=at)
        return await to_thread(written.changes)
