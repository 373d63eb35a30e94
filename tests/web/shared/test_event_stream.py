import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import timedelta

from kit.changes import MemoryLive
from kit.clock import FrozenClock
from kit.shown_incidents import an_incident_id
from triage_warden.core.incidents.live import Change
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.web.shared.event_stream import HEARTBEAT, REFRESH, RETRY, Pace, arrivals, refreshes


def a_change(number: int = 1) -> Change:
    """Return a change of the incident of that number."""
    return Change(tenant_id=DEFAULT_TENANT, kind="incident_changed", incident_id=an_incident_id(number))


async def scripted(steps: list[Change | None], clock: FrozenClock) -> AsyncGenerator[Change | None, None]:
    """Yield steps, 100 ms apart; None is a wait that ran out."""
    for step in steps:
        clock.advance(timedelta(milliseconds=100))
        yield step


async def shown(steps: list[Change | None], *, about: int | None = None) -> list[bytes]:
    """Return what a page is sent, with 250 ms of quiet between refreshes."""
    clock = FrozenClock()
    sent = refreshes(
        lambda _: scripted(steps, clock),
        about=an_incident_id(about) if about else None,
        pace=Pace(quiet_seconds=0.25),
        clock=clock,
    )
    return [each async for each in sent]


async def test_a_burst_is_one_refresh_at_once_and_one_after_it() -> None:
    """The first change is not kept waiting, the last is not lost, and those between cost nothing."""
    assert await shown([a_change(), a_change(), a_change(), None, None]) == [RETRY, REFRESH, REFRESH, HEARTBEAT]


async def test_a_page_hears_only_of_its_own_incident() -> None:
    """Others' changes are not its business."""
    assert await shown([a_change(2), a_change(3)], about=1) == [RETRY]
    assert await shown([a_change(2), a_change(1)], about=1) == [RETRY, REFRESH]


async def test_an_idle_stream_has_a_heartbeat() -> None:
    """Proxies close what is silent."""
    assert await shown([None, None]) == [RETRY, HEARTBEAT, HEARTBEAT]


async def test_waiting_loses_no_change() -> None:
    """A wait that runs out leaves the subscription whole."""
    live, stopping = MemoryLive(), asyncio.Event()
    async with (
        asyncio.timeout(5),
        aclosing(arrivals(live.subscribe(DEFAULT_TENANT), stopping.wait, lambda: 0.01)) as news,
    ):
        assert await anext(news) is None
        assert await anext(news) is None
        live.tell(a_change(7))
        found = await anext(news)
        while found is None:
            found = await anext(news)
        assert found == a_change(7)


async def test_a_stream_ends_with_the_server_and_with_its_changes() -> None:
    """Neither leaves a subscriber behind."""
    for end_by_server in (True, False):
        live, stopping = MemoryLive(), asyncio.Event()
        news = arrivals(live.subscribe(DEFAULT_TENANT), stopping.wait, lambda: 0.01)
        assert await anext(news) is None
        assert len(live.waiting) == 1
        if end_by_server:
            stopping.set()
        else:
            live.tell(None)
        async with asyncio.timeout(5):
            assert [each async for each in news if each is not None] == []
        assert not live.waiting


async def test_a_visitor_who_leaves_is_unsubscribed() -> None:
    """Cancelling while waiting closes the subscription."""
    live = MemoryLive()
    news = arrivals(live.subscribe(DEFAULT_TENANT), asyncio.Event().wait, lambda: 60)
    waiting = asyncio.ensure_future(anext(news))
    await asyncio.sleep(0.01)
    assert live.waiting
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert not live.waiting
