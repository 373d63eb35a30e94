"""Tests of the embedded server: it starts anywhere, alone, and never outlives us."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Generator
from pathlib import Path

import asyncpg
import pytest

from triage_warden.storage.postgres.embedded import EmbeddedPostgres, running
from triage_warden.storage.postgres.errors import (
    DataFolderInUse,
    DataFolderUnusable,
    DiskFull,
    EmbeddedDatabaseEnded,
    EmbeddedDatabaseFailed,
)

SOURCE = Path(__file__).parents[3] / "src"


@pytest.fixture
def folder() -> Generator[Path]:
    """Return an empty folder that also the account of a server of root's can reach (pytest's own are 0700)."""
    home = Path(tempfile.mkdtemp(prefix="tw-embedded-"))
    home.chmod(0o711)
    yield home / "pg"
    shutil.rmtree(home, ignore_errors=True)


def a_server(folder: Path) -> EmbeddedPostgres:
    """Return a server that need not survive a power cut."""
    return EmbeddedPostgres(folder, durable=False)


async def ask(url: str, question: str) -> object:
    """Return the answer to a query."""
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


async def test_starts_on_an_empty_folder_and_keeps_what_was_written(folder: Path) -> None:
    """A stop and a start later everything is there; the stop takes seconds at most."""
    server = a_server(folder)
    url = await server.start()
    await ask(url, "CREATE TABLE kept AS SELECT 42 AS answer")
    began = time.monotonic()
    await server.stop()
    assert time.monotonic() - began < 10
    again = a_server(folder)
    assert await ask(await again.start(), "SELECT answer FROM kept") == 42
    await again.stop()


async def test_the_account_is_bound_by_row_security(folder: Path) -> None:
    """The role that owns the database is neither superuser nor exempt."""
    server = a_server(folder)
    url = await server.start()
    exempt = "SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
    assert await ask(url, exempt) is False
    await server.stop()


async def test_is_durable_and_deaf_by_default(folder: Path) -> None:
    """What is committed is on disk, checksums are on, nothing listens on the network, order is the same everywhere."""
    server = EmbeddedPostgres(folder)
    url = await server.start()
    for setting, value in {
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "data_checksums": "on",
        "listen_addresses": "",
        "server_encoding": "UTF8",
        "TimeZone": "UTC",
    }.items():
        assert await ask(url, f"SHOW {setting}") == value
    assert await ask(url, "SELECT datlocale FROM pg_database WHERE datname = current_database()") == "C.UTF-8"
    assert (folder / "run").stat().st_mode & 0o777 == 0o700
    await server.stop()


async def test_a_second_copy_is_told_in_one_line(folder: Path) -> None:
    """Two copies on one data folder: the second stops with the reason, the first goes on."""
    first = a_server(folder)
    url = await first.start()
    with pytest.raises(DataFolderInUse, match="TW_DATA_DIR") as refused:
        await a_server(folder).start()
    assert "\n" not in refused.value.detail
    assert await ask(url, "SELECT 1") == 1
    await first.stop()


async def test_a_server_that_was_killed_starts_again(folder: Path) -> None:
    """After a kill -9 of the server its stale lock files are no obstacle, and what was committed is there."""
    server = EmbeddedPostgres(folder)
    url = await server.start()
    await ask(url, "CREATE TABLE kept AS SELECT 42 AS answer")
    assert server.pid is not None
    os.kill(server.pid, signal.SIGKILL)
    await server.stop()
    assert (folder / "data" / "postmaster.pid").exists()
    again = EmbeddedPostgres(folder)
    assert await ask(await again.start(), "SELECT answer FROM kept") == 42
    await again.stop()


@pytest.mark.faults
@pytest.mark.skipif(sys.platform != "linux", reason="the parent-death signal is Linux's")
async def test_dies_with_its_parent(folder: Path) -> None:
    """When our process is killed with SIGKILL, no server is left behind, and the next start works at once."""
    program = textwrap.dedent("""
        import asyncio, sys
        from pathlib import Path
        from triage_warden.storage.postgres.embedded import EmbeddedPostgres

        async def main():
            server = EmbeddedPostgres(Path(sys.argv[1]), durable=False)
            await server.start()
            print(server.pid, flush=True)
            await asyncio.sleep(600)

        asyncio.run(main())
    """)
    parent = subprocess.Popen(
        [sys.executable, "-c", program, str(folder)],
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": str(SOURCE), "PATH": os.defpath},
    )
    with parent:
        assert parent.stdout is not None
        server = int(await asyncio.to_thread(parent.stdout.readline))
        parent.kill()
    for _ in range(200):  # before the next start, which would end one that was left behind
        if is_gone(server):
            break
        await asyncio.sleep(0.05)
    assert is_gone(server)
    again = a_server(folder)
    began = time.monotonic()
    assert await ask(await again.start(), "SELECT 1") == 1
    assert time.monotonic() - began < 20
    await again.stop()


async def test_a_long_path_gets_a_short_socket(folder: Path) -> None:
    """A data folder deeper than a socket's path may be long (107 bytes) works all the same."""
    deep = folder / ("d" * 60) / ("e" * 60)
    server = a_server(deep)
    assert await ask(await server.start(), "SELECT 1") == 1
    await server.stop()


async def test_a_path_with_blanks_commas_and_quotes_works(folder: Path) -> None:
    """Names that would mean something in the server's own lists do not break it."""
    server = a_server(folder / 'it\'s, "odd" %41 ü')
    assert await ask(await server.start(), "SELECT 1") == 1
    await server.stop()


async def test_a_folder_that_cannot_be_made_is_named(folder: Path) -> None:
    """A data folder below a file is one clear line with the variable to set."""
    folder.touch()
    with pytest.raises(DataFolderUnusable, match="TW_DATA_DIR"):
        await a_server(folder / "below").start()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's server runs under another account")
async def test_root_with_a_folder_behind_a_closed_door_is_told(folder: Path) -> None:
    """Run as root, a folder that the server's account cannot reach is refused with the remedy; nothing is opened up."""
    closed = folder.parent / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(DataFolderUnusable, match="TW_DATA_DIR"):
        await a_server(closed / "pg").start()
    assert closed.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a full disk")
async def test_a_full_disk_is_one_clear_line(folder: Path) -> None:
    """Where the cluster does not fit, the disk is named as full and nothing half-made stays."""
    folder.mkdir(mode=0o711)
    mount = ["mount", "-t", "tmpfs", "-o", "size=12m,mode=0711", "none", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        pytest.skip("this machine lets nobody mount a small disk")
    try:
        with pytest.raises(DiskFull, match="full"):
            await a_server(folder).start()
        assert not (folder / "data").exists()
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a read-only disk")
async def test_a_read_only_disk_is_one_clear_line(folder: Path) -> None:
    """Where nothing can be written, the folder and the variable are named."""
    folder.mkdir(mode=0o711)
    mount = ["mount", "-t", "tmpfs", "-o", "ro,size=1m,mode=0711", "none", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        pytest.skip("this machine lets nobody mount a disk")
    try:
        with pytest.raises(DataFolderUnusable, match="TW_DATA_DIR"):
            await a_server(folder).start()
    finally:
        subprocess.run(["umount", str(folder)], check=True)


async def test_a_broken_cluster_says_why(folder: Path) -> None:
    """A server that refuses to start leaves its own reason in the error, and the folder free for another try."""
    server = a_server(folder)
    await server.start()
    await server.stop()
    (folder / "data" / "PG_VERSION").write_text("9\n")
    for _ in range(2):
        with pytest.raises(EmbeddedDatabaseFailed, match="incompatible"):
            await a_server(folder).start()


async def test_the_server_hears_no_other_settings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PGPORT, PGDATA and the like around us do not reach it."""
    monkeypatch.setenv("PGDATA", "/nonexistent")
    monkeypatch.setenv("PGPORT", "1")
    server = a_server(folder)
    assert await ask(await server.start(), "SELECT 1") == 1
    await server.stop()


def test_runs_for_a_block_without_an_event_loop(folder: Path) -> None:
    """`running` starts and stops it around a block."""
    with running(folder, durable=False) as server:
        pid = server.pid
        assert pid is not None
        assert asyncio.run(ask(server.superuser_url, "SELECT 1")) == 1
    assert server.pid is None
    assert not Path(f"/proc/{pid}").exists()


def test_sockets_are_the_only_way_in(folder: Path) -> None:
    """No port of the loopback answers for the server."""
    with running(folder, durable=False), socket.socket() as probe:
        probe.settimeout(1)
        listening = Path("/proc/net/tcp").read_text() if Path("/proc/net/tcp").exists() else ""
        inodes = {line.split()[9] for line in listening.splitlines()[1:] if line.split()[3] == "0A"}
        assert not inodes & own_sockets(folder)


def is_gone(process: int) -> bool:
    """Tell whether a process ended; one that nobody collects (no init in the container) is still listed as Z."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def own_sockets(folder: Path) -> set[str]:
    """Return the inodes of the sockets that the server's main process holds."""
    pid = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
    links = (str(each.readlink()) for each in Path(f"/proc/{pid}/fd").iterdir())
    return {link.removeprefix("socket:[").rstrip("]") for link in links if link.startswith("socket:[")}


async def test_a_server_that_is_killed_is_missed(folder: Path) -> None:
    """Whoever watches hears it within a second or so, with the signal and the folder."""
    server = a_server(folder)
    await server.start()
    assert server.pid is not None
    os.kill(server.pid, signal.SIGKILL)
    with pytest.raises(EmbeddedDatabaseEnded, match=rf"{folder} was killed by signal 9; start again"):
        await asyncio.wait_for(server.watch(), 10)
    await server.stop()


async def test_a_server_that_is_stopped_is_not_missed(folder: Path) -> None:
    """The watch ends without a word."""
    server = a_server(folder)
    await server.start()
    pid = server.pid
    assert pid is not None
    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        group.create_task(server.watch())
        group.create_task(server.stop())
        await asyncio.sleep(0)
        while not is_gone(pid):  # the loop stands still meanwhile, so that a watch looks before the stop goes on
            time.sleep(0.01)  # noqa: ASYNC251
        await server.watch()
