"""The schema by hand."""

import asyncio
from urllib.parse import parse_qs, urlsplit

import pytest

from kit.ports import a_free_port
from triage_warden.storage.postgres.errors import DatabaseDown, DatabaseRefuses
from triage_warden.wiring import migrate
from triage_warden.wiring.settings import Settings


async def test_status_dry_run_and_migrate_agree(database_url: str) -> None:
    """A migrated database has nothing pending, and nothing would be run."""
    settings = Settings(database_url=database_url)
    status = await migrate.status(settings)
    assert status.applied
    assert status.pending == []
    assert await migrate.dry_run(settings) == ""
    assert await migrate.migrate(settings) == []


async def test_a_database_that_does_not_answer_yet_is_waited_for(database_url: str) -> None:
    """A release that makes its own database starts both at once."""
    parts, port = urlsplit(database_url), a_free_port()
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    socket = f"{query['host']}/.s.PGSQL.{query.get('port', '5432')}"
    user = query.get("user") or parts.username

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far, near = await asyncio.open_unix_connection(socket)
        await asyncio.gather(_pass(reader, near), _pass(far, writer))

    settings = Settings(database_url=f"postgresql://{user}@127.0.0.1:{port}{parts.path}?sslmode=disable")
    with pytest.raises(DatabaseDown):
        await migrate.migrate(settings)
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(migrate.migrate(settings, 30))
        await asyncio.sleep(1.2)
        assert not waiting.done()
        async with await asyncio.start_server(relay, "127.0.0.1", port):
            assert await waiting == []


async def test_a_database_that_refuses_is_not_waited_for(database_url: str) -> None:
    """What is wrong stays wrong."""
    refusing = database_url.replace(urlsplit(database_url).path, "/no_such_database", 1)
    async with asyncio.timeout(10):
        with pytest.raises(DatabaseRefuses, match="does not exist"):
            await migrate.migrate(Settings(database_url=refusing), 60)


async def _pass(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    while data := await source.read(65536):
        target.write(data)
    target.close()
