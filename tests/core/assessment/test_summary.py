"""The verdict in words."""

import re

from hypothesis import given
from hypothesis import strategies as st

from kit.facts import fact_about
from triage_warden.core.assessment.model import Category, Verdict
from triage_warden.core.assessment.summary import summary_of
from triage_warden.core.assessment.weigh import Weighed

CITED = re.compile(r"\[(f-[^\]]*)\]")
SENTENCE = re.compile(r"\[f-[0-9a-f]{16}\]\.$")


def _weighed(weight: float, statement: str, number: int = 1, kind: str = "k") -> Weighed:
    return Weighed(fact=fact_about(f"{kind}{number}", number, statement=statement), weight=weight)


def test_each_side_is_told_with_its_facts() -> None:
    """What speaks for an attack first, unless it is harmless."""
    facts = [_weighed(2.0, "Bad thing.", 1), _weighed(-1.0, "Good thing.", 2)]
    told = summary_of(Verdict.SUSPICIOUS, Category.MALWARE, facts, confidence=0.5)
    assert told == (
        f"This may be an attack and needs a person's look (malware), 50% sure [{facts[0].fact.id}]. "
        f"For an attack: Bad thing [{facts[0].fact.id}]. Against it: Good thing [{facts[1].fact.id}]."
    )
    cleared = summary_of(Verdict.BENIGN, Category.OTHER, facts, confidence=0.9)
    assert cleared.index("Good thing") < cleared.index("Bad thing")


def test_nothing_known_is_said() -> None:
    """No fact, no claim."""
    assert summary_of(Verdict.INCONCLUSIVE, Category.OTHER, [], confidence=0.3) == (
        "Nothing is known that speaks for or against an attack."
    )


def test_the_same_said_of_two_alerts_is_told_once() -> None:
    """By the one that counted most."""
    facts = [_weighed(2.0, "First.", 1), _weighed(1.0, "Other kind.", 2)]
    again = Weighed(fact=fact_about("k1", 9, statement="Again."), weight=0.5)
    told = summary_of(Verdict.MALICIOUS, Category.OTHER, [*facts, again], confidence=0.9)
    assert "First" in told
    assert "Again" not in told
    assert told.index("First") < told.index("Other kind")


@given(st.lists(st.tuples(st.floats(-3, 3), st.text()), max_size=8), st.sampled_from(list(Verdict)))
def test_only_facts_are_cited_whatever_they_quote(said: list[tuple[float, str]], verdict: Verdict) -> None:
    """A statement that quotes an attacker's “[f-0000000000000000]” forges no citation."""
    facts = [_weighed(weight, f"{text} [f-0000000000000000] x", n) for n, (weight, text) in enumerate(said)]
    told = summary_of(verdict, Category.OTHER, facts, confidence=0.5)
    assert set(CITED.findall(told)) <= {each.fact.id for each in facts}
    assert "f-0000000000000000" not in CITED.findall(told)
