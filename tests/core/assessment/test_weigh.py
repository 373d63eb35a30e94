"""From facts to log-odds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.alerts import a_stored_alert, an_alert
from kit.facts import fact_about
from triage_warden.core.assessment.prior import PRIOR, AlertKind
from triage_warden.core.assessment.view import IncidentView
from triage_warden.core.assessment.weigh import MOST_RULES, diminished, full_weight, weigh
from triage_warden.core.assessment.weights.model import Weight
from triage_warden.core.facts.model import Fact

TABLE = {
    "bad": Weight(log_odds=2.0, why="x", group="a"),
    "bad.too": Weight(log_odds=1.0, why="x", group="a"),
    "bad.other": Weight(log_odds=1.5, why="x", group="b"),
    "good": Weight(log_odds=-3.0, why="x", group="c"),
    "good.too": Weight(log_odds=-1.0, why="x", group="c"),
    "steps": Weight(log_odds=0.5, why="x", group="d", per="n", limit=1.2),
    "nothing": Weight(log_odds=0.0, why="x", group="e"),
}
RULES = [f"rule {n}" for n in range(12)]
ALERTS = tuple(a_stored_alert(n, an_alert(source_id=str(n), rule=RULES[n % 12])) for n in range(24))
VIEW = IncidentView(alerts=ALERTS)
PRIOR_HERE = PRIOR[AlertKind.MONITORED]

BAD = [kind for kind, weight in TABLE.items() if weight.log_odds > 0 and weight.per is None]


def _some_fact(kind: str, numbers: list[int], n: int) -> Fact:
    return fact_about(kind, *numbers, value={"n": n}, statement=f"{kind}{numbers}{n}")


some_facts = st.lists(
    st.builds(
        _some_fact,
        st.sampled_from([*TABLE, "unknown.kind"]),
        st.lists(st.integers(0, 30), max_size=2),
        st.integers(-3, 9),
    ),
    max_size=30,
)


def _score(*facts: Fact) -> float:
    return weigh(VIEW, facts, TABLE).log_odds - PRIOR_HERE


def test_facts_of_one_group_say_the_same_twice() -> None:
    """The strongest counts in full, the next a half; another group counts in full."""
    assert _score(fact_about("bad", 1), fact_about("bad.too", 1)) == pytest.approx(2.5)
    assert _score(fact_about("bad", 1), fact_about("bad.other", 1)) == pytest.approx(3.5)


def test_a_second_rule_counts_half_and_the_same_rule_not_at_all() -> None:
    """Alerts 1 and 13 are of one rule, 1 and 2 of two."""
    assert _score(fact_about("bad", 1), fact_about("bad", 2)) == pytest.approx(3.0)
    assert _score(fact_about("bad", 1), fact_about("bad", 13)) == pytest.approx(2.0)


def test_what_clears_one_alert_clears_no_other() -> None:
    """A harmless sign-in beside malware makes the malware no better."""
    assert _score(fact_about("bad", 1), fact_about("good", 2)) == pytest.approx(2.0)
    assert _score(fact_about("bad", 1), fact_about("good", 1)) == pytest.approx(-1.0)


def test_an_incident_is_as_harmless_as_its_least_harmless_alert() -> None:
    """Only when every alert has something that clears it."""
    alone = IncidentView(alerts=ALERTS[1:3])
    cleared = weigh(alone, [fact_about("good", 1), fact_about("good.too", 2)], TABLE)
    assert cleared.log_odds - PRIOR_HERE == pytest.approx(-1.0)


def test_an_alert_speaks_for_those_folded_with_it() -> None:
    """Twenty-four alerts, facts about one: the others are not twenty-three unknowns."""
    assert _score(fact_about("good", 1)) == pytest.approx(-3.0)


def test_a_mail_without_facts_is_an_unknown() -> None:
    """Mails are never folded, so what clears one says nothing of the other."""
    mails = tuple(
        a_stored_alert(n, an_alert(source_id=str(n), attributes={"media_type": "message/rfc822"})) for n in (1, 2)
    )
    assert weigh(IncidentView(alerts=mails), [fact_about("good", 1)], TABLE).log_odds == PRIOR[AlertKind.MAIL]


def test_benign_evidence_about_no_alert_clears_none() -> None:
    """What rests on several alerts, or on none, only ever adds."""
    assert _score(fact_about("good")) == pytest.approx(0.0)
    assert _score(fact_about("good", 1, 2)) == pytest.approx(0.0)
    assert _score(fact_about("bad", 1, 2)) == pytest.approx(2.0)


def test_many_weak_rules_never_make_more_than_twice_the_strongest() -> None:
    """Noise does not add up to an attack."""
    facts = [fact_about("bad.too", n) for n in range(12)]
    assert _score(*facts) < 2.0
    assert len(weigh(VIEW, facts, TABLE).weighed) == MOST_RULES


@pytest.mark.parametrize(
    ("n", "worth"), [(0, 0.0), (1, 0.5), (2, 1.0), (9, 1.2), (-4, 0.0), ("x", 0.0), (float("nan"), 0.0), (True, 0.5)]
)
def test_a_weight_scales_by_the_facts_own_number_up_to_its_limit(n: str | float, worth: float) -> None:
    """What is no number counts for nothing."""
    assert full_weight(fact_about("steps", 1, value={"n": n}), TABLE["steps"]) == pytest.approx(worth)


def test_a_mail_starts_from_its_own_odds() -> None:
    """People report more that is bad than sensors do."""
    mail = a_stored_alert(1, an_alert(attributes={"media_type": "message/rfc822"}))
    assert weigh(IncidentView(alerts=(mail,)), [], TABLE).log_odds == PRIOR[AlertKind.MAIL]


@given(some_facts)
def test_what_is_shown_adds_up_to_what_was_used(facts: list[Fact]) -> None:
    """Law 6: prior and weights are the log-odds, and every one of them is a fact that was given."""
    score = weigh(VIEW, facts, TABLE)
    assert score.log_odds == pytest.approx(score.prior + sum(each.weight for each in score.weighed))
    assert all(each.fact in facts and each.weight for each in score.weighed)
    assert len({each.fact.id for each in score.weighed}) == len(score.weighed)


@given(some_facts, st.sampled_from(BAD), st.lists(st.integers(0, 30), max_size=2))
def test_one_more_bad_fact_never_lowers_the_score(facts: list[Fact], kind: str, about: list[int]) -> None:
    """About any alert, known or not, or about the incident."""
    before = weigh(VIEW, facts, TABLE).log_odds
    after = weigh(VIEW, [*facts, fact_about(kind, *about, statement="one more")], TABLE).log_odds
    assert after >= before - 1e-9


@given(some_facts.flatmap(lambda facts: st.tuples(st.just(facts), st.permutations(facts))))
def test_the_order_of_facts_does_not_matter(pair: tuple[list[Fact], list[Fact]]) -> None:
    """To the last digit."""
    assert weigh(VIEW, pair[0], TABLE) == weigh(VIEW, pair[1], TABLE)


@given(some_facts)
def test_saying_a_thing_twice_is_saying_it_once(facts: list[Fact]) -> None:
    """Facts are a set."""
    assert weigh(VIEW, [*facts, *facts], TABLE) == weigh(VIEW, facts, TABLE)


def test_a_kind_without_weight_counts_for_nothing() -> None:
    """An older or newer version's facts do not break the analyst."""
    assert diminished([fact_about("who.knows", 1), fact_about("nothing", 1)], TABLE) == []
