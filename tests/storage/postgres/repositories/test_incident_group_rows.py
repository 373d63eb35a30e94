"""Tests of grouping's rows."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from kit.grouping import ALERTS, HOUR, POLICY, host, seen
from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.incidents.keys import KeyKind
from triage_warden.core.incidents.profile import profile
from triage_warden.core.incidents.strands import strand_of
from triage_warden.storage.postgres.repositories.incident_group_rows import (
    Windows,
    packed,
    party_key,
    profile_of,
    search_keys,
    token_key,
)

REACH = timedelta(hours=120)


@given(alerts=ALERTS)
def test_a_profile_comes_back_as_it_went(alerts: list[StoredAlert]) -> None:
    """Law: what is stored of an alert ties it as the alert itself does."""
    for alert in alerts:
        made = profile(alert, POLICY)
        assert profile_of(packed(made)) == made


@given(value=st.text())
def test_any_value_has_a_short_key(value: str) -> None:
    """Of fixed length, whatever the text."""
    assert (len(token_key(value)), len(party_key(value))) == (16, 8)


def test_a_strand_is_found_by_its_values_and_not_by_its_rule() -> None:
    """A busy rule would make everything a neighbour; only where there is nothing else it has to do."""
    assert KeyKind.RULE not in {key.kind for key in search_keys(strand_of(seen(1, host("h")), POLICY))}
    bare = strand_of(seen(2, severity=Severity.LOW), POLICY)
    assert [key.kind for key in search_keys(bare)] == [KeyKind.RULE]


def test_a_window_is_as_wide_as_the_strands_that_look_through_it() -> None:
    """From the reach before the first to the reach after the last."""
    windows = Windows(REACH)
    first, last = strand_of(seen(1, host("h")), POLICY), strand_of(seen(2, host("h"), after=9 * HOUR), POLICY)
    windows.add(b"t", last)
    windows.add(b"t", first)
    assert windows.columns() == ([b"t"], [first.hour - REACH], [last.hour + REACH])
