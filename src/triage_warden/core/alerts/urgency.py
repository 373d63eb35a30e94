"""Which of many waiting things goes first: by severity and by age, in one number that never has to be changed."""

from datetime import datetime, timedelta
from typing import Final

from triage_warden.core.alerts.severity import Severity

HEAD_START: Final = {
    Severity.INFORMATIONAL: timedelta(0),
    Severity.LOW: timedelta(minutes=15),
    Severity.MEDIUM: timedelta(hours=1),
    Severity.HIGH: timedelta(hours=4),
    Severity.CRITICAL: timedelta(hours=24),
}
"""How much longer than an informational thing something may have waited and still be no more urgent.

A critical alert goes before every low one of the last day; a low one that has waited for a day goes before it, so
nothing waits for ever. The steps are those of common response times by severity: a day, half a shift, an hour, minutes.
"""


def due_at(severity: Severity, since: datetime) -> datetime:
    """Return the moment by which things are ordered, the earliest first, for one that waits since then."""
    return since - HEAD_START[severity]


def is_urgent(severity: Severity) -> bool:
    """Whether it is not to be held up by the work on others that came with it."""
    return severity.rank >= Severity.HIGH.rank
