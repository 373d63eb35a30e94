"""Lookups of an installation that remembers nothing: `analyze` without a database."""

from collections.abc import Collection, Mapping
from datetime import datetime

from triage_warden.core.facts.context import ListedValue, RuleHistory, RuleOn
from triage_warden.core.observables.model import ObservableType
from triage_warden.kernel.ids import TenantId


class NoHistory:
    """A history in which nothing ever happened."""

    async def of_rules(
        self,
        tenant: TenantId,  # noqa: ARG002  # the port's shape
        asked: Collection[RuleOn],  # noqa: ARG002  # likewise
        *,
        before: datetime,  # noqa: ARG002  # likewise
        days: int,  # noqa: ARG002  # likewise
    ) -> Mapping[RuleOn, RuleHistory]:
        """Return nothing."""
        return {}


class NoLists:
    """Own lists with nothing on them."""

    async def matching(
        self,
        tenant: TenantId,  # noqa: ARG002  # the port's shape
        values: Collection[tuple[ObservableType, str]],  # noqa: ARG002  # likewise
    ) -> Collection[ListedValue]:
        """Return nothing."""
        return ()
