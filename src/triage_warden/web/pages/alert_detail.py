"""`/alerts/{id}`."""

import asyncio
from typing import Final

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler

from triage_warden.core.identity.permissions import Permission
from triage_warden.core.incidents.model import Incident
from triage_warden.kernel.errors import NotFound
from triage_warden.kernel.ids import IncidentId, TenantId
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.pages.kill_chain import chain
from triage_warden.web.pages.rendering import Pages
from triage_warden.web.shared.access import needs
from triage_warden.web.shared.caller import Caller
from triage_warden.web.shared.references import alert_id
from triage_warden.web.shared.requests import AnyRequest

PREVIEW: Final = 16 * 1024
"""Bytes of the payload shown on the page; the whole is a download."""


@get("/alerts/{id:str}", opt=needs(Permission.ALERTS_READ))
async def alert(
    request: AnyRequest,
    deps: NamedDependency[WebDependencies],
    caller: NamedDependency[Caller],
    *,
    pages: NamedDependency[Pages],
) -> Response[bytes]:
    """Show one alert with its observables, facts and the start of its payload."""
    found = await deps.alerts.get(caller.tenant, alert_id(request.path_params["id"]))
    async with asyncio.TaskGroup() as group:
        facts = group.create_task(deps.facts.of_alert(caller.tenant, found.id))
        raw = group.create_task(deps.alerts.raw(caller.tenant, found.id))
        incident = group.create_task(_incident(deps, caller.tenant, found.incident_id))
    payload = raw.result()
    return pages(
        "alerts/detail.html",
        active="incidents",
        alert=found,
        incident=incident.result(),
        facts=facts.result(),
        stages=chain(found.attack),
        preview=payload[:PREVIEW].decode("utf-8", "replace"),
        size=len(payload),
        cut=len(payload) > PREVIEW,
    )


async def _incident(deps: WebDependencies, tenant: TenantId, incident_id: IncidentId | None) -> Incident | None:
    if incident_id is None:
        return None
    try:
        return await deps.incidents.get(tenant, incident_id)
    except NotFound:
        return None


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (alert,)
