"""Server-sent events (WHATWG HTML §9.2) out of changes, with heartbeats, ending when they are to."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Final

import msgspec
from anyio import CancelScope
from litestar.response import Stream

from triage_warden.core.incidents.live import Change
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import IncidentId

EVENT_STREAM: Final = "text/event-stream"
RETRY: Final = b"retry: 3000\n\n"
HEARTBEAT: Final = b": still here\n\n"
REFRESH: Final = b"event: refresh\ndata: {}\n\n"


@dataclass(frozen=True, slots=True)
class Pace:
    """`heartbeat_seconds` between comments on an idle stream; `quiet_seconds` between refreshes on a busy one.

    Every `look_seconds` it is asked whether who listens may still do so.
    """

    heartbeat_seconds: float = 15.0
    quiet_seconds: float = 1.0
    look_seconds: float = 5.0


async def arrivals(
    changes: AsyncGenerator[Change, None],
    over: Callable[[], Awaitable[object]],
    patience: Callable[[], float],
) -> AsyncGenerator[Change | None, None]:
    """Yield changes, and None whenever `patience()` seconds bring none; end with the changes, or when `over` returns.

    Nothing is queued here: the next change is asked for only after the last was taken, so a consumer that does not
    read holds up its own generator, whose memory is bounded by the port's contract. Waiting never cancels the
    generator half-way, as a time limit around `anext` would.
    """
    stopped = asyncio.ensure_future(over())
    upcoming = asyncio.ensure_future(anext(changes, None))
    try:
        while not stopped.done():
            await asyncio.wait({upcoming, stopped}, timeout=patience(), return_when=asyncio.FIRST_COMPLETED)
            if upcoming.done():
                change = upcoming.result()
                if change is None:
                    return
                upcoming = asyncio.ensure_future(anext(changes, None))
                yield change
            elif not stopped.done():
                yield None
    finally:
        stopped.cancel()
        upcoming.cancel()
        with CancelScope(shield=True):  # a visitor who leaves cancels every await from here on, also these
            await asyncio.gather(upcoming, stopped, return_exceptions=True)
            await changes.aclose()


async def refreshes(
    news: Callable[[Callable[[], float]], AsyncGenerator[Change | None, None]],
    *,
    about: IncidentId | None,
    pace: Pace,
    clock: Clock,
) -> AsyncGenerator[bytes, None]:
    """Yield one `refresh` for a change at once, and for a burst of them one every `quiet_seconds`, the last included.

    A browser that asked again for each of a thousand alerts would be of no use to anybody.
    """
    yield RETRY
    due: float | None = None
    last = clock.monotonic() - pace.quiet_seconds

    def patience() -> float:
        return pace.heartbeat_seconds if due is None else max(0.0, due - clock.monotonic())

    async with aclosing(news(patience)) as arriving:
        async for change in arriving:
            if change is not None and about in (None, change.incident_id) and due is None:
                due = last + pace.quiet_seconds
            now = clock.monotonic()
            if due is not None and now >= due:
                last, due = now, None
                yield REFRESH
            elif change is None:
                yield HEARTBEAT


def named_event(name: str, data: msgspec.Struct) -> bytes:
    """Return one event: its name, and its data as one line of JSON."""
    return b"event: %s\ndata: %s\n\n" % (name.encode("ascii", "replace"), msgspec.json.encode(data))


def streamed(content: AsyncGenerator[bytes, None]) -> Stream:
    """Return the response; no proxy is to keep or gather it."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return Stream(content, media_type=EVENT_STREAM, headers=headers)
