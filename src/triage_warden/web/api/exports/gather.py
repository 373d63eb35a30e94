"""All alerts of an incident, within a bound."""

from typing import Final

from triage_warden.core.alerts.model import AlertFilter, StoredAlert
from triage_warden.core.incidents.model import Incident
from triage_warden.kernel.errors import TooLarge
from triage_warden.kernel.page import MAX_LIMIT, PageRequest
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.shared.caller import Caller

MOST_ALERTS: Final = 5_000
"""Alerts in one export: what is held in memory at once stays under some hundred megabytes."""


class ExportTooLarge(TooLarge):
    """The incident has more alerts than go into one export."""


async def alerts_of(deps: WebDependencies, caller: Caller, incident: Incident) -> list[StoredAlert]:
    """Return the incident's alerts, newest receipt first.

    Raises:
        ExportTooLarge: there are more than `MOST_ALERTS`; page them and export each.
    """
    if incident.alert_count > MOST_ALERTS:
        raise ExportTooLarge(
            detail=f"{incident.number} has {incident.alert_count} alerts; one export holds at most {MOST_ALERTS}. "
            f"Page /api/v1/incidents/{incident.number}/alerts and export each alert.",
        )
    found: list[StoredAlert] = []
    cursor: str | None = None
    while len(found) < MOST_ALERTS:
        request = PageRequest(cursor=cursor, limit=MAX_LIMIT)
        page = await deps.alerts.page(caller.tenant, AlertFilter(incident_id=incident.id), request)
        found += page.items
        cursor = page.next
        if cursor is None:
            break
    return found[:MOST_ALERTS]
