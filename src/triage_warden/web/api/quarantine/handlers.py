"""`/api/v1/quarantine`: what could not be parsed, why, and another try."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler

from triage_warden.core.alerts.model import Quarantined, Receipt
from triage_warden.core.alerts.replay import Replay
from triage_warden.core.identity.permissions import Permission
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.openapi.declare import changing, reading
from triage_warden.web.shared.access import needs
from triage_warden.web.shared.answers import json_answer
from triage_warden.web.shared.by import by_of
from triage_warden.web.shared.caller import Caller
from triage_warden.web.shared.paging import PageQuery
from triage_warden.web.shared.queries import read_query
from triage_warden.web.shared.references import quarantine_id
from triage_warden.web.shared.requests import AnyRequest

Deps = NamedDependency[WebDependencies]
Who = NamedDependency[Caller]


class QuarantineItemBody(msgspec.Struct, frozen=True, kw_only=True):
    """A payload that could not be parsed, and why; the payload itself comes with the single item."""

    id: UUID
    source: str
    code: str
    reason: str
    pointer: str | None
    received_at: datetime
    size: int
    """Bytes of the payload."""


class QuarantineDetailBody(QuarantineItemBody, frozen=True, kw_only=True):
    """The same with the payload, in base64."""

    payload: bytes


class QuarantineBody(msgspec.Struct, frozen=True, kw_only=True):
    """A page of what waits, newest first."""

    items: list[QuarantineItemBody]
    next: str | None


@get(
    "/api/v1/quarantine",
    operation_id="listQuarantine",
    summary="What could not be parsed",
    tags=["quarantine"],
    opt=reading(QuarantineBody, query=PageQuery) | needs(Permission.QUARANTINE_READ),
)
async def list_quarantine(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """List what waits in quarantine, newest first."""
    query = read_query(request.scope["query_string"], PageQuery)
    page = await deps.quarantine.page(caller.tenant, query.page())
    return json_answer(QuarantineBody(items=[_item(each) for each in page.items], next=page.next))


@get(
    "/api/v1/quarantine/{id:str}",
    operation_id="getQuarantineItem",
    summary="One payload that could not be parsed",
    tags=["quarantine"],
    opt=reading(QuarantineDetailBody, problems=(404,)) | needs(Permission.QUARANTINE_READ),
)
async def get_quarantined(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """Return one item with its payload."""
    item = await deps.quarantine.get(caller.tenant, quarantine_id(request.path_params["id"]))
    return json_answer(QuarantineDetailBody(**msgspec.structs.asdict(_item(item)), payload=item.payload))


@post(
    "/api/v1/quarantine/{id:str}/replay",
    status_code=200,
    operation_id="replayQuarantineItem",
    summary="Try to take it in again",
    tags=["quarantine"],
    opt=changing(Receipt) | needs(Permission.QUARANTINE_REPLAY),
)
async def replay(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """Read the payload with today's parsers; the receipt says what became of it."""
    again = Replay(deps.quarantine, deps.read, deps.take_in, deps.clock)
    return json_answer(await again(caller.tenant, quarantine_id(request.path_params["id"]), by_of(request, caller)))


def _item(item: Quarantined) -> QuarantineItemBody:
    return QuarantineItemBody(
        id=item.id,
        source=item.source,
        code=item.code,
        reason=item.reason,
        pointer=item.pointer,
        received_at=item.received_at,
        size=len(item.payload),
    )


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (list_quarantine, get_quarantined, replay)
