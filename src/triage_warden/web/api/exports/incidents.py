"""`GET /api/v1/incidents/{reference}/ocsf` and its siblings."""

import asyncio
from typing import Final

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.identity.permissions import Permission
from triage_warden.core.incidents.model import Incident
from triage_warden.web.api.exports.formats import CSV, NDJSON, STIX, csv_answer, ocsf_lines, stix_answer
from triage_warden.web.api.exports.gather import alerts_of
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.openapi.declare import exporting
from triage_warden.web.shared.access import needs
from triage_warden.web.shared.caller import Caller
from triage_warden.web.shared.references import incident_reference

Deps = NamedDependency[WebDependencies]
Who = NamedDependency[Caller]
_ONE: Final = "/api/v1/incidents/{reference:str}"


@get(
    f"{_ONE}/ocsf",
    operation_id="exportIncidentOcsf",
    summary="The incident's alerts as OCSF Detection Findings",
    tags=["incidents"],
    opt=exporting(NDJSON, problems=(413,)) | needs(Permission.INCIDENTS_READ),
)
async def export_ocsf(deps: Deps, caller: Who, reference: FromPath[str]) -> Response[bytes]:
    """Return a finding of class 2004 on each line; `metadata.correlation_uid` is the incident's id."""
    incident, alerts = await _found(deps, caller, reference)
    return await asyncio.to_thread(ocsf_lines, alerts, incident.number)


@get(
    f"{_ONE}/stix",
    operation_id="exportIncidentStix",
    summary="The incident's observables as a STIX 2.1 bundle",
    tags=["incidents"],
    opt=exporting(STIX, problems=(413,)) | needs(Permission.INCIDENTS_READ),
)
async def export_stix(deps: Deps, caller: Who, reference: FromPath[str]) -> Response[bytes]:
    """Return what its alerts saw, in a grouping that is named for the incident."""
    incident, alerts = await _found(deps, caller, reference)
    return await asyncio.to_thread(stix_answer, alerts, incident.number, (incident.number, incident.title))


@get(
    f"{_ONE}/observables.csv",
    operation_id="exportIncidentObservables",
    summary="The incident's observables as CSV",
    tags=["incidents"],
    opt=exporting(CSV, problems=(413,)) | needs(Permission.INCIDENTS_READ),
)
async def export_csv(deps: Deps, caller: Who, reference: FromPath[str]) -> Response[bytes]:
    """Return one row for each value, with the parts it played and when; safe to open in a spreadsheet."""
    incident, alerts = await _found(deps, caller, reference)
    return await asyncio.to_thread(csv_answer, alerts, incident.number)


async def _found(deps: WebDependencies, caller: Caller, reference: str) -> tuple[Incident, list[StoredAlert]]:
    incident = await deps.incidents.get(caller.tenant, incident_reference(reference))
    return incident, await alerts_of(deps, caller, incident)


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (export_ocsf, export_stix, export_csv)
