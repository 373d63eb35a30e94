"""Connections to checked addresses only."""

import asyncio
import ssl
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import httpcore
import pytest

from kit.certificates import make_certificates
from triage_warden.connector_kit.outgoing.addresses import LOOPBACK
from triage_warden.connector_kit.outgoing.guard import Guard, OutgoingRefused
from triage_warden.connector_kit.outgoing.network import GuardedNetwork


class Rebinding:
    """A resolver that answers something else each time."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self.left, self.asked = list(answers), 0

    async def __call__(self, host: str, port: int) -> tuple[str, ...]:
        """Return the next answer."""
        del host, port
        self.asked += 1
        return self.left.pop(0) if len(self.left) > 1 else self.left[0]


@asynccontextmanager
async def listening(address: str = "127.0.0.1", context: ssl.SSLContext | None = None) -> AsyncGenerator[int]:
    """Accept connections on a port of this machine."""

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        with suppress(OSError):
            await reader.read(1)
            writer.close()
            await writer.wait_closed()

    tasks = set[asyncio.Task[object]]()
    server = await asyncio.start_server(accept, address, 0, ssl=context)
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        server.close()
        await asyncio.gather(*tasks)


async def test_a_name_is_resolved_once_and_that_address_is_connected_to() -> None:
    """What the resolver says afterwards reaches nobody."""
    async with listening() as port:
        names = Rebinding(("127.0.0.1",), ("127.0.0.2",))
        stream = await GuardedNetwork(Guard(LOOPBACK, names)).connect_tcp("example.com", port, timeout=2)
        assert stream.get_extra_info("server_addr")[0] == "127.0.0.1"
        assert names.asked == 1
        await stream.aclose()


async def test_a_name_that_was_public_is_refused_as_soon_as_it_is_private() -> None:
    """A rebinding resolver gains nothing by having been good once."""
    async with listening() as port:
        names = Rebinding(("127.0.0.1",), ("169.254.169.254",), ("10.0.0.1",))
        network = GuardedNetwork(Guard(LOOPBACK, names))
        await (await network.connect_tcp("example.com", port, timeout=2)).aclose()
        for _ in range(2):
            with pytest.raises(OutgoingRefused):
                await network.connect_tcp("example.com", port, timeout=2)


async def test_the_next_address_is_tried_where_one_does_not_answer() -> None:
    """Within the one timeout."""
    async with listening("127.0.0.3") as port:
        names = Rebinding(("127.0.0.1", "127.0.0.2", "::ffff:127.0.0.3"))
        stream = await GuardedNetwork(Guard(LOOPBACK, names)).connect_tcp("example.com", port, timeout=2)
        assert stream.get_extra_info("server_addr")[0] == "127.0.0.3"
        await stream.aclose()
    with pytest.raises(httpcore.ConnectError):
        await GuardedNetwork(Guard(LOOPBACK, names)).connect_tcp("example.com", port, timeout=2)


async def test_a_resolver_that_hangs_is_a_timeout() -> None:
    """Resolving counts."""

    async def hangs(host: str, port: int) -> tuple[str, ...]:
        del host, port
        await asyncio.sleep(5)
        return ()

    with pytest.raises(httpcore.ConnectTimeout):
        await GuardedNetwork(Guard(LOOPBACK, hangs)).connect_tcp("example.com", 80, timeout=0.05)


async def test_a_name_that_nobody_knows_cannot_be_connected_to() -> None:
    """As any other failure to connect."""
    with pytest.raises(httpcore.ConnectError):
        await GuardedNetwork(Guard()).connect_tcp("no-such-name.invalid", 80, timeout=5)


async def test_the_server_has_to_have_a_certificate_for_the_name_and_hears_it(tmp_path: Path) -> None:
    """Pinning the address does not loosen TLS: it is not the address that the certificate is held against."""
    made, heard = make_certificates(tmp_path), list[str | None]()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made.cert, made.key)
    context.sni_callback = lambda _socket, name, _context: heard.append(name)
    async with listening(context=context) as port:
        network = GuardedNetwork(Guard(LOOPBACK, Rebinding(("127.0.0.1",))))
        trusting = ssl.create_default_context(cafile=str(made.ca))
        stream = await network.connect_tcp("example.com", port, timeout=2)
        with pytest.raises(httpcore.ConnectError):
            await stream.start_tls(trusting, "example.com", timeout=2)
        assert heard == ["example.com"]
        stream = await network.connect_tcp("example.com", port, timeout=2)
        await (await stream.start_tls(trusting, "127.0.0.1", timeout=2)).aclose()


async def test_no_socket_of_a_file_is_connected_to() -> None:
    """There are none outside."""
    with pytest.raises(httpcore.UnsupportedProtocol):
        await GuardedNetwork(Guard()).connect_unix_socket("/run/docker.sock")


async def test_it_waits() -> None:
    """As httpcore asks it to."""
    await GuardedNetwork(Guard()).sleep(0)
