"""Budgets that replicas share, as long as whoever keeps them answers."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import structlog

from triage_warden.kernel.clock import Clock, SystemClock
from triage_warden.kernel.errors import Unavailable
from triage_warden.kernel.rates import Ask, Budgets, Spent
from triage_warden.web.shared.own_budgets import OwnBudgets

PATIENCE_SECONDS: Final = 0.1
"""An answer takes a fraction of a millisecond; no request waits longer than this for one."""
PAUSE_SECONDS: Final = 2.0
"""While there is no answer, one request in this time asks again; the others do not wait at all."""
_log = structlog.get_logger(__name__)


def _nobody(*, shared: bool) -> None:
    del shared


@dataclass(slots=True)
class SharedBudgets:
    """Counts in the budgets of all replicas, and in its own while those do not answer.

    Its own follow what the shared ones say and are never beyond them: who is known here to have used up a limit is
    turned away without asking, and when the shared ones are gone, or come back empty, nobody starts with a full budget.
    """

    shared: Budgets
    own: OwnBudgets
    clock: Clock = field(default_factory=SystemClock)
    patience: float = PATIENCE_SECONDS
    tell: Callable[..., None] = _nobody
    """Is told `shared=` at each change."""
    alone: bool = field(default=False, init=False)
    """Whether this process counts for itself now."""
    _ask_again: float = field(default=0.0, init=False)

    async def spend(self, asks: Sequence[Ask]) -> Spent:
        """Count one request against every limit, or against none where one of them is used up."""
        known, now = self.own.look(asks), self.clock.monotonic()
        if known.wait:
            return known
        if self.alone and now < self._ask_again:
            return await self.own.spend(asks)
        self._ask_again = now + PAUSE_SECONDS
        try:
            async with asyncio.timeout(self.patience):
                spent = await self.shared.spend(asks)
        except (Unavailable, TimeoutError) as error:
            self._lost(error)
            return await self.own.spend(asks)
        self._found()
        self.own.learn(asks, spent if spent.wait else _at_least(spent, known, asks), now)
        return spent

    def look(self, asks: Sequence[Ask]) -> Spent:
        """Tell whether one more would be let in as far as is known here, and count nothing."""
        return self.own.look(asks)

    def failed_lately(self) -> bool:
        """Whether this process counts for itself, as far as anybody has asked lately."""
        return self.alone and self.clock.monotonic() < self._ask_again + PAUSE_SECONDS

    def _lost(self, error: Exception) -> None:
        self._ask_again = self.clock.monotonic() + PAUSE_SECONDS
        if not self.alone:
            self.alone = True
            _log.warning("rate_limits_counted_alone", reason=type(error).__name__)
            self.tell(shared=False)

    def _found(self) -> None:
        if self.alone:
            self.alone = False
            _log.info("rate_limits_shared_again")
            self.tell(shared=True)


def _at_least(spent: Spent, known: Spent, asks: Sequence[Ask]) -> Spent:
    """Return what to keep: what others found, or more where they have forgotten what was counted here."""
    pairs = zip(spent.used, known.used, asks, strict=True)
    return Spent(wait=0, used=tuple(max(theirs, ours + ask.each) for theirs, ours, ask in pairs))
