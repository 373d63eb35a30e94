"""Keys stand for rules and entities."""

from hypothesis import given
from hypothesis import strategies as st

from kit.alerts import a_stored_alert, an_alert, an_observable
from triage_warden.core.facts.context import RuleOn
from triage_warden.core.observables.model import ObservableType, Role
from triage_warden.storage.postgres.history_keys import entity_key, rule_key, rule_on

RULES = st.builds(RuleOn, source=st.text(), rule=st.text(), entity=st.none() | st.text())
STORABLE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffd"))
PLAIN = st.builds(RuleOn, source=STORABLE, rule=STORABLE, entity=STORABLE)


@given(RULES)
def test_any_rule_has_a_key_of_sixteen_bytes(asked: RuleOn) -> None:
    """Whatever text a source sends."""
    assert len(rule_key(asked)) == len(entity_key(asked)) == 16


@given(PLAIN, PLAIN)
def test_other_rules_have_other_keys(one: RuleOn, other: RuleOn) -> None:
    """Where the source ends and the rule begins counts."""
    assert (rule_key(one) == rule_key(other)) == ((one.source, one.rule) == (other.source, other.rule))
    assert (entity_key(one) == entity_key(other)) == ((one.entity or "") == (other.entity or ""))


def test_an_alert_is_kept_under_its_rule_and_whom_it_happened_to() -> None:
    """The same pair that facts ask for."""
    host = an_observable("ws-1", ObservableType.HOSTNAME, Role.TARGET)
    alert = a_stored_alert(1, an_alert(rule="Beacon", observables=(host,)))
    assert rule_on(alert) == RuleOn(source="generic", rule="Beacon", entity="ws-1")
