"""Tests of resolving."""

import pytest

from kit.audit import ANALYST
from kit.clock import FrozenClock
from kit.incident_changes import OneIncident
from kit.incidents import an_incident
from triage_warden.core.incidents.errors import NotFromThisStatus, ReasonRequired
from triage_warden.core.incidents.model import Disposition, Incident, IncidentStatus
from triage_warden.core.incidents.resolve import Resolve
from triage_warden.kernel.ids import DEFAULT_TENANT


async def resolve(store: OneIncident, reason: str = "Password reset.") -> Incident:
    """Resolve it as a true positive."""
    return await Resolve(store, FrozenClock())(
        DEFAULT_TENANT,
        store.incident.number,
        disposition=Disposition.TRUE_POSITIVE,
        reason=reason,
        by=ANALYST,
    )


async def test_a_resolution_says_what_it_was_and_why() -> None:
    """Disposition and reason are kept and told."""
    store = OneIncident(an_incident(status=IncidentStatus.OPEN))
    made = await resolve(store)
    assert (made.status, made.disposition, made.resolution_reason) == ("resolved", "true_positive", "Password reset.")
    assert store.timeline[0].text == "Resolved as true positive: Password reset."


@pytest.mark.parametrize("status", [IncidentStatus.RESOLVED, IncidentStatus.CLOSED])
async def test_what_is_over_cannot_be_resolved(status: IncidentStatus) -> None:
    """It says from where to where one can go."""
    with pytest.raises(NotFromThisStatus):
        await resolve(OneIncident(an_incident(status=status)))


async def test_a_resolution_needs_a_reason() -> None:
    """Each disposition comes with one."""
    with pytest.raises(ReasonRequired):
        await resolve(OneIncident(an_incident()), reason="  ")
