"""Tests of where an incident may go, and when it takes alerts."""

from datetime import datetime, timedelta

import pytest

from kit.alerts import NOON
from triage_warden.core.incidents.errors import NotFromThisStatus
from triage_warden.core.incidents.lifecycle import ALLOWED, move, reopens, takes_alerts
from triage_warden.core.incidents.model import Disposition, IncidentStatus

WEEK = timedelta(days=7)


@pytest.mark.parametrize("present", IncidentStatus)
@pytest.mark.parametrize("wanted", IncidentStatus)
def test_only_allowed_moves_are_made(present: IncidentStatus, wanted: IncidentStatus) -> None:
    """Every other move is a conflict that says what would be possible."""
    if wanted in ALLOWED[present]:
        assert move(present, wanted) is wanted
    else:
        with pytest.raises(NotFromThisStatus):
            move(present, wanted)


def test_nothing_leads_out_of_closed_and_nothing_back_to_new() -> None:
    """The two ends of the life of an incident."""
    assert not ALLOWED[IncidentStatus.CLOSED]
    assert not any(IncidentStatus.NEW in further for further in ALLOWED.values())


@pytest.mark.parametrize(
    ("status", "resolved_at", "takes"),
    [
        (IncidentStatus.NEW, None, True),
        (IncidentStatus.TRIAGING, None, True),
        (IncidentStatus.OPEN, None, True),
        (IncidentStatus.RESOLVED, NOON - WEEK, True),
        (IncidentStatus.RESOLVED, NOON - WEEK - timedelta(seconds=1), False),
        (IncidentStatus.RESOLVED, None, False),
        (IncidentStatus.CLOSED, None, False),
        (IncidentStatus.CLOSED, NOON, False),
    ],
)
def test_who_takes_alerts_in(status: IncidentStatus, resolved_at: datetime | None, *, takes: bool) -> None:
    """Closed never, resolved for a week, all others always."""
    assert takes_alerts(status, resolved_at, now=NOON, within=WEEK) is takes


@pytest.mark.parametrize(
    ("disposition", "new", "opens"),
    [
        (Disposition.TRUE_POSITIVE, {"known"}, True),
        (Disposition.UNDETERMINED, {"known"}, True),
        (None, {"known"}, True),
        (Disposition.FALSE_POSITIVE, {"known"}, False),
        (Disposition.BENIGN_POSITIVE, {"known"}, False),
        (Disposition.FALSE_POSITIVE, {"known", "unseen"}, True),
    ],
)
def test_what_opens_a_resolved_incident(disposition: Disposition | None, new: set[str], *, opens: bool) -> None:
    """Only what a person judged harmless, and nothing but that, leaves it resolved."""
    assert reopens(disposition, frozenset({"known", "other"}), frozenset(new)) is opens
