"""Tests of strands and of spread."""

from datetime import timedelta

from kit.alerts import NOON
from kit.grouping import HOUR, POLICY, host, seen, user
from triage_warden.core.incidents.strands import Spread, gathered, lighter, spread_of, strand_of

MINUTE = timedelta(minutes=1)


def test_alerts_of_one_profile_in_one_hour_are_one_strand() -> None:
    """The strand has the first one's id, both times and the number."""
    alerts = [seen(number, host("h"), after=number * MINUTE, rule="r") for number in (5, 1, 9)]
    (strand,) = gathered(strand_of(alert, POLICY) for alert in alerts)
    assert (strand.alert_id, strand.count) == (alerts[1].id, 3)
    assert (strand.first_at, strand.last_at) == (NOON + MINUTE, NOON + 9 * MINUTE)


def test_the_next_hour_is_another_strand() -> None:
    """By the clock, so that no order of arrival can make other strands."""
    alerts = [seen(1, host("h"), after=59 * MINUTE, rule="r"), seen(2, host("h"), after=60 * MINUTE, rule="r")]
    assert len(gathered(strand_of(alert, POLICY) for alert in alerts)) == 2


def test_alerts_that_nothing_can_tie_are_strands_of_their_own() -> None:
    """Equal or not: two findings without any value are two matters."""
    assert len(gathered(strand_of(seen(number, rule="r"), POLICY) for number in (1, 2))) == 2


def test_spread_counts_distinct_parties_by_day() -> None:
    """A user twice is one user; tomorrow counts afresh."""
    alerts = [
        seen(1, host("h"), user("ana")),
        seen(2, host("h"), user("ana"), after=HOUR),
        seen(3, host("h"), user("ben")),
        seen(4, host("h"), user("eve"), after=24 * HOUR),
    ]
    spread = spread_of([strand_of(alert, POLICY) for alert in alerts])
    token = "host\x1fh"
    assert (spread.on(token, NOON.date()), spread.on(token, (NOON + 24 * HOUR).date())) == (2, 1)
    assert spread.between(token, NOON.date(), (NOON + 24 * HOUR).date()) == 2


def test_what_grew_and_is_common_is_lighter() -> None:
    """What grew within its tolerance weighs what it weighed."""
    strand = strand_of(seen(1, host("h"), host("g"), user("ana")), POLICY)
    day = NOON.date()
    spread = Spread({("host\x1fh", day): 4, ("host\x1fg", day): 3})
    grown = {("host\x1fh", day), ("host\x1fg", day)}
    assert lighter([strand], grown, spread) == {"host\x1fh"}
