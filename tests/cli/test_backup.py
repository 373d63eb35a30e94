"""`triage-warden backup`."""

import asyncio
import json
from pathlib import Path

import pytest

from kit.command import refusal, run
from kit.database import TestServer

KEYS = {
    "TW_ENCRYPTION_KEY": "WYMOvDpBhBEFZr8aKQ0IRz39y9SSzkmLFM0aXi+i5EE=",
    "TW_JWT_SECRET": "kX9v2mQ7pL4sT8wZ1cR6yB3nH5jD0fGa",
    "TW_SESSION_SECRET": "aGf0Dj5Hn3By6Rc1Zw8Ts4Lp7Qm2v9Xk",
}


async def test_a_backup_goes_from_one_database_to_another(
    postgres: TestServer, database_url: str, tmp_path: Path
) -> None:
    """Made, told of as JSON, restored, and told what is to be done then."""
    file = str(tmp_path / "backup")
    made = await asyncio.to_thread(
        run, ["backup", "create", file, "--output", "json"], env={"DATABASE_URL": database_url, **KEYS}
    )
    assert made.exit_code == 0, made.output
    created = json.loads(made.stdout)
    assert (created["file"], created["bytes"]) == (file, Path(file).stat().st_size)
    async with postgres.empty() as url:
        done = await asyncio.to_thread(run, ["backup", "restore", file], env={"DATABASE_URL": url, **KEYS})
    assert done.exit_code == 0, done.output
    first, *_, last = done.stdout.splitlines()
    assert first.startswith(
        f"{sum(created['rows'].values())} rows of {len(created['rows'])} tables were restored as of"
    )
    assert f"record  {created['heads'][0]['seq']} {created['heads'][0]['hash']}" in done.stdout
    assert last.startswith("The kill switch is on; 0 actions were under way")


async def test_down_a_pipe_the_words_go_to_stderr(database_url: str) -> None:
    """Or they would be in the backup."""
    made = await asyncio.to_thread(run, ["backup", "create", "-"], env={"DATABASE_URL": database_url, **KEYS})
    assert made.exit_code == 0, made.output
    assert made.stdout_bytes.startswith(b"triage-warden.backup/1\n")
    assert made.stderr.splitlines()[1].startswith("sha256  ")


async def test_a_full_database_is_refused_in_one_line(database_url: str, tmp_path: Path) -> None:
    """The exit code is 1."""
    env = {"DATABASE_URL": database_url, **KEYS}
    await asyncio.to_thread(run, ["backup", "create", str(tmp_path / "backup")], env=env)
    done = await asyncio.to_thread(run, ["backup", "restore", str(tmp_path / "backup")], env=env)
    assert "The database is not empty" in refusal(done)


@pytest.mark.parametrize("name", ["nothing-here", "."])
def test_a_file_that_is_none_is_refused_in_one_line(name: str, tmp_path: Path) -> None:
    """By the system's own words."""
    assert refusal(run(["backup", "restore", str(tmp_path / name)], env=KEYS))
