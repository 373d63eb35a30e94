"""A restore that is killed at any moment leaves a database that nobody works on as if it were whole."""

import asyncio
import base64
import subprocess
import time
from pathlib import Path

import asyncpg
import pytest

from kit.backups import KEY, a_full_database, everything_in, taken
from kit.database import TestServer
from kit.process import COMMAND, an_environment
from kit.stalling_proxy import StallingProxy, a_stalling_proxy
from triage_warden.storage.postgres.backup.restore import UNDER_WAY
from triage_warden.storage.postgres.migrate import status
from triage_warden.storage.postgres.migrations.revisions import HEAD, REVISIONS
from triage_warden.storage.postgres.unit import Database

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]

MOMENTS = (0.1, 0.4, 0.6, 0.75, 0.85, 0.95)
"""Shares of what a whole restore says to the server; the last ones are among the rows."""

_OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


async def test_killed_at_any_moment_it_is_served_by_nobody_and_restored_anew(
    postgres: TestServer, database: Database, database_url: str, tmp_path: Path
) -> None:
    """Empty, or marked as under way, without a row; and what is restored into another database then is whole."""
    backup = tmp_path / "backup"
    await a_full_database(database, database_url)
    manifest = await taken(database_url, backup)
    async with postgres.empty() as url:
        with a_stalling_proxy(url) as proxy:
            done = await asyncio.to_thread(_restored, proxy, backup, tmp_path)
            whole = proxy.messages
        assert done.returncode == 0, done.stderr
        assert (await status(url)).pending == []
        rows = await everything_in(postgres, url)
        assert all(len(rows[each.name]) >= each.rows for each in manifest.tables)
    found = [await _killed_at(postgres, int(whole * share), backup, tmp_path) for share in MOMENTS]
    assert "under way" in found, f"no moment among {MOMENTS} was that of loading: {found}"


async def _killed_at(postgres: TestServer, messages: int, backup: Path, folder: Path) -> str:
    """Kill one after so many messages, and return what it left, having seen that this is harmless."""
    async with postgres.empty() as url:
        with a_stalling_proxy(url) as proxy:
            process = subprocess.Popen(
                _command(backup), env=_environment(proxy, folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            await asyncio.to_thread(_wait_for_messages, proxy, messages, process)
            proxy.stall()
            process.kill()
            await asyncio.to_thread(process.wait, 30)
            proxy.heal()
        await _until_nobody_is_there(url)
        left = await _left(url)
        if left == "under way":
            assert not (await status(url)).supported
            assert await _rows(postgres, url) == 0
            with a_stalling_proxy(url) as proxy:
                again = await asyncio.to_thread(_restored, proxy, backup, folder)
            assert again.returncode != 0
            assert "was interrupted; drop the database" in again.stderr
        if left == "schema":  # some migrations or all of them: a process would end them, and begin with nothing
            assert await _rows(postgres, url) == 0
        return left


async def _left(url: str) -> str:
    """Return how far it came: `nothing`, `schema` alone (an empty database of ours), `under way`, or `whole`."""
    connection = await asyncpg.connect(url)
    try:
        if await connection.fetchval("SELECT to_regclass('alembic_version')") is None:
            return "nothing"
        revision = await connection.fetchval("SELECT version_num FROM alembic_version")
        if revision == UNDER_WAY:
            return "under way"
        assert revision in REVISIONS
        restored = revision == HEAD and await connection.fetchval("SELECT count(*) FROM kill_switches")
    finally:
        await connection.close()
    return "whole" if restored else "schema"


async def _rows(postgres: TestServer, url: str) -> int:
    """Return how many rows of tenants' there are, seen by whoever sees all."""
    rows = await everything_in(postgres, url)
    tables = ("alerts", "incidents", "facts", "quarantine", "secrets", "audit_entries")
    return sum(len(rows.get(name, [])) for name in tables)


async def _until_nobody_is_there(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        for _ in range(1_000):
            if not await connection.fetchval(_OTHERS):
                return
            await asyncio.sleep(0.02)
    finally:
        await connection.close()
    raise AssertionError("the server still works for a restore that was killed")


def _wait_for_messages(proxy: StallingProxy, messages: int, process: "subprocess.Popen[bytes]") -> None:
    while proxy.messages < messages and process.poll() is None:
        time.sleep(0.001)


def _restored(proxy: StallingProxy, backup: Path, folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        _command(backup), env=_environment(proxy, folder), capture_output=True, text=True, check=False, timeout=120
    )


def _command(backup: Path) -> list[str]:
    return [*COMMAND, "backup", "restore", str(backup)]


def _environment(proxy: StallingProxy, folder: Path) -> dict[str, str]:
    key = base64.b64encode(KEY).decode()
    return {**an_environment(folder), "DATABASE_URL": proxy.url, "TW_ENCRYPTION_KEY": key}
