"""Requests are sent once where that matters, and it is known whether they were."""

import asyncio
import socket
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import pytest

from kit.clock import FrozenClock
from kit.http import a_http_client
from triage_warden.connector_kit.http.answer import Answer, Lost, NeverSent, Trouble
from triage_warden.connector_kit.http.breaker import FAILURES
from triage_warden.connector_kit.outgoing.guard import Guard
from triage_warden.kernel.clock import SystemClock
from triage_warden.kernel.deadline import Deadline

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


@asynccontextmanager
async def a_server(*talks: Talk) -> AsyncGenerator[tuple[str, list[bytes]]]:
    """Yield the address of a server that treats each connection as the next of `talks` says, and what it was sent."""
    left, heard, tasks = list(talks), list[bytes](), set[asyncio.Task[object]]()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        talk = left.pop(0) if len(left) > 1 else left[0]
        heard.append(await reader.read(65536))
        with suppress(asyncio.CancelledError, OSError):
            await talk(reader, writer)
        writer.close()

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", heard
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)


async def answers(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Say yes."""
    writer.write(OK)


async def hangs_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Say nothing, and go."""
    writer.transport.abort()


async def is_silent(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    """Say nothing for long."""
    await asyncio.sleep(3)


def failing(status: int, extra: str = "") -> Talk:
    """Answer with an error."""

    async def talk(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(f"HTTP/1.1 {status} No\r\n{extra}Content-Length: 0\r\n\r\n".encode())

    return talk


def _soon(seconds: float = 2.0) -> Deadline:
    return Deadline.after(SystemClock(), seconds)


async def test_a_question_is_asked_again_a_deed_is_not() -> None:
    """Asking changes nothing."""
    async with a_server(hangs_up, failing(503), answers) as (url, heard), a_http_client(url) as client:
        assert isinstance(await client.get("/x", {"a": "b c"}), Answer)
        assert len(heard) == 3
        assert heard[0].startswith(b"GET /x?a=b+c HTTP/1.1") or heard[0].startswith(b"GET /x?a=b%20c HTTP/1.1")
    async with a_server(hangs_up, answers) as (url, heard), a_http_client(url) as client:
        result = await client.post_once("/x", {}, b"{}", deadline=_soon())
        assert isinstance(result, Lost)
        assert result.trouble is Trouble.BROKEN
        await asyncio.sleep(0.1)
        assert len(heard) == 1


async def test_no_answer_in_time_is_lost() -> None:
    """It may have been done."""
    async with a_server(is_silent) as (url, _), a_http_client(url) as client:
        result = await client.post_once("/x", {}, b"{}", deadline=_soon(0.2))
        assert isinstance(result, Lost)
        assert result.trouble is Trouble.TIMEOUT


async def test_what_reached_nobody_was_never_sent() -> None:
    """It can be tried again without asking."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    counted: list[str] = []
    async with a_http_client(f"http://127.0.0.1:{port}", counted=counted) as client:
        result = await client.post_once("/x", {}, b"{}", deadline=_soon())
        assert isinstance(result, NeverSent)
        assert result.trouble is Trouble.UNREACHABLE
        assert counted == ["unreachable"]


async def test_after_the_deadline_nothing_leaves() -> None:
    """The server hears of no whole request."""
    clock = FrozenClock()
    late = Deadline.after(clock, 1)
    clock.advance(timedelta(minutes=10))
    async with a_server(answers) as (url, heard), a_http_client(url) as client:
        result = await client.post_once("/x", {}, b'{"a": "the body"}', deadline=late)
        assert isinstance(result, NeverSent)
        await asyncio.sleep(0.05)
        assert all(b"the body" not in each for each in heard)


async def test_who_asks_for_a_pause_gets_it() -> None:
    """Nothing is sent meanwhile."""
    async with a_server(failing(429, "Retry-After: 7\r\n")) as (url, heard), a_http_client(url) as client:
        first = await client.post_once("/x", {}, b"{}", deadline=_soon())
        assert isinstance(first, Answer)
        assert first.retry_after == 7
        second = await client.post_once("/x", {}, b"{}", deadline=_soon())
        assert isinstance(second, NeverSent)
        assert second.retry_after == pytest.approx(7, abs=1)
        assert len(heard) == 1


async def test_who_keeps_failing_is_left_alone() -> None:
    """And every request is counted."""
    counted: list[str] = []
    async with a_server(failing(500)) as (url, heard), a_http_client(url, counted=counted) as client:
        for _ in range(FAILURES + 2):
            await client.post_once("/x", {}, b"{}", deadline=_soon())
        assert len(heard) == FAILURES
        assert counted == ["failed"] * FAILURES + ["held_back"] * 2


async def test_an_endless_answer_is_cut_off() -> None:
    """A megabyte is enough."""

    async def endless(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(64):
            if writer.is_closing():
                return
            writer.write(b"x" * 65536)
            await asyncio.sleep(0)

    async with a_server(endless) as (url, _), a_http_client(url) as client:
        result = await client.post_once("/x", {}, b"{}", deadline=_soon())
        assert isinstance(result, Lost)


async def test_an_address_that_may_not_be_asked_is_told_with_its_setting() -> None:
    """It is not the other side that does not answer, so the breaker stays closed."""
    counted = list[str]()
    async with a_http_client("http://127.0.0.1:1", guard=Guard(), counted=counted) as client:
        for _ in range(FAILURES + 1):
            result = await client.post_once("/", {}, b"{}", deadline=Deadline.after(SystemClock(), 1))
            assert isinstance(result, NeverSent)
            assert result.trouble is Trouble.FORBIDDEN
            assert "TW_OUTGOING_PRIVATE_NETWORKS" in result.reason
        assert not client.breaker.is_open
    assert set(counted) == {"forbidden"}
