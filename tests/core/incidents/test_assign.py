"""Tests of assigning."""

import pytest

from kit.audit import ANALYST
from kit.clock import FrozenClock
from kit.incident_changes import OneIncident
from kit.incidents import an_incident
from triage_warden.core.incidents.assign import Assign
from triage_warden.core.incidents.errors import NotFromThisStatus
from triage_warden.core.incidents.model import IncidentStatus
from triage_warden.kernel.ids import DEFAULT_TENANT


@pytest.mark.parametrize(("given", "kept"), [("ana@example.com ", "ana@example.com"), (" ", None), (None, None)])
async def test_an_incident_is_somebodys_or_nobodys(given: str | None, kept: str | None) -> None:
    """Blank is nobody; the timeline says who said so."""
    store = OneIncident(an_incident())
    made = await Assign(store, FrozenClock())(DEFAULT_TENANT, made_id(store), assignee=given, by=ANALYST)
    assert made.assignee == kept
    assert [(entry.kind, entry.actor) for entry in store.timeline] == [("assigned", ANALYST.name)]


async def test_nobody_works_on_a_closed_incident() -> None:
    """Closed is for good."""
    store = OneIncident(an_incident(status=IncidentStatus.CLOSED))
    with pytest.raises(NotFromThisStatus):
        await Assign(store, FrozenClock())(DEFAULT_TENANT, made_id(store), assignee="ana@example.com", by=ANALYST)


def made_id(store: OneIncident) -> str:
    """Return what the incident is called."""
    return store.incident.number
