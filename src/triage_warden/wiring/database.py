"""The database of a process: the one that DATABASE_URL names, or an embedded one of its own."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from triage_warden.engine.queue import install_queue
from triage_warden.storage.postgres.embedded import EmbeddedPostgres
from triage_warden.storage.postgres.migrate import migrate
from triage_warden.wiring.data_folder import data_folder
from triage_warden.wiring.settings import Settings


@dataclass(frozen=True, slots=True)
class DatabaseInUse:
    """A database, and what tells that it cannot come back."""

    url: str
    watch: Callable[[], Awaitable[None]]
    """Returns when there is nothing to watch; raises EmbeddedDatabaseEnded when our own server is gone. A server of
    somebody else's is waited for: its owner starts it again."""


@asynccontextmanager
async def database_in_use(settings: Settings) -> AsyncGenerator[DatabaseInUse]:
    """Yield a database that answers; an embedded one stops when the block ends."""
    if settings.database_url is not None:
        yield DatabaseInUse(settings.database_url, _nothing_to_watch)
        return
    server = EmbeddedPostgres(data_folder(settings) / "postgres")
    try:
        yield DatabaseInUse(await server.start(), server.watch)
    finally:
        await server.stop()


@asynccontextmanager
async def database_url(settings: Settings) -> AsyncGenerator[str]:
    """Yield the URL of a database that answers, for as long as the block lasts."""
    async with database_in_use(settings) as database:
        yield database.url


async def _nothing_to_watch() -> None:
    return


async def bring_up_to_date(url: str) -> list[str]:
    """Apply what is pending, the queue's own tables with it; return the revisions that were applied."""
    return await migrate(url, also=[install_queue])
