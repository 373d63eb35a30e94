"""All listeners together."""

import asyncio
import socket
from dataclasses import replace

from kit.clock import FrozenClock
from kit.readers import MemoryAlerts
from kit.syslog import a_reader, sample, settled
from triage_warden.core.alerts.take_in import TakeIn
from triage_warden.kernel.clock import SystemClock
from triage_warden.kernel.ids import Uuid7
from triage_warden.listeners.syslog.committing import CommitMessages
from triage_warden.listeners.syslog.datagrams import DatagramListener
from triage_warden.listeners.syslog.intake import Intake
from triage_warden.listeners.syslog.listeners import SyslogListeners
from triage_warden.listeners.syslog.messages import Limits, Transport
from triage_warden.listeners.syslog.streams import StreamListener
from triage_warden.observability.metrics import Metrics


def both(store: MemoryAlerts, limits: Limits) -> SyslogListeners:
    """Return a listener over TCP and one over UDP, on free ports."""
    metrics = Metrics()
    commit = CommitMessages(read=a_reader(), take_in=TakeIn(store), ids=Uuid7(FrozenClock()), metrics=metrics)
    intake = Intake(commit, limits)
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind(("127.0.0.1", 0))
    stream = StreamListener(
        socket=socket.create_server(("127.0.0.1", 0)),
        transport=Transport.TCP,
        intake=intake,
        limits=limits,
        clock=SystemClock(),
        metrics=metrics,
    )
    return SyslogListeners([stream, DatagramListener(udp, intake, limits, metrics)], intake, commit, limits)


async def send(listeners: SyslogListeners) -> None:
    """Send a message each way."""
    stream, datagrams = listeners.listeners
    _, writer = await asyncio.open_connection(*stream.socket.getsockname())
    writer.write(b"<13>by stream\n")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"<13>by datagram", datagrams.socket.getsockname())
    await settled()
    writer.close()


async def test_what_was_read_is_committed_before_they_end() -> None:
    """Stopping is not losing."""
    store = MemoryAlerts()
    listeners = both(store, Limits(linger_seconds=60))
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        group.create_task(listeners.run())
        await settled()
        await send(listeners)
        assert not store.alerts
        listeners.stop()
    assert sorted(each.title for each in store.alerts.values()) == ["<13>by datagram", "<13>by stream"]


async def test_a_database_that_does_not_answer_does_not_hold_the_process_for_ever() -> None:
    """After its time is over, what waits is given up and counted."""
    listeners = both(MemoryAlerts(full=True), Limits(linger_seconds=0.01, stop_seconds=0.1))
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        group.create_task(listeners.run())
        await settled()
        await send(listeners)
        listeners.stop()
    assert sample(listeners.commit.metrics, "syslog_lost_total", reason="stopped") == 2


async def test_none_is_none() -> None:
    """Without a setting there is nothing to run."""
    whole = both(MemoryAlerts(), Limits())
    for each in whole.listeners:
        each.socket.close()
    listeners = replace(whole, listeners=[])
    async with asyncio.timeout(10):
        await listeners.run()
