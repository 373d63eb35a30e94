"""`GET /api/v1/events`: news of changes as server-sent events (WHATWG HTML §9.2)."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Final
from uuid import UUID

import msgspec
from litestar import get
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.response import Stream

from triage_warden.core.incidents.live import Change
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.openapi.declare import KEY, Operation
from triage_warden.web.shared.caller import Caller

EVENT_STREAM: Final = "text/event-stream"
_RETRY: Final = b"retry: 3000\n\n"
_HEARTBEAT: Final = b": still here\n\n"
_encode = msgspec.json.Encoder().encode


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
    opt={KEY: Operation(answer_types=(EVENT_STREAM,))},
)
async def events(deps: NamedDependency[WebDependencies], caller: NamedDependency[Caller]) -> Stream:
    """Stream changes; comments keep an idle connection open, and the stream ends when the server stops."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    changes = deps.live.subscribe(caller.tenant)
    return Stream(stream(changes, deps.stopping, deps.heartbeat_seconds), media_type=EVENT_STREAM, headers=headers)


async def stream(
    changes: AsyncGenerator[Change, None], stopping: asyncio.Event, heartbeat_seconds: float
) -> AsyncGenerator[bytes, None]:
    """Yield events; nothing is queued here.

    The next change is asked for only after the last was written, so a consumer that does not read holds up its own
    generator, whose memory is bounded by the port's contract.
    """
    yield _RETRY
    stopped = asyncio.ensure_future(stopping.wait())
    upcoming = asyncio.ensure_future(anext(changes, None))
    try:
        while not stopped.done():
            done, _ = await asyncio.wait(
                {upcoming, stopped}, timeout=heartbeat_seconds, return_when=asyncio.FIRST_COMPLETED
            )
            if upcoming in done:
                change = upcoming.result()
                if change is None:
                    return
                yield as_event(change)
                upcoming = asyncio.ensure_future(anext(changes, None))
            elif not done:
                yield _HEARTBEAT
    finally:
        stopped.cancel()
        upcoming.cancel()
        await asyncio.gather(upcoming, stopped, return_exceptions=True)
        await changes.aclose()


def as_event(change: Change) -> bytes:
    """Return one event: its kind as the name, the rest as one line of JSON."""
    data = _encode(ChangeBody(kind=change.kind, incident_id=change.incident_id, number=change.number))
    return b"event: %s\ndata: %s\n\n" % (change.kind.encode("ascii", "replace"), data)


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (events,)
