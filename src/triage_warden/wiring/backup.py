"""Backups: the database into a file, and back."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

import msgspec

from triage_warden import __version__
from triage_warden.core.audit.model import AuditObject, Value, recorded
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import IdSource
from triage_warden.security.envelope import key_id_of
from triage_warden.storage.backup.errors import BackupExists, SecretsUnreadable
from triage_warden.storage.backup.model import Manifest
from triage_warden.storage.backup.new_file import new_file
from triage_warden.storage.backup.reader import Tell, check
from triage_warden.storage.backup.writer import BackupWriter
from triage_warden.storage.postgres.backup.aftermath import Aftermath
from triage_warden.storage.postgres.backup.restore import RestoreBackup
from triage_warden.storage.postgres.backup.take import TakeBackup, Wanted
from triage_warden.storage.postgres.errors import SchemaPending, SchemaTooNew
from triage_warden.storage.postgres.migrate import status
from triage_warden.storage.postgres.record import append
from triage_warden.storage.postgres.unit import Database
from triage_warden.wiring.database import bring_up_to_date, database_in_use
from triage_warden.wiring.process_secrets import secrets_of
from triage_warden.wiring.rotation import BY
from triage_warden.wiring.settings import Settings


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """How far a tenant's record goes in a backup."""

    tenant: UUID
    seq: int
    hash: str


class Created(msgspec.Struct, frozen=True, kw_only=True):
    """A backup that was made."""

    file: str
    id: UUID
    made_at: str
    revision: str
    bytes: int
    sha256: str
    """Of the file, as `sha256sum` has it."""
    rows: dict[str, int]
    heads: list[Head]
    keys: dict[str, int]
    """Secrets under each key; without these keys they cannot be read after a restore."""


class Restored(msgspec.Struct, frozen=True, kw_only=True):
    """What a restore came to."""

    file: str
    id: UUID
    made_at: str
    revision: str
    migrated: list[str]
    """Revisions that were applied after it was loaded."""
    rows: dict[str, int]
    heads: list[Head]
    actions_unknown: int
    """Actions that a person has to look at."""
    keys_missing: dict[str, int]
    """Secrets that cannot be read, by the key that is not there."""


@dataclass(frozen=True, slots=True)
class Backups:
    """Makes backups and restores them, over the database that the settings name."""

    settings: Settings
    clock: Clock
    ids: IdSource

    async def create(self, to: Path | BinaryIO, tell: Callable[[str], None]) -> Created:
        """Write a backup to a file that is not there yet, or down a pipe; it is on every tenant's record.

        Raises:
            BackupExists: the file is there.
            SchemaPending, SchemaTooNew: the schema is not this version's, whose tables are all that it knows of.
            DataFolderInUse: the embedded database is another process's; stop that, or set DATABASE_URL.
        """
        with _target(to) as (file, name):
            async with database_in_use(self.settings) as found:
                await _refuse_unless_current(found.url)
                wanted = Wanted(id=self.ids(), made_at=self.clock.now(), version=__version__)
                writer = BackupWriter(file)
                manifest = await TakeBackup(found.url, tell)(writer, wanted)
                length, digest = writer.finish(manifest)
                await self._record(found.url, manifest, digest)
        return Created(
            file=name,
            id=manifest.origin.id,
            made_at=_moment(manifest),
            revision=manifest.origin.revision,
            bytes=length,
            sha256=digest,
            rows=_rows(manifest),
            heads=_heads(manifest),
            keys=manifest.keys,
        )

    async def restore(self, path: Path, tell: Tell, *, without_keys: bool = False) -> Restored:
        """Load a backup into the empty database, and bring it up to date.

        Raises:
            NotABackup, BackupDamaged, BackupTooNew: before anything is written.
            SecretsUnreadable: a key is missing, and `without_keys` does not say that this is accepted.
            DatabaseNotEmpty, BackupDisagrees: nothing of it is kept.
        """
        manifest = check(path, tell)
        missing = self._missing(manifest)
        if missing and not without_keys:
            raise SecretsUnreadable(detail=_unreadable(missing))
        aftermath = Aftermath(by=BY, at=self.clock.now(), switch=self.ids())
        async with database_in_use(self.settings) as found:
            unknown = await RestoreBackup(found.url, tell, aftermath)(path, manifest)
            migrated = await bring_up_to_date(found.url)
        return Restored(
            file=str(path),
            id=manifest.origin.id,
            made_at=_moment(manifest),
            revision=manifest.origin.revision,
            migrated=migrated,
            rows=_rows(manifest),
            heads=_heads(manifest),
            actions_unknown=unknown,
            keys_missing=missing,
        )

    def _missing(self, manifest: Manifest) -> dict[str, int]:
        if not manifest.keys:
            return {}
        known = {key_id_of(key) for key in secrets_of(self.settings).encryption}
        return {key_id: secrets for key_id, secrets in manifest.keys.items() if key_id not in known}

    async def _record(self, url: str, manifest: Manifest, digest: str) -> None:
        """Put it on each tenant's record: a copy of everything has left the database."""
        database = Database.open(url, max_connections=1)
        try:
            for tenant in manifest.tenants:
                after: dict[str, Value] = {"seq": tenant.audit_seq, "sha256": digest}
                thing = AuditObject(type="backup", id=str(manifest.origin.id))
                entry = recorded(BY, "backup.create", thing, at=self.clock.now(), changed=(None, after))
                async with database.transaction(tenant.id) as transaction:
                    await append(transaction, entry)
        finally:
            await database.close()


@contextmanager
def _target(to: Path | BinaryIO) -> Generator[tuple[BinaryIO, str]]:
    if not isinstance(to, Path):
        yield to, "-"
        to.flush()
        return
    if to.is_dir():
        raise BackupExists(detail=f"{to} is a folder; name a file.")
    with new_file(to) as file:
        yield file, str(to)


async def _refuse_unless_current(url: str) -> None:
    found = await status(url)
    if found.ahead is not None:
        raise SchemaTooNew(
            detail="A newer version of Triage Warden migrated this database; make the backup with that one."
        )
    if found.pending:
        raise SchemaPending


def _moment(manifest: Manifest) -> str:
    return f"{manifest.origin.made_at:%Y-%m-%dT%H:%M:%SZ}"


def _rows(manifest: Manifest) -> dict[str, int]:
    return {table.name: table.rows for table in manifest.tables}


def _heads(manifest: Manifest) -> list[Head]:
    return [Head(tenant=each.id, seq=each.audit_seq, hash=each.audit_hash) for each in manifest.tenants]


def _unreadable(missing: dict[str, int]) -> str:
    secrets, keys = sum(missing.values()), ", ".join(sorted(missing))
    return (
        f"The backup holds {secrets} secrets under keys that TW_ENCRYPTION_KEY does not hold ({keys}); put those keys "
        "into it, behind the first, or accept that they are lost (--without-keys)."
    )
