"""Tests of what ties two strands, and how far it reaches."""

from datetime import timedelta

import pytest

from kit.alerts import an_observable
from kit.grouping import HOUR, POLICY, address, host, seen, user
from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.incidents.keys import KeyKind
from triage_warden.core.incidents.strands import Spread, strand_of
from triage_warden.core.incidents.ties import Tie, Ties, rarity
from triage_warden.core.observables.model import ObservableType, Role

DAY = timedelta(days=1)


def ties_between(one: StoredAlert, other: StoredAlert) -> list[Tie]:
    """Return the ties of two alerts, the strongest first."""
    strands = sorted((strand_of(alert, POLICY) for alert in (one, other)), key=lambda strand: strand.order)
    return sorted(Ties(strands, Spread({}), POLICY).among({0, 1}), key=lambda tie: -tie.weight)


@pytest.mark.parametrize(("spread", "expected"), [(0, 1), (3, 1), (4, 0.5625), (6, 0.25), (30, 0.01)])
def test_rarity_falls_with_the_square(spread: int, expected: float) -> None:
    """Twice as common as usual is a quarter."""
    assert rarity(spread, 3) == pytest.approx(expected)


@pytest.mark.parametrize(("weight", "days"), [(1.0, 1), (1.5, 2), (2.0, 3), (3.0, 5), (9.0, 5)])
def test_weight_buys_reach(weight: float, days: int) -> None:
    """A day for just enough, two more for each unit, five at most."""
    assert Ties([], Spread({}), POLICY).reach(weight) == days * DAY


def test_two_weak_values_of_two_families_add_up() -> None:
    """A file's name and the domain it came from."""
    tool = an_observable("tool.exe", ObservableType.FILE_NAME, Role.ARTIFACT)
    origin = an_observable("x.example.net", ObservableType.DOMAIN, Role.ARTIFACT)
    assert not ties_between(seen(1, host("a"), tool), seen(2, host("b"), tool))
    assert not ties_between(seen(1, host("a"), origin), seen(2, host("b"), origin))
    (tie,) = ties_between(seen(1, host("a"), tool, origin), seen(2, host("b"), tool, origin))
    assert {key.kind for key in tie.shared} == {KeyKind.NAME, KeyKind.DOMAIN}


def test_two_weak_values_of_one_family_do_not() -> None:
    """A domain and its address are one thing seen twice."""
    domain = an_observable("x.example.net", ObservableType.DOMAIN, Role.DESTINATION)
    site = address("203.0.113.9", Role.DESTINATION)
    assert not ties_between(seen(1, host("a"), domain, site), seen(2, host("b"), domain, site))


def test_a_system_programs_hash_adds_up_with_nothing_but_a_name() -> None:
    """PowerShell's hash and a busy destination are no campaign."""
    digest = an_observable("aa" * 32, ObservableType.SHA256, Role.ARTIFACT)
    shell = an_observable("powershell.exe", ObservableType.PROCESS, Role.ARTIFACT)
    site = address("203.0.113.9", Role.DESTINATION)
    assert not ties_between(seen(1, digest, shell, site), seen(2, digest, shell, site))


def test_the_surer_alert_says_what_one_value_is_worth() -> None:
    """What is an attacker's address in one alert is one in the other, too."""
    assert ties_between(
        seen(1, host("a"), address("203.0.113.9", Role.ACTOR)),
        seen(2, host("b"), address("203.0.113.9", Role.SOURCE)),
    )


def test_what_is_shared_by_more_reaches_further() -> None:
    """Host and user together reach three days, the host alone does not."""
    late = 70 * HOUR
    assert ties_between(seen(1, host("a"), user("u")), seen(2, host("a"), user("u"), after=late))
    assert not ties_between(seen(1, host("a")), seen(2, host("a"), after=late))


def test_noise_reaches_a_day_whatever_it_shares() -> None:
    """Low alerts of days before are no part of an attack."""
    strands = [
        strand_of(seen(1, host("a"), user("u")), POLICY),
        strand_of(seen(2, host("a"), user("u"), after=30 * HOUR), POLICY),
    ]
    ties = Ties(strands, Spread({}), POLICY)
    assert list(ties.among({0, 1}))
    assert not list(ties.to_core({1}))


def test_a_common_value_ties_nobody_over_the_day_it_was_common() -> None:
    """Also where it was rare at both ends."""
    strands = [strand_of(seen(1, host("a")), POLICY), strand_of(seen(2, host("a"), after=40 * HOUR), POLICY)]
    crowded = Spread({("host\x1fa", (strands[0].first_at + DAY).date()): 20})
    assert list(Ties(strands, Spread({}), POLICY).among({0, 1}))
    assert not list(Ties(strands, crowded, POLICY).among({0, 1}))
