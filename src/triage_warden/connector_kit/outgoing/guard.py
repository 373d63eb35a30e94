"""What may be asked of whom: looked at for every request, and again for every connection."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from ipaddress import ip_address
from typing import Final

import httpx
import structlog

from triage_warden.connector_kit.outgoing.addresses import SETTING, Address, Network, refusal
from triage_warden.connector_kit.outgoing.resolving import Resolve, resolve

log = structlog.get_logger(__name__)

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


class OutgoingRefused(httpx.ConnectError):
    """A request that is not sent, or a connection that is not opened."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Guard:
    """Keeps what we send away from where it must not go, whoever chose the address."""

    allowed: tuple[Network, ...] = ()
    """Private and special networks that may be asked nevertheless."""
    resolve: Resolve = resolve
    https_only: bool = False
    ports: frozenset[int] | None = None
    """Any but 0 where None."""

    def strict(self, *ports: int) -> "Guard":
        """Return one that takes only https, and only these ports."""
        return replace(self, https_only=True, ports=frozenset(ports))

    def check(self, url: httpx.URL) -> None:
        """Raise OutgoingRefused where a URL may not be asked at all; its host is looked at when it is connected to."""
        schemes = ("https",) if self.https_only else ("http", "https")
        if url.scheme not in schemes:
            raise self._refused(url.host, f"It is not {' or '.join(schemes)}.")
        if not url.host:
            raise self._refused(url.host, "It names no host.")
        if url.userinfo:
            raise self._refused(url.host, "It holds a user name or a password.")
        port = url.port if url.port is not None else _DEFAULT_PORTS[url.scheme]
        if port == 0 or (self.ports is not None and port not in self.ports):
            raise self._refused(url.host, f"Port {port} is not asked.")

    async def addresses(self, host: str, port: int) -> tuple[Address, ...]:
        """Resolve a name once and return what may be connected to.

        Raises:
            OutgoingRefused: any of its addresses may not be asked; a name that is half public is not half trusted.
            OSError: it has none.
        """
        found = tuple(_readable(await self.resolve(host, port)))
        for address in found:
            why = refusal(address, self.allowed)
            if why is not None:
                log.warning("outgoing_refused", host=host, port=port, address=str(address), why=why, setting=SETTING)
                raise OutgoingRefused(f"Its address is {why}, and {SETTING} does not name it; the log says which.")
        return found

    def _refused(self, host: str, reason: str) -> OutgoingRefused:
        log.warning("outgoing_refused", host=host, why=reason)
        return OutgoingRefused(reason)


def _readable(texts: tuple[str, ...]) -> Iterator[Address]:
    if not texts:
        message = "no address"
        raise OSError(message)
    for text in texts:
        yield ip_address(text)
