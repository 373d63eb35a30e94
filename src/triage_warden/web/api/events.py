"""`GET /api/v1/events`: news of changes as server-sent events."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import partial
from typing import Final
from uuid import UUID

import msgspec
from litestar import get
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.response import Stream

from triage_warden.core.identity.permissions import Permission
from triage_warden.core.incidents.live import Change
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.openapi.declare import KEY, Operation
from triage_warden.web.shared.access import needs
from triage_warden.web.shared.caller import Caller
from triage_warden.web.shared.event_stream import EVENT_STREAM, HEARTBEAT, RETRY, arrivals, named_event, streamed
from triage_warden.web.shared.requests import AnyRequest
from triage_warden.web.stream_end import stream_is_over


class ChangeBody(msgspec.Struct, frozen=True, kw_only=True):
    """What the `data` of an event holds; `event` is its kind."""

    kind: str
    incident_id: UUID | None
    number: str | None


@get(
    "/api/v1/events",
    operation_id="streamEvents",
    summary="Changes as they happen",
    tags=["incidents"],
    opt={KEY: Operation(answer_types=(EVENT_STREAM,))} | needs(Permission.INCIDENTS_READ),
)
async def events(
    request: AnyRequest, deps: NamedDependency[WebDependencies], caller: NamedDependency[Caller]
) -> Stream:
    """Stream changes; comments keep an idle connection open.

    The stream ends when the server stops, and within seconds when the key, token or session is over or may no longer.
    """
    changes, over = deps.live.subscribe(caller.tenant), partial(stream_is_over, request, deps)
    return streamed(_written(arrivals(changes, over, lambda: deps.pace.heartbeat_seconds)))


async def _written(news: AsyncGenerator[Change | None, None]) -> AsyncGenerator[bytes, None]:
    yield RETRY
    async with aclosing(news):
        async for change in news:
            if change is None:
                yield HEARTBEAT
            else:
                body = ChangeBody(kind=change.kind, incident_id=change.incident_id, number=change.number)
                yield named_event(change.kind, body)


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (events,)
