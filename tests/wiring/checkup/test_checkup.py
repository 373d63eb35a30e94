"""Tests of looking at everything once."""

from pathlib import Path

from triage_warden.kernel.clock import SystemClock
from triage_warden.storage.postgres.unit import Database
from triage_warden.wiring.checkup.checkup import CheckUp
from triage_warden.wiring.checkup.finding import Found, State
from triage_warden.wiring.settings import Settings


async def looked(settings: Settings) -> dict[str, Found]:
    """Return what is found, by name."""
    return {found.name: found async for found in CheckUp(settings, SystemClock())()}


async def test_an_installation_in_order_has_nothing_wrong(database_url: str, tmp_path: Path) -> None:
    """Each thing is looked at, on a real server."""
    found = await looked(Settings(database_url=database_url, data_dir=tmp_path, audit_anchor=tmp_path / "heads"))
    names = [
        "settings",
        "secrets",
        "disk",
        "database",
        "account",
        "clock",
        "schema",
        "queue",
        "record",
        "backup",
        "keys",
        "redis",
        "outgoing",
    ]
    assert list(found) == names
    assert [each.name for each in found.values() if each.state is State.WRONG] == []


async def test_pending_migrations_end_the_look_into_the_database(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    """What is said is what to run."""
    async with database.system() as system:
        await system.raw.execute("UPDATE alembic_version SET version_num = '0001_alerts'")
    found = await looked(Settings(database_url=database_url, data_dir=tmp_path))
    assert (found["schema"].state, found["schema"].remedy) == (State.WRONG, "Run `triage-warden migrate`.")
    assert "queue" not in found


async def test_servers_that_do_not_answer_are_told_without_their_addresses(tmp_path: Path) -> None:
    """Both; a URL holds a password."""
    gone = {"database_url": "postgresql://u:hunter2@127.0.0.1:1/db", "redis_url": "redis://:hunter2@127.0.0.1:1/0"}
    found = await looked(Settings(**gone, data_dir=tmp_path))  # type: ignore[arg-type]  # by name
    assert (found["database"].state, found["redis"].state) == (State.WRONG, State.WRONG)
    assert "hunter2" not in repr(found)
