"""Connections, with real sockets."""

import asyncio
import socket
import ssl
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kit.certificates import Certificates, make_certificates
from kit.syslog import Taken, sample, settled
from triage_warden.kernel.clock import SystemClock
from triage_warden.listeners.syslog.intake import Intake
from triage_warden.listeners.syslog.messages import Limits, Transport
from triage_warden.listeners.syslog.streams import StreamListener
from triage_warden.observability.metrics import Metrics

HOST = "127.0.0.1"


@asynccontextmanager
async def listening(
    limits: Limits | None = None, tls: ssl.SSLContext | None = None
) -> AsyncGenerator[tuple[StreamListener, Taken]]:
    """Run a listener on a free port; at the end it is stopped, and what it read is committed."""
    limits = limits or Limits(linger_seconds=0.01)
    taken, bound = Taken(), socket.create_server((HOST, 0))
    listener = StreamListener(
        socket=bound,
        transport=Transport.TLS if tls else Transport.TCP,
        intake=Intake(taken, limits),
        limits=limits,
        clock=SystemClock(),
        metrics=Metrics(),
        tls=tls,
    )
    async with asyncio.timeout(30), asyncio.TaskGroup() as group:
        running = group.create_task(listener.run())
        await settled()
        yield listener, taken
        listener.stop()
        await running
        listener.intake.close()
        await listener.intake.run()


async def connect(listener: StreamListener) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Return a connection to the listener."""
    return await asyncio.open_connection(HOST, listener.socket.getsockname()[1])


async def closed(reader: asyncio.StreamReader) -> None:
    """Wait until the other side has closed."""
    try:
        assert await reader.read() == b""
    except ConnectionResetError:
        return


async def test_lines_and_counted_messages_of_several_connections_are_taken() -> None:
    """Each connection's own in their order."""
    async with listening() as (listener, taken):
        for name in (b"a", b"b"):
            reader, writer = await connect(listener)
            writer.write(b"<13>" + name + b" 1\n6 <13>" + name + b"2<13>" + name + b" 3")
            writer.write_eof()
            await closed(reader)
            writer.close()
    assert taken.payloads == [b"<13>a 1", b"<13>a2", b"<13>a 3", b"<13>b 1", b"<13>b2", b"<13>b 3"]
    assert sample(listener.metrics, "syslog_messages_total", transport="tcp") == 6
    assert sample(listener.metrics, "syslog_connections", transport="tcp") == 0


async def test_what_was_begun_when_it_stops_is_taken() -> None:
    """Whole or with its reason, but never dropped."""
    async with listening() as (listener, taken):
        _, line = await connect(listener)
        line.write(b"<13>first\n<13>no end yet")
        _, counted = await connect(listener)
        counted.write(b"40 <13>half")
        await settled()
    assert sorted(taken.payloads) == [b"<13>first", b"<13>half", b"<13>no end yet"]
    line.close()
    counted.close()


async def test_a_full_buffer_leaves_bytes_with_the_sender() -> None:
    """Nothing is read that has no room; when there is room again all of it comes."""
    limits = Limits(buffer_messages=100, batch_messages=50, linger_seconds=0.01)
    async with listening(limits) as (listener, taken):
        _, writer = await connect(listener)
        writer.write(b"".join(b"<13>%06d " % number + b"x" * 500 + b"\n" for number in range(20_000)))
        await settled()
        held = len(listener.intake)
        assert listener.intake.paused
        assert 100 <= held < 2_000
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await writer.drain()
        async with asyncio.TaskGroup() as group:
            committing = group.create_task(listener.intake.run())
            await writer.drain()
            while len(taken.payloads) < 20_000:  # noqa: ASYNC110  # the fake has no event to wait for
                await asyncio.sleep(0.01)
            committing.cancel()
        writer.close()
    assert taken.payloads == sorted(taken.payloads)


async def test_there_are_no_more_connections_than_may_be() -> None:
    """The one too many is closed; the others are not touched."""
    async with listening(Limits(connections=1, linger_seconds=0.01)) as (listener, taken):
        _, first = await connect(listener)
        first.write(b"<13>one\n")
        await settled()
        reader, second = await connect(listener)
        await closed(reader)
        first.write(b"<13>two\n")
        await settled()
        second.close()
        first.close()
    assert taken.payloads == [b"<13>one", b"<13>two"]


@pytest.mark.parametrize(
    "limits",
    [Limits(begun_seconds=0.1, linger_seconds=0.01), Limits(idle_seconds=0.1, begun_seconds=0.2, linger_seconds=0.01)],
    ids=["slow", "idle"],
)
async def test_who_is_too_slow_or_silent_is_sent_away(limits: Limits) -> None:
    """A byte now and then does not hold a connection."""
    async with listening(limits) as (listener, taken):
        reader, writer = await connect(listener)
        writer.write(b"30 <13>never")
        async with asyncio.timeout(5):
            await closed(reader)
        writer.close()
    assert taken.payloads == [b"<13>never"]
    assert taken.batches[0][0].wrong.startswith("The connection ended after 9 of the 30")


async def test_garbage_ends_the_connection_with_a_reason() -> None:
    """And nothing else."""
    async with listening() as (listener, taken):
        reader, writer = await connect(listener)
        writer.write(b"\x16\x03\x01\x00\xff" * 100)
        await closed(reader)
        writer.close()
    assert ["TLS handshake" in message.wrong for message in taken.batches[0]] == [True]


@pytest.fixture
def certificates(tmp_path: Path) -> Certificates:
    """Return certificates for one test."""
    return make_certificates(tmp_path)


def server_side(certificates: Certificates, clients: Certificates | None = None) -> ssl.SSLContext:
    """Return what the listener shows, and asks for where `clients` are named."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates.cert, certificates.key)
    if clients:
        context.load_verify_locations(clients.ca)
        context.verify_mode = ssl.CERT_REQUIRED
    return context


async def test_tls_carries_the_same(certificates: Certificates) -> None:
    """Counted messages, as RFC 5425 has them."""
    async with listening(tls=server_side(certificates)) as (listener, taken):
        port = listener.socket.getsockname()[1]
        trusted = ssl.create_default_context(cafile=certificates.ca)
        reader, writer = await asyncio.open_connection(HOST, port, ssl=trusted)
        writer.write(b"8 <13>a\nbc8 <13>defg")
        await writer.drain()
        writer.close()
        await reader.read()
        await settled()
    assert taken.payloads == [b"<13>a\nbc", b"<13>defg"]


async def test_without_tls_nothing_is_read_at_the_tls_port(certificates: Certificates) -> None:
    """A plain sender is turned away by the handshake."""
    async with listening(tls=server_side(certificates)) as (listener, taken):
        reader, writer = await connect(listener)
        writer.write(b"<13>plain\n")
        await closed(reader)
        writer.close()
    assert taken.payloads == []


async def test_who_shows_no_certificate_is_not_heard_where_one_is_asked_for(
    certificates: Certificates, tmp_path: Path
) -> None:
    """And who shows one is."""
    own = make_certificates(tmp_path, "sender")
    async with listening(tls=server_side(certificates, own)) as (listener, taken):
        port = listener.socket.getsockname()[1]
        for shows in (False, True):
            trusted = ssl.create_default_context(cafile=certificates.ca)
            if shows:
                trusted.load_cert_chain(own.cert, own.key)
            try:
                reader, writer = await asyncio.open_connection(HOST, port, ssl=trusted)
                writer.write(b"<13>shown\n" if shows else b"<13>hidden\n")
                await writer.drain()
                writer.close()
                await reader.read()
            except (ssl.SSLError, ConnectionError):
                assert not shows
            await settled()
    assert taken.payloads == [b"<13>shown"]
