"""Datagrams, with real sockets."""

import asyncio
import socket
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest

from kit.syslog import Taken, sample, settled
from triage_warden.listeners.syslog.datagrams import DatagramListener
from triage_warden.listeners.syslog.intake import Intake
from triage_warden.listeners.syslog.messages import Limits
from triage_warden.observability.metrics import Metrics


@asynccontextmanager
async def listening(limits: Limits | None = None) -> AsyncGenerator[tuple[DatagramListener, Taken, socket.socket]]:
    """Run a listener, with a socket that sends to it."""
    limits = limits or Limits(linger_seconds=0.01)
    bound = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    bound.bind(("127.0.0.1", 0))
    taken = Taken()
    listener = DatagramListener(socket=bound, intake=Intake(taken, limits), limits=limits, metrics=Metrics())
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.connect(bound.getsockname())
        async with asyncio.timeout(30), asyncio.TaskGroup() as group:
            running = group.create_task(listener.run())
            await settled()
            yield listener, taken, sender
            listener.stop()
            await running
            listener.intake.close()
            await listener.intake.run()


async def test_each_datagram_is_a_message() -> None:
    """Without the line end that some senders add; blank ones are passed over."""
    async with listening() as (listener, taken, sender):
        for datagram in (b"<13>one", b"<13>two\n", b"\n", b"", b"<13>a\nb\x00"):
            sender.send(datagram)
    assert taken.payloads == [b"<13>one", b"<13>two", b"<13>a\nb"]
    assert sample(listener.metrics, "syslog_messages_total", transport="udp") == 3


async def test_one_over_the_limit_is_cut_and_says_so() -> None:
    """The rest of it is gone with the datagram."""
    async with listening(Limits(message_bytes=10, linger_seconds=0.01)) as (_, taken, sender):
        sender.send(b"0123456789")
        sender.send(b"0123456789x")
    whole, cut = taken.batches[0]
    assert (whole.payload, whole.wrong) == (b"0123456789", "")
    assert cut.payload == b"0123456789"
    assert "over 10 bytes" in cut.wrong


async def test_what_the_kernel_held_when_it_stops_is_taken() -> None:
    """Stopping reads the socket empty."""
    async with listening(Limits(buffer_messages=10, linger_seconds=0.01)) as (listener, taken, sender):
        for number in range(10):
            sender.send(b"%d" % number)
        await settled()
        assert listener.intake.paused
        for number in range(10, 300):
            sender.send(b"%d" % number)
        await settled()
        assert len(listener.intake) == 10
    assert len(taken.payloads) == 300


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a socket lost")
async def test_what_the_kernel_lost_is_counted() -> None:
    """A buffer that is full is full; who sends by UDP accepts that, but must be able to see it."""
    async with listening(Limits(buffer_messages=10, linger_seconds=0.01)) as (listener, taken, sender):
        listener.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        listener.pause()
        for _ in range(500):
            sender.send(b"x" * 200)
        listener.resume()
        await settled()
        sender.send(b"the one that tells")
        await settled()
    lost = sample(listener.metrics, "syslog_lost_total", reason="overflow")
    assert lost + len(taken.payloads) == 501
    assert lost > 100
