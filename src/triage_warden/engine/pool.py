"""The queue's own few connections."""

from collections.abc import Mapping
from typing import Any, Final

import asyncpg

CONNECTIONS: Final = 3
"""One listens for news, the others take jobs and mark them done; the jobs' own work is on the storage's pool."""


async def open_pool(arguments: Mapping[str, Any]) -> "asyncpg.Pool[Any]":
    """Return a pool for the queue; `arguments` are asyncpg's own for one connection."""
    settings = {**arguments.get("server_settings", {}), "application_name": "triage-warden-queue"}
    return await asyncpg.create_pool(
        min_size=1,
        max_size=CONNECTIONS,
        command_timeout=30,
        **{**arguments, "server_settings": settings},
    )
