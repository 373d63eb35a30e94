"""Where an incident may go from where it stands, and when it takes new alerts."""

from datetime import datetime, timedelta
from typing import Final

from triage_warden.core.incidents.errors import NotFromThisStatus
from triage_warden.core.incidents.model import Disposition, IncidentStatus

ALLOWED: Final[dict[IncidentStatus, frozenset[IncidentStatus]]] = {
    IncidentStatus.NEW: frozenset(
        {IncidentStatus.TRIAGING, IncidentStatus.OPEN, IncidentStatus.RESOLVED, IncidentStatus.CLOSED},
    ),
    IncidentStatus.TRIAGING: frozenset({IncidentStatus.OPEN, IncidentStatus.RESOLVED, IncidentStatus.CLOSED}),
    IncidentStatus.OPEN: frozenset({IncidentStatus.RESOLVED, IncidentStatus.CLOSED}),
    IncidentStatus.RESOLVED: frozenset({IncidentStatus.OPEN, IncidentStatus.CLOSED}),
    IncidentStatus.CLOSED: frozenset(),
}
"""Closed is for good: what was reported on must not change afterwards."""

HARMLESS: Final = frozenset({Disposition.FALSE_POSITIVE, Disposition.BENIGN_POSITIVE})


def move(present: IncidentStatus, wanted: IncidentStatus) -> IncidentStatus:
    """Return the wanted status, or raise NotFromThisStatus."""
    if wanted not in ALLOWED[present]:
        further = ", ".join(sorted(ALLOWED[present])) or "nothing: closed is for good"
        raise NotFromThisStatus(
            detail=f"The incident is {present}; from there it can become {further}.",
            status=str(present),
        )
    return wanted


def takes_alerts(status: IncidentStatus, resolved_at: datetime | None, *, now: datetime, within: timedelta) -> bool:
    """Whether an incident takes in alerts that are tied to it: a closed one never, a resolved one for a while."""
    if status is IncidentStatus.RESOLVED:
        return resolved_at is not None and now - resolved_at <= within
    return status is not IncidentStatus.CLOSED


def reopens(disposition: Disposition | None, known_rules: frozenset[str], new_rules: frozenset[str]) -> bool:
    """Whether new alerts open a resolved incident again.

    They do, unless a person judged it harmless and they only repeat rules that person had already seen in it.
    """
    return disposition not in HARMLESS or not new_rules <= known_rules
