"""Tests of closing."""

import pytest

from kit.audit import ANALYST
from kit.clock import FrozenClock
from kit.incident_changes import OneIncident
from kit.incidents import an_incident
from triage_warden.core.incidents.close import Close
from triage_warden.core.incidents.errors import NotFromThisStatus, ReasonRequired
from triage_warden.core.incidents.model import IncidentStatus
from triage_warden.kernel.ids import DEFAULT_TENANT


@pytest.mark.parametrize("status", [status for status in IncidentStatus if status is not IncidentStatus.CLOSED])
async def test_any_incident_can_be_closed_with_a_reason(status: IncidentStatus) -> None:
    """The timeline keeps the reason and who gave it."""
    store = OneIncident(an_incident(status=status))
    made = await Close(store, FrozenClock())(DEFAULT_TENANT, "INC-2026-000001", reason="Duplicate.", by=ANALYST)
    assert made.status is IncidentStatus.CLOSED
    assert [(entry.text, entry.actor) for entry in store.timeline] == [("Closed: Duplicate.", ANALYST.name)]


async def test_a_closed_incident_cannot_be_closed_again() -> None:
    """It is a conflict, not a silent yes."""
    store = OneIncident(an_incident(status=IncidentStatus.CLOSED))
    with pytest.raises(NotFromThisStatus):
        await Close(store, FrozenClock())(DEFAULT_TENANT, "INC-2026-000001", reason="Again.", by=ANALYST)


async def test_closing_needs_a_reason() -> None:
    """Blank is none."""
    with pytest.raises(ReasonRequired):
        await Close(OneIncident(an_incident()), FrozenClock())(DEFAULT_TENANT, "x", reason=" ", by=ANALYST)
