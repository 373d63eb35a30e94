"""Where a request comes from, when it came through proxies."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final, TypeAlias

from litestar.types import HTTPScope

Network: TypeAlias = IPv4Network | IPv6Network
ClientOf: TypeAlias = Callable[[str, Iterable[tuple[bytes, bytes]]], str]
"""From the peer's address and the headers to the client's address."""
_Address: TypeAlias = IPv4Address | IPv6Address
_MOST_HOPS: Final = 32
"""More proxies in a row than anybody has; what lies further back is not read."""
_IN_BRACKETS: Final = re.compile(r"\[([0-9A-Fa-f:.]+)\](?::\d{1,5})?")
_WITH_PORT: Final = re.compile(r"(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}")
_LONGEST: Final = 64
_MARKS: Final = frozenset({b"x-forwarded-for", b"forwarded", b"x-forwarded-host", b"x-real-ip"})
"""What reverse proxies and ingress controllers add to every request."""


class ProxyHeader(StrEnum):
    """Where trusted proxies write whom they speak for.

    One of them only: a proxy that writes one lets its clients' own copy of the other pass.
    """

    X_FORWARDED_FOR = "x-forwarded-for"
    FORWARDED = "forwarded"
    """RFC 7239."""


@dataclass(frozen=True, slots=True)
class TrustedProxies:
    """The networks whose word is taken for whom they speak for; none by default."""

    networks: tuple[Network, ...] = ()
    header: ProxyHeader = ProxyHeader.X_FORWARDED_FOR

    def client_of(self, peer: str, headers: Iterable[tuple[bytes, bytes]]) -> str:
        """Return the address of whoever the nearest trusted proxies speak for; the peer's where it is none of them.

        Read from the right, as each proxy adds what it saw: the first address that is no trusted proxy's is the
        client's, and what stands left of it is the client's own word. Where a proxy says what is no address (RFC 7239
        §6.2, §6.3), the proxy itself is the last that is known.
        """
        address = _read(peer)
        if not self.networks or address is None or not self._trusts(address):
            return peer
        for word in self._words(headers):
            found = _read(word)
            if found is None:
                break
            address = found
            if not self._trusts(address):
                break
        return str(address)

    def _trusts(self, address: _Address) -> bool:
        return any(address in network for network in self.networks)

    def _words(self, headers: Iterable[tuple[bytes, bytes]]) -> Iterator[str]:
        wanted = self.header.value.encode("ascii")
        whole = b",".join(value for name, value in headers if name.lower() == wanted).decode("latin-1")
        if not whole:
            return
        for word in reversed(whole.rsplit(",", _MOST_HOPS)[-_MOST_HOPS:]):
            yield _spoken_for(word) if self.header is ProxyHeader.FORWARDED else word.strip()


def behind_proxies(scope: HTTPScope, client_of: ClientOf) -> None:
    """Put the client's address into the scope, where everything behind it reads the peer's."""
    client = scope["client"]
    if client is None:
        return
    found = client_of(client[0], scope["headers"])
    if found != client[0]:
        scope["client"] = (found, 0)


def came_through_proxy(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Return whether a request says that somebody passed it on, trusted or not.

    Who asks directly can add such a header and gains nothing; who asks through a proxy cannot take the proxy's away.
    `X-Forwarded-Proto` alone does not count: the sidecars of a service mesh add it to what pods ask each other.
    """
    return any(name.lower() in _MARKS for name, _ in headers)


def _spoken_for(element: str) -> str:
    """Return the node of the one `for` of an element; addresses hold no commas, so cutting at them was safe."""
    pairs = (pair.partition("=") for pair in element.split(";"))
    nodes = [value.strip() for name, _, value in pairs if name.strip().lower() == "for"]
    return nodes[0].removeprefix('"').removesuffix('"') if len(nodes) == 1 else ""


def _read(text: str) -> _Address | None:
    """Return an address, without the port and brackets that some proxies add; IPv4 in IPv6 is IPv4."""
    if len(text) > _LONGEST:
        return None
    found = _IN_BRACKETS.fullmatch(text) or _WITH_PORT.fullmatch(text)
    try:
        address = ip_address(found.group(1) if found else text.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
