"""Turn away what other sites' pages send through a visitor's browser."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.handlers.base import BaseRouteHandler

from triage_warden.web.shared.errors import ForeignOrigin, UnknownHost

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})

Connection = ASGIConnection[BaseRouteHandler, object, object, State]


@dataclass(frozen=True, slots=True)
class SameOrigin:
    """A guard: the host must be one of ours, and a change must not come from another site's page.

    Browsers send `Sec-Fetch-Site` and `Origin` with every cross-site change and no script can forge them; programs
    send neither. The check of hosts keeps a page that re-points its own name to this address (DNS rebinding) out;
    no hosts means that any will do.
    """

    hosts: Collection[str]

    async def __call__(self, connection: Connection, _handler: BaseRouteHandler) -> None:
        """Raise UnknownHost or ForeignOrigin; waits for nothing, but a plain guard is sent to a thread each time."""
        headers = connection.headers
        host = headers.get("host", "")
        several = len(headers.getall("host", [])) > 1  # whoever reads another one sees another site
        if several or (self.hosts and _name(host) not in self.hosts):
            raise UnknownHost
        if connection.scope.get("method") in _SAFE:
            return
        origin = headers.get("origin")
        if headers.get("sec-fetch-site") == "cross-site" or (origin is not None and not _same(origin, host)):
            raise ForeignOrigin


def _same(origin: str, host: str) -> bool:
    try:
        return urlsplit(origin).netloc.lower() == host.lower()
    except ValueError:
        return False


def _name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""
