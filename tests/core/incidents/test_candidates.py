"""Tests of which known alerts may have to do with new ones."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from kit.alerts import an_observable
from kit.grouping import ALERTS, HOUR, POLICY, host, seen, user
from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.incidents.candidates import Candidates
from triage_warden.core.incidents.group import group
from triage_warden.core.incidents.strands import Spread, Strand, gathered, spread_of, strand_of
from triage_warden.core.observables.model import ObservableType, Role


def a_strand(alert: StoredAlert) -> Strand:
    """Return the strand of one alert."""
    return strand_of(alert, POLICY)


def included(new: StoredAlert, known: StoredAlert, *, lighter: frozenset[str] = frozenset(), spread: int = 0) -> bool:
    """Return whether the one is a candidate for the other, where every value was seen with so many."""
    fresh = a_strand(new)
    counts = {(key.token, fresh.hour.date()): spread for key in fresh.profile.keys}
    return Candidates([fresh], Spread(counts), POLICY, lighter=lighter).include(a_strand(known).profile)


@given(alerts=ALERTS, cut=st.integers(0, 30))
@settings(max_examples=150, deadline=None)
def test_whatever_grouping_ties_is_a_candidate(alerts: list[StoredAlert], cut: int) -> None:
    """Law: it leaves out nothing that the decision would have put together with something new."""
    strands = gathered(a_strand(alert) for alert in alerts)
    fresh = strands[:cut]
    spread = spread_of(strands)
    candidates = Candidates(fresh, spread, POLICY, lighter=frozenset())
    new = {strand.name for strand in fresh}
    tied = [
        (made.strands[tie.one], made.strands[tie.other]) for made in group(strands, spread, POLICY) for tie in made.ties
    ]
    across = [strand for pair in tied for strand in pair if len({each.name in new for each in pair}) == 2]
    assert all(candidates.include(strand.profile) for strand in across if strand.name not in new)


def test_a_value_that_few_hold_makes_one_and_one_that_many_hold_does_not() -> None:
    """Most that share a value share a common one: a gateway, a service's account."""
    one, other = seen(1, user("deploy"), host("a")), seen(2, user("deploy"), host("b"), after=HOUR)
    assert included(other, one)
    assert not included(other, one, spread=500)


def test_two_weak_values_of_two_families_make_one_together() -> None:
    """As they tie together, and only then."""
    tool = an_observable("tool.exe", ObservableType.FILE_NAME, Role.ARTIFACT)
    origin = an_observable("x.example.net", ObservableType.DOMAIN, Role.ARTIFACT)
    assert not included(seen(2, host("b"), tool), seen(1, host("a"), tool))
    assert included(seen(2, host("b"), tool, origin), seen(1, host("a"), tool, origin))
    assert not included(seen(2, host("b"), tool, origin), seen(1, host("a"), tool, origin), spread=5000)


def test_what_holds_a_value_that_lost_weight_is_one_whatever_it_is_worth() -> None:
    """It may no longer belong where it is."""
    one, other = seen(1, user("deploy"), host("a")), seen(2, user("deploy"), host("b"), after=HOUR)
    tokens = {key.token for key in a_strand(one).profile.keys} & {key.token for key in a_strand(other).profile.keys}
    assert included(other, one, spread=500, lighter=frozenset(tokens))


def test_noise_of_one_rule_without_a_home_is_one_too() -> None:
    """It is gathered by what fired, which ties nothing else."""
    alerts = [seen(number, rule="scan", after=number * HOUR) for number in (1, 2)]
    for one, other in pairwise(alerts):
        assert included(other, one, spread=500)
