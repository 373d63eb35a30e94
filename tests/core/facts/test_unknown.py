"""Lookups that remember nothing."""

from kit.alerts import NOON
from triage_warden.core.facts.context import RuleOn
from triage_warden.core.facts.unknown import NoHistory, NoLists
from triage_warden.core.observables.model import ObservableType
from triage_warden.kernel.ids import DEFAULT_TENANT


async def test_nothing_is_known() -> None:
    """Without a database there is neither a past nor a list."""
    asked = [RuleOn(source="a", rule="b")]
    assert not await NoHistory().of_rules(DEFAULT_TENANT, asked, before=NOON, days=30)
    assert not await NoLists().matching(DEFAULT_TENANT, [(ObservableType.IPV4, "198.51.100.7")])
