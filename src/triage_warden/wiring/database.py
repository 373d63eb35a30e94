"""The database of a process: the one that DATABASE_URL names, or an embedded one of its own."""

import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from triage_warden.engine.queue import install_queue
from triage_warden.storage.postgres.cluster.home import data_home
from triage_warden.storage.postgres.embedded import EmbeddedPostgres
from triage_warden.storage.postgres.migrate import migrate
from triage_warden.wiring.settings import Settings


@asynccontextmanager
async def database_url(settings: Settings) -> AsyncGenerator[str]:
    """Yield the URL of a database that answers; an embedded one stops when the block ends."""
    if settings.database_url is not None:
        yield settings.database_url
        return
    server = EmbeddedPostgres(data_folder(settings) / "postgres")
    try:
        yield await server.start()
    finally:
        await server.stop()


def data_folder(settings: Settings) -> Path:
    """Return where this installation keeps its data."""
    if settings.data_dir is not None:
        return settings.data_dir
    xdg = str(settings.xdg_data_home) if settings.xdg_data_home else None
    return data_home(Path.home(), xdg_data_home=xdg, root=os.geteuid() == 0)


async def bring_up_to_date(url: str) -> list[str]:
    """Apply what is pending, the queue's own tables with it; return the revisions that were applied."""
    return await migrate(url, also=[install_queue])
