"""Ports for servers that are given one, and keep it when they are started again."""

import random
import socket
from typing import Final

_OURS: Final = range(20_000, 32_000)
"""Below those that Linux gives out by itself (from 32768): in between the look and the start, or while a server is
down, the kernel would give one of those to whoever asks for any port or connects from one."""


def a_free_port() -> int:
    """Return a port of 127.0.0.1 that is free now, and that nobody gets by chance."""
    for port in random.SystemRandom().sample(_OURS, 100):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("of a hundred ports none is free")
