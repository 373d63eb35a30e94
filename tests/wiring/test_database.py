"""A process uses the database it is given, or brings its own."""

import asyncpg
import pytest

from kit.process import a_data_folder, databases_on
from triage_warden.storage.postgres.errors import DataFolderInUse
from triage_warden.wiring.database import bring_up_to_date, database_url
from triage_warden.wiring.settings import Settings


async def test_a_given_database_is_used_as_it_is() -> None:
    """Nothing is started."""
    async with database_url(Settings(database_url="postgres://db.example.com/tw")) as url:
        assert url == "postgres://db.example.com/tw"


async def test_without_one_a_server_is_started_and_stopped_with_the_block() -> None:
    """It is migrated with the queue's tables, a second copy is refused, and nothing stays behind."""
    with a_data_folder() as folder:
        settings = Settings(data_dir=folder)
        async with database_url(settings) as url:
            assert await bring_up_to_date(url)
            assert await bring_up_to_date(url) == []
            connection = await asyncpg.connect(url)
            assert await connection.fetchval("SELECT count(*) FROM pgqueuer") == 0
            await connection.close()
            with pytest.raises(DataFolderInUse, match=str(folder)):
                await database_url(settings).__aenter__()
        assert databases_on(folder) == []
