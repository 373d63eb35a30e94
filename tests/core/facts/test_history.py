"""A rule's past."""

import pytest

from kit.alerts import NOON, a_stored_alert, an_alert, an_observable
from triage_warden.core.facts.context import Context, RuleHistory, RuleOn
from triage_warden.core.facts.history import history_facts
from triage_warden.core.observables.model import ObservableType, Role

ASKED = RuleOn(source="generic", rule="R", entity="srv1")


def _kinds(past: RuleHistory | None) -> set[str]:
    host = an_observable("srv1", ObservableType.HOSTNAME, Role.TARGET)
    alert = a_stored_alert(alert=an_alert(rule="R", observables=(host,)))
    histories = {ASKED: past} if past else {}
    return {fact.kind for fact in history_facts(alert, Context(observed_at=NOON, histories=histories))}


@pytest.mark.parametrize(
    ("past", "kinds"),
    [
        (None, set()),
        (RuleHistory(), set()),
        (RuleHistory(watched_days=3), set()),
        (RuleHistory(watched_days=30), {"alert.rule_new"}),
        (RuleHistory(watched_days=30, in_tenant=4, days_in_tenant=2, entities=2), {"host.rule_new"}),
        (
            RuleHistory(watched_days=30, on_entity=60, days_on_entity=20, in_tenant=60, days_in_tenant=20, entities=1),
            {"host.rule_routine"},
        ),
        (
            RuleHistory(watched_days=30, in_tenant=900, days_in_tenant=30, entities=40),
            {"alert.rule_everywhere"},
        ),
        (
            RuleHistory(
                watched_days=30,
                on_entity=1,
                days_on_entity=1,
                in_tenant=1,
                days_in_tenant=1,
                entities=1,
                judged_false=9,
            ),
            {"alert.rule_mostly_false"},
        ),
        (
            RuleHistory(
                watched_days=30, on_entity=1, days_on_entity=1, in_tenant=1, days_in_tenant=1, entities=1, judged_true=9
            ),
            {"alert.rule_mostly_true"},
        ),
        (
            RuleHistory(
                watched_days=30,
                on_entity=1,
                days_on_entity=1,
                in_tenant=1,
                days_in_tenant=1,
                entities=1,
                judged_true=2,
                judged_false=2,
            ),
            set(),
        ),
    ],
)
def test_the_past_is_told_when_there_is_enough_of_it(past: RuleHistory | None, kinds: set[str]) -> None:
    """A new tenant has no past to conclude from; routine, spread and people's record each say their own."""
    assert _kinds(past) == kinds
