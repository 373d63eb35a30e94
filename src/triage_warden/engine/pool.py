"""The queue's own few connections."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import asyncpg

CONNECTIONS: Final = 3
"""One listens for news, the others take jobs and mark them done; the jobs' own work is on the storage's pool."""


async def open_pool(arguments: Mapping[str, Any], on_lost: Callable[[], None]) -> "asyncpg.Pool[Any]":
    """Return a pool for the queue; `arguments` are asyncpg's own for one connection.

    `on_lost` is called when a connection ends, whoever ended it: a listener that lost its connection hears nothing
    and would not know for many seconds.
    """

    async def watch(connection: "asyncpg.Connection[Any]") -> None:  # the pool awaits it
        connection.add_termination_listener(lambda _: on_lost())

    settings = {**arguments.get("server_settings", {}), "application_name": "triage-warden-queue"}
    options: dict[str, Any] = {**arguments, "server_settings": settings}
    return await asyncpg.create_pool(
        min_size=1,
        max_size=CONNECTIONS,
        command_timeout=30,
        max_inactive_connection_lifetime=0,
        init=watch,
        reset=_as_it_is,
        **options,
    )


async def _as_it_is(_connection: "asyncpg.Connection[Any]") -> None:  # the pool awaits it
    """PgQueuer changes nothing about a session; undoing nothing took as many round trips as its statements."""
