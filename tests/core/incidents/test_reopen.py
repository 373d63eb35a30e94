"""Tests of opening again."""

import msgspec
import pytest

from kit.audit import ANALYST
from kit.clock import FrozenClock
from kit.incident_changes import OneIncident
from kit.incidents import an_incident
from triage_warden.core.incidents.errors import NotFromThisStatus
from triage_warden.core.incidents.model import Disposition, IncidentStatus
from triage_warden.core.incidents.reopen import Reopen
from triage_warden.kernel.ids import DEFAULT_TENANT


async def test_reopening_is_counted_and_forgets_the_resolution() -> None:
    """What was concluded no longer holds; the timeline still has it."""
    resolved = msgspec.structs.replace(
        an_incident(status=IncidentStatus.RESOLVED),
        disposition=Disposition.FALSE_POSITIVE,
        resolution_reason="A drill.",
        reopened=1,
    )
    store = OneIncident(resolved)
    made = await Reopen(store, FrozenClock())(DEFAULT_TENANT, resolved.number, reason="It was none.", by=ANALYST)
    assert (made.status, made.reopened, made.disposition, made.resolution_reason) == ("open", 2, None, None)
    assert store.timeline[0].kind == "reopened"


@pytest.mark.parametrize("status", [status for status in IncidentStatus if status is not IncidentStatus.RESOLVED])
async def test_only_a_resolved_incident_opens_again(status: IncidentStatus) -> None:
    """From new to open is triage, not a reopening."""
    with pytest.raises(NotFromThisStatus):
        await Reopen(OneIncident(an_incident(status=status)), FrozenClock())(
            DEFAULT_TENANT, "x", reason="r", by=ANALYST
        )
