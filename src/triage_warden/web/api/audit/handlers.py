"""`GET /api/v1/audit`, its head, and its export."""

from collections.abc import AsyncGenerator, Callable
from typing import Final

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.response import Stream

from triage_warden.core.audit.cef import cef_line
from triage_warden.core.audit.export import heading, line
from triage_warden.core.audit.model import AuditFilter, Head, SealedEntry
from triage_warden.core.identity.permissions import Permission
from triage_warden.web.api.audit.wire import AuditBody, AuditHeadBody, entry_body
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.openapi.declare import KEY, Operation, reading
from triage_warden.web.shared.access import needs
from triage_warden.web.shared.answers import json_answer
from triage_warden.web.shared.audit_filters import AuditExportQuery, AuditQuery, ExportForm
from triage_warden.web.shared.caller import Caller
from triage_warden.web.shared.queries import read_query
from triage_warden.web.shared.requests import AnyRequest

Deps = NamedDependency[WebDependencies]
Who = NamedDependency[Caller]
NDJSON: Final = "application/x-ndjson"
CEF: Final = "text/plain"
_MAY: Final = needs(Permission.AUDIT_READ)
_EXPORTING: Final = {KEY: Operation(query=AuditExportQuery, answer_types=(NDJSON, CEF), problems=(400, 422, 503))}


@get(
    "/api/v1/audit",
    operation_id="listAudit",
    summary="Who did what",
    tags=["audit"],
    opt=reading(AuditBody, query=AuditQuery) | _MAY,
)
async def list_audit(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """List the record, newest first."""
    query = read_query(request.scope["query_string"], AuditQuery)
    page = await deps.record.page(caller.tenant, query.wanted(), query.page())
    return json_answer(AuditBody(items=[entry_body(each) for each in page.items], next=page.next))


@get(
    "/api/v1/audit/head",
    operation_id="getAuditHead",
    summary="How far the record goes",
    tags=["audit"],
    opt=reading(AuditHeadBody) | _MAY,
)
async def audit_head(deps: Deps, caller: Who) -> Response[bytes]:
    """Return the chain's head and its anchors."""
    head = await deps.record.head(caller.tenant)
    anchors = list(await deps.anchors.kept(caller.tenant))
    return json_answer(AuditHeadBody(tenant=str(caller.tenant), seq=head.seq, hash=head.hash.hex(), anchors=anchors))


@get(
    "/api/v1/audit/export",
    operation_id="exportAudit",
    summary="The record, to keep and to check",
    tags=["audit"],
    opt=_EXPORTING | _MAY,
)
async def export_audit(request: AnyRequest, deps: Deps, caller: Who) -> Stream:
    """Write the record, oldest first: as NDJSON that can be verified, or as CEF; whatever its length, a part at a time.

    It ends with the entry that was the last when it began.
    """
    query = read_query(request.scope["query_string"], AuditExportQuery)
    head = await deps.record.head(caller.tenant)
    wanted = query.wanted()
    if query.format is ExportForm.CEF:
        content = _lines(deps, caller, wanted, head=head, write=lambda entry: cef_line(entry, deps.version))
        return _streamed(content, CEF, "audit.cef")
    first = heading(caller.tenant, head, at=deps.clock.now(), filtered=wanted != AuditFilter())
    return _streamed(_lines(deps, caller, wanted, head=head, write=line, first=first), NDJSON, "audit.ndjson")


async def _lines(
    deps: WebDependencies,
    caller: Caller,
    wanted: AuditFilter,
    *,
    head: Head,
    write: Callable[[SealedEntry], bytes],
    first: bytes = b"",
) -> AsyncGenerator[bytes, None]:
    if first:
        yield first
    async for entries in deps.record.walk(caller.tenant, wanted, upto=head.seq):
        yield b"".join(map(write, entries))


def _streamed(content: AsyncGenerator[bytes, None], media_type: str, name: str) -> Stream:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Stream(content, media_type=media_type, headers=headers)


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (list_audit, audit_head, export_audit)
