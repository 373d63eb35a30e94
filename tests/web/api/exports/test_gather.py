"""All alerts of an incident."""

import msgspec
import pytest

from kit.alerts import a_stored_alert
from kit.incidents import an_incident
from kit.web import World, a_web
from triage_warden.core.identity.model import LOCAL_OPERATOR
from triage_warden.web.api.exports.gather import MOST_ALERTS, ExportTooLarge, alerts_of


async def test_every_page_is_read() -> None:
    """The reader hands out 200 at once."""
    world, incident = World(), an_incident()
    for number in range(450):
        world.alerts.add(msgspec.structs.replace(a_stored_alert(number), incident_id=incident.id))
    world.alerts.add(a_stored_alert(999))
    found = await alerts_of(a_web(world), LOCAL_OPERATOR, incident)
    assert len({each.id for each in found}) == len(found) == 450


async def test_more_than_goes_into_one_export_is_refused_before_it_is_read() -> None:
    """With the way out."""
    incident = msgspec.structs.replace(an_incident(), alert_count=MOST_ALERTS + 1)
    with pytest.raises(ExportTooLarge, match="5001 alerts.*Page /api/v1/incidents/INC-2026-000001/alerts"):
        await alerts_of(a_web(World()), LOCAL_OPERATOR, incident)
