"""`GET /api/v1/alerts/{id}/ocsf` and its siblings."""

from typing import Final

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.identity.permissions import Permission
from triage_warden.web.api.exports.formats import CSV, JSON, STIX, csv_answer, ocsf_answer, stix_answer
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.openapi.declare import exporting
from triage_warden.web.shared.access import needs
from triage_warden.web.shared.caller import Caller
from triage_warden.web.shared.references import alert_id
from triage_warden.web.shared.requests import AnyRequest

Deps = NamedDependency[WebDependencies]
Who = NamedDependency[Caller]
_ONE: Final = "/api/v1/alerts/{id:str}"


@get(
    f"{_ONE}/ocsf",
    operation_id="exportAlertOcsf",
    summary="The alert as an OCSF Detection Finding",
    tags=["alerts"],
    opt=exporting(JSON) | needs(Permission.ALERTS_READ),
)
async def export_ocsf(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """Return the alert as OCSF class 2004; sending it to this API gives the same alert again."""
    return ocsf_answer(await _alert(request, deps, caller))


@get(
    f"{_ONE}/stix",
    operation_id="exportAlertStix",
    summary="The alert's observables as a STIX 2.1 bundle",
    tags=["alerts"],
    opt=exporting(STIX) | needs(Permission.ALERTS_READ),
)
async def export_stix(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """Return what the alert saw, as observed data; the same export has the same ids each time."""
    alert = await _alert(request, deps, caller)
    return stix_answer([alert], str(alert.id))


@get(
    f"{_ONE}/observables.csv",
    operation_id="exportAlertObservables",
    summary="The alert's observables as CSV",
    tags=["alerts"],
    opt=exporting(CSV) | needs(Permission.ALERTS_READ),
)
async def export_csv(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """Return one row for each value; cells that a spreadsheet would take for formulas get an apostrophe before them."""
    alert = await _alert(request, deps, caller)
    return csv_answer([alert], str(alert.id))


async def _alert(request: AnyRequest, deps: WebDependencies, caller: Caller) -> StoredAlert:
    return await deps.alerts.get(caller.tenant, alert_id(request.path_params["id"]))


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (export_ocsf, export_stix, export_csv)
