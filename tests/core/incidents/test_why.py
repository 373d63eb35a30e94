"""Tests of reasons in words."""

from datetime import timedelta

import pytest

from kit.alerts import an_observable
from kit.grouping import HOUR, POLICY, address, host, seen, user
from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.incidents.group import group
from triage_warden.core.incidents.model import Link
from triage_warden.core.incidents.strands import spread_of, strand_of
from triage_warden.core.incidents.why import FIRST, link_of_repeat, links_of
from triage_warden.core.observables.model import Observable, ObservableType, Role

TITLE = "'Something suspicious was seen'"


def links(*alerts: StoredAlert) -> list[Link]:
    """Return the links of alerts that are one incident."""
    strands = [strand_of(alert, POLICY) for alert in alerts]
    spread = spread_of(strands)
    (made,) = group(strands, spread, POLICY)
    return links_of(made, spread)


@pytest.mark.parametrize(
    ("shared", "words"),
    [
        ((host("ws-014"),), "shares host ws-014"),
        ((user("ana"),), "shares user ana"),
        ((address("203.0.113.9", Role.ACTOR),), "shares address 203.0.113.9"),
        ((an_observable("ab" * 32, ObservableType.SHA256, Role.ARTIFACT),), f"shares file hash {'ab' * 30}…"),
        ((an_observable("eve@example.net", ObservableType.EMAIL, Role.ACTOR),), "shares sender eve@example.net"),
        (
            (host("ws-014"), user("ana")),
            "shares user ana (seen with 1 host that day) and host ws-014 (seen with 1 user that day)",
        ),
    ],
)
def test_a_reason_names_what_is_shared(shared: tuple[Observable, ...], words: str) -> None:
    """Value, how common it is, with which alert and how long before."""
    _, second = links(seen(1, *shared), seen(2, *shared, after=4 * timedelta(minutes=1)))
    assert second.reason == f"{words} with {TITLE} 4 minutes earlier"


def test_the_first_needs_no_reason_and_each_other_is_tied_to_one_before_it() -> None:
    """Following the ties leads to the first."""
    alerts = [seen(1, host("a")), seen(2, host("a"), user("u"), after=HOUR), seen(3, user("u"), after=2 * HOUR)]
    made = links(*alerts)
    assert made[0].reason == FIRST
    assert [link.tied_to for link in made] == [None, alerts[0].id, alerts[1].id]


def test_a_short_and_a_full_name_are_tied_by_name() -> None:
    """The reason says that only the name is the same."""
    _, second = links(seen(1, host("ws-014")), seen(2, host("ws-014.example.com"), after=HOUR))
    assert second.reason == f"shares host name ws-014 with {TITLE} 1 hour earlier"


def test_the_numbers_stand_beside_the_words() -> None:
    """For machines: value, weight and spread."""
    _, second = links(seen(1, host("a"), user("u")), seen(2, host("a"), after=HOUR))
    (shared,) = second.shared
    assert (shared.type, shared.value, shared.weight, shared.spread) == ("hostname", "a", 1.5, 1)


def test_a_repeat_is_tied_to_the_first_of_its_hour() -> None:
    """The same again needs no long explanation."""
    one, other = seen(1, host("a"), rule="r"), seen(2, host("a"), rule="r")
    link = link_of_repeat(strand_of(one, POLICY), other.id, one.id)
    assert (link.alert_id, link.tied_to) == (other.id, one.id)
    assert link.reason == f"repeats {TITLE} on the same things within the hour"
