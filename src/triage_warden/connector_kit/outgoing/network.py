"""Connections to checked addresses only: httpcore's own backend, with a look before it connects."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from ipaddress import IPv6Address
from typing import Final, NoReturn, cast

import httpcore

from triage_warden.connector_kit.outgoing.addresses import Address
from triage_warden.connector_kit.outgoing.guard import Guard

MOST_ADDRESSES: Final = 4
"""Of one name that are tried, one after the other."""


class GuardedNetwork(httpcore.AsyncNetworkBackend):
    """Resolves a name once, has every address checked, and connects to one of exactly these.

    The address is pinned by being what is connected to: nobody asks the resolver again. TLS starts on the connection
    with the name (httpcore hands it to `start_tls`), so the server's name and certificate are checked as ever.
    """

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        # httpcore puts a stand-in of the same name in its place where anyio is missing; the checkers see that one
        self._network = cast("httpcore.AsyncNetworkBackend", httpcore.AnyIOBackend())

    async def connect_tcp(  # noqa: PLR0917  # httpcore's signature
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  # httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect; the timeout is for all of it: resolving, and trying one address after the other."""
        options = list(socket_options or ())
        try:
            async with asyncio.timeout(timeout):
                addresses = (await self._guard.addresses(host, port))[:MOST_ADDRESSES]
                share = None if timeout is None else timeout / len(addresses)
                return await _first_of(
                    addresses,
                    lambda literal: self._network.connect_tcp(literal, port, share, local_address, options),
                )
        except TimeoutError as error:
            raise httpcore.ConnectTimeout from error
        except OSError as error:
            raise httpcore.ConnectError from error

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109  # httpcore's signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> NoReturn:
        """Refuse."""
        del path, timeout, socket_options
        raise httpcore.UnsupportedProtocol

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await self._network.sleep(seconds)


async def _first_of(
    addresses: tuple[Address, ...], connect: Callable[[str], Awaitable[httpcore.AsyncNetworkStream]]
) -> httpcore.AsyncNetworkStream:
    failed: Exception | None = None
    for address in addresses:
        try:
            return await connect(_literal(address))
        except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
            failed = error
    raise failed or httpcore.ConnectError


def _literal(address: Address) -> str:
    """Return an address as text that no resolver reads otherwise; a mapped one as the IPv4 address that it is."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)
