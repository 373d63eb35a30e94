"""What is in the database: the queue, the keys of secrets, the record."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from triage_warden.core.audit.anchor import held_against
from triage_warden.engine.queue_state import QueueState, queue_state
from triage_warden.kernel.errors import TriageError
from triage_warden.kernel.ids import TenantId
from triage_warden.security.envelope import key_id_of
from triage_warden.storage.anchor_file import AnchorFile
from triage_warden.storage.postgres.queries.audit import PostgresAuditReader
from triage_warden.storage.postgres.queries.last_backup import last_backup
from triage_warden.storage.postgres.queries.secret_keys import keys_in_use
from triage_warden.storage.postgres.unit import Database
from triage_warden.wiring.checkup.finding import Found, fine, notice, wrong
from triage_warden.wiring.health import SLOW_SECONDS

_REMEDY: Final = "Run `triage-warden backup create`; 0 in TW_BACKUP_WITHIN_HOURS says that other means do it."


async def look_at_queue(database: Database) -> Found:
    """Check that jobs are worked through."""
    async with database.system() as system:
        return judge_queue(await queue_state(system.raw))


def judge_queue(jobs: dict[str, QueueState]) -> Found:
    """Judge what waits and what was parked."""
    waiting, parked = sum(each.waiting for each in jobs.values()), sum(each.parked for each in jobs.values())
    oldest = max((each.oldest_seconds for each in jobs.values()), default=0.0)
    if oldest > SLOW_SECONDS:
        text = f"{waiting} jobs wait, the first for {oldest:.0f} s."
        return wrong("queue", text, "Start an orchestrator (`serve --role orchestrator`), or more of them.")
    if parked:
        return notice("queue", f"{parked} jobs were parked after failing.", "See `triage-warden queue`, or the log.")
    return fine("queue", f"{waiting} jobs wait.")


async def look_at_backups(database: Database, now: datetime, within: timedelta) -> Found:
    """Tell how old the last backup is that the record knows of."""
    made = await last_backup(database)
    return judge_backup(now - made if made else None, within)


def judge_backup(age: timedelta | None, within: timedelta) -> Found:
    """Judge the age of the last backup; None: there never was one. None is expected within no time."""
    if not within:
        return fine("backup", "The database is backed up by other means, as TW_BACKUP_WITHIN_HOURS says.")
    if age is None:
        return notice("backup", "None was made by `triage-warden backup`.", _REMEDY)
    hours = age.total_seconds() / 3600
    ago = f"{hours:.0f} hours" if age < timedelta(days=3) else f"{age.days} days"
    if age > within:
        return notice("backup", f"The last was made {ago} ago.", _REMEDY)
    return fine("backup", f"The last was made {ago} ago.")


async def look_at_keys(database: Database, everybody: Sequence[TenantId], keys: Sequence[bytes]) -> Found:
    """Check that every kept secret can be opened with the keys that are listed."""
    known = [key_id_of(key) for key in keys]
    used: dict[str, int] = {}
    for tenant in everybody:
        for key_id, secrets in (await keys_in_use(database, tenant)).items():
            used[key_id] = used.get(key_id, 0) + secrets
    missing = sorted(set(used) - set(known))
    if missing:
        lost = sum(used[key_id] for key_id in missing)
        text = f"{lost} secrets are under keys that TW_ENCRYPTION_KEY does not hold: {', '.join(missing)}."
        return wrong("keys", text, "Put those keys back, behind the first.")
    old = sum(secrets for key_id, secrets in used.items() if key_id != known[0])
    if old:
        return notice("keys", f"{old} secrets are under an older key.", "Run `triage-warden keys rotate`.")
    return fine("keys", f"{sum(used.values())} secrets, all under the first key.")


async def look_at_record(database: Database, everybody: Sequence[TenantId], store: AnchorFile) -> Found:
    """Check that each chain still holds the last head that was kept, and that heads are kept at all."""
    if store.path is None:
        return notice(
            "record",
            "Heads are kept in the log only.",
            "Set TW_AUDIT_ANCHOR to a file out of its reach.",
        )
    reader = PostgresAuditReader(database)
    try:
        for tenant in everybody:
            kept = await store.kept(tenant)
            finding = await held_against(reader, tenant, kept[-1], head=await reader.head(tenant)) if kept else None
            if finding is not None:
                return wrong("record", finding.detail, "Run `triage-warden audit verify`, and find out who did it.")
    except TriageError as error:
        return wrong("record", error.detail, "Make the file one that this account can read and write.")
    return fine("record", f"Each chain holds its last head in {store.path}.")
