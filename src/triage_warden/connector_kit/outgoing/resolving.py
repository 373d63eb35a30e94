"""Names to addresses, by the system's own resolver."""

import asyncio
import socket
from typing import Protocol


class Resolve(Protocol):
    """Returns the addresses of a name, in the order in which they should be tried."""

    async def __call__(self, host: str, port: int) -> tuple[str, ...]:
        """Return them as text; raise OSError where there are none."""
        ...


async def resolve(host: str, port: int) -> tuple[str, ...]:
    """Return a name's addresses; text that already is an address comes back as the system reads it.

    The system's reading is asked for addresses as well, as it takes `0x7f.1` and `2130706433` for 127.0.0.1.
    """
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return tuple(dict.fromkeys(str(place[0]) for *_, place in found))
