"""How far along, and whether it moves."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from kit.alerts import NOON, a_stored_alert, an_alert, an_observable
from triage_warden.core.alerts.model import AttackRef, StoredAlert
from triage_warden.core.facts.chain import chain_facts, tactics_of
from triage_warden.core.facts.context import Context
from triage_warden.core.facts.model import Fact
from triage_warden.core.observables.model import ObservableType, Role

NOW = Context(observed_at=NOON)


def _step(number: int, *tactics: str, rule: str | None = None, after: int | None = None) -> StoredAlert:
    host = an_observable("srv1", ObservableType.HOSTNAME, Role.TARGET)
    named = rule or f"rule {number}"
    alert = an_alert(
        source_id=str(number),
        rule=named,
        title=named,
        observables=(host,),
        attack=tuple(AttackRef(tactic=tactic) for tactic in tactics),
        occurred_at=NOON + timedelta(minutes=number if after is None else after),
    )
    return a_stored_alert(number, alert)


def _facts(*alerts: StoredAlert) -> dict[str, Fact]:
    return {fact.kind: fact for fact in chain_facts(alerts, NOW)}


def test_stages_of_several_rules_are_counted() -> None:
    """Three rules at three stages are three steps."""
    found = _facts(_step(1, "initial-access"), _step(2, "execution"), _step(3, "persistence"))
    assert found["chain.stages"].value["beyond_first"] == 2


def test_one_rule_that_names_four_tactics_is_one_step() -> None:
    """Vendors map a rule to all that it might serve."""
    assert _facts(_step(1, "execution", "persistence", "privilege-escalation", "defense-evasion")) == {}


def test_stages_in_their_order_on_one_host_move_forward() -> None:
    """Backwards they do not."""
    forward = _facts(_step(1, "execution"), _step(2, "credential-access"), _step(3, "lateral-movement"))
    backward = _facts(_step(1, "lateral-movement"), _step(2, "credential-access"), _step(3, "execution"))
    assert "execution → credential-access → lateral-movement" in forward["chain.progression"].statement
    assert "chain.progression" not in backward


def test_alerts_of_one_moment_do_not_follow_one_another() -> None:
    """A batch that carries one time tells no order."""
    assert "chain.progression" not in _facts(
        _step(1, "execution", after=0), _step(2, "credential-access", after=0), _step(3, "impact", after=0)
    )


def test_a_technique_without_tactic_has_its_own() -> None:
    """Many sources name techniques only."""
    alert = a_stored_alert(1, an_alert(attack=(AttackRef(technique="T1486"), AttackRef(technique="nonsense"))))
    assert tactics_of(alert) == ["impact"]


_STEPS = [_step(1, "execution"), _step(2, "persistence"), _step(3, "collection"), _step(4, "impact")]


@given(st.permutations(_STEPS))
def test_the_order_of_alerts_does_not_matter(alerts: list[StoredAlert]) -> None:
    """Time decides, not arrival."""
    assert _facts(*alerts) == _facts(*_STEPS)
