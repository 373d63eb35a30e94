"""A fact's id is what it says."""

from kit.alerts import NOON
from triage_warden.core.facts.model import Fact, a_fact


def _fact(statement: str = "SPF failed.", rests_on: tuple[str, ...] = ("header:received-spf",)) -> Fact:
    return a_fact("mail.spf_fail", statement, source="mail", observed_at=NOON, rests_on=rests_on)


def test_finding_it_out_twice_is_one_fact() -> None:
    """A step that runs again after a crash adds nothing."""
    assert _fact().id == _fact().id


def test_another_statement_or_other_evidence_is_another_fact() -> None:
    """The id changes with what is cited."""
    assert len({_fact().id, _fact("SPF passed.").id, _fact(rests_on=("body",)).id}) == 3
