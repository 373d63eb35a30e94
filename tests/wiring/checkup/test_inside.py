"""Tests of looking at what is in the database."""

from datetime import timedelta
from pathlib import Path

from kit.alerts import NOON
from kit.audit import ANALYST, an_entry
from kit.clock import FrozenClock
from triage_warden.core.audit.model import Anchor
from triage_warden.core.secrets.model import Place
from triage_warden.engine.queue_state import QueueState
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.security.envelope import Keyring
from triage_warden.storage.anchor_file import AnchorFile
from triage_warden.storage.postgres.repositories.audit_log import PostgresAuditLog
from triage_warden.storage.postgres.repositories.secret_store import PostgresSecrets
from triage_warden.storage.postgres.unit import Database
from triage_warden.wiring.checkup.finding import State
from triage_warden.wiring.checkup.inside import (
    judge_queue,
    look_at_backups,
    look_at_keys,
    look_at_queue,
    look_at_record,
)

OLD, NEW = bytes(range(7, 39)), bytes(range(99, 131))
EVERYBODY = [DEFAULT_TENANT]


async def test_an_empty_queue_is_in_order(database: Database) -> None:
    """Nothing waits."""
    assert (await look_at_queue(database)).state is State.OK


def test_a_queue_nobody_works_through_is_wrong() -> None:
    """Parked jobs are worth a look."""
    assert judge_queue({"triage": QueueState(waiting=3, oldest_seconds=300)}).state is State.WRONG
    assert judge_queue({"triage": QueueState(parked=1)}).state is State.NOTICE


async def test_keys_are_held_against_the_secrets(database: Database) -> None:
    """A key that is missing is wrong, an older one a notice."""
    store = PostgresSecrets(database, Keyring([OLD]), FrozenClock())
    await store.put(DEFAULT_TENANT, Place(purpose="webhook", name="a"), b"s", by=ANALYST)
    states = [(await look_at_keys(database, EVERYBODY, keys)).state for keys in ([NEW], [NEW, OLD], [OLD])]
    assert states == [State.WRONG, State.NOTICE, State.OK]


async def test_the_record_is_held_against_its_last_head(database: Database, tmp_path: Path) -> None:
    """No file is a notice; a head that is not there any more, or a file that cannot be read, is wrong."""
    await PostgresAuditLog(database).record(DEFAULT_TENANT, an_entry(1))
    assert (await look_at_record(database, EVERYBODY, AnchorFile(None))).state is State.NOTICE
    store = AnchorFile(tmp_path / "heads")
    assert (await look_at_record(database, EVERYBODY, store)).state is State.OK
    await store.keep(Anchor(at=NOON, tenant=str(DEFAULT_TENANT), seq=2, hash="ab" * 32))
    assert (await look_at_record(database, EVERYBODY, store)).state is State.WRONG
    assert (await look_at_record(database, EVERYBODY, AnchorFile(tmp_path))).state is State.WRONG


async def test_the_last_backup_is_told_by_its_age(database: Database) -> None:
    """None, or one older than the setting allows, is a notice, unless other means make them."""
    within = timedelta(hours=48)
    assert (await look_at_backups(database, NOON, within)).state is State.NOTICE
    assert (await look_at_backups(database, NOON, timedelta())).state is State.OK
    await PostgresAuditLog(database).record(DEFAULT_TENANT, an_entry(1, action="backup.create"))
    found = await look_at_backups(database, NOON + timedelta(hours=5), within)
    assert (found.state, found.text) == (State.OK, "The last was made 5 hours ago.")
    found = await look_at_backups(database, NOON + timedelta(hours=50), within)
    assert (found.state, found.text) == (State.NOTICE, "The last was made 50 hours ago.")
    found = await look_at_backups(database, NOON + timedelta(days=9), within)
    assert (found.state, found.text) == (State.NOTICE, "The last was made 8 days ago.")
    assert (await look_at_backups(database, NOON + timedelta(days=9), timedelta())).state is State.OK
