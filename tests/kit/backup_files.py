"""Backups as files, without a database."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID

from kit.alerts import NOON
from triage_warden.kernel.ids import TenantId
from triage_warden.storage.backup.model import Counter, Manifest, Origin, TableCount, TenantMark
from triage_warden.storage.backup.writer import BackupWriter

COLUMNS: Final = ("tenant_id", "id")


def a_manifest() -> Manifest:
    """Return what a backup says of itself."""
    return Manifest(
        origin=Origin(
            id=UUID(int=1),
            made_at=NOON,
            version="0.1.0",
            revision="0015_secrets",
            oldest_code=None,
            server="PostgreSQL 18.1",
        ),
        tables=(TableCount(name="alerts", columns=COLUMNS, rows=2), TableCount(name="facts", columns=COLUMNS, rows=1)),
        tenants=(_a_mark(2), _a_mark(3)),
        counters=(Counter(table="incident_timeline", column="position", last=7, used=True),),
        alert_days=(date(2026, 3, 2),),
        left_out=("sessions",),
    )


def _a_mark(number: int) -> TenantMark:
    secrets = {"k1": 1, f"k{number}": 2}
    return TenantMark(id=TenantId(UUID(int=number)), audit_seq=number, audit_hash="00" * 32, secrets=secrets)


async def a_backup(path: Path, rows: Mapping[str, Sequence[bytes]]) -> Path:
    """Write a backup of these pieces and return its path."""
    with path.open("wb") as file:
        writer = BackupWriter(file)
        for table, pieces in rows.items():
            async with writer.section(table, COLUMNS) as take:
                for piece in pieces:
                    await take(piece)
        writer.finish(a_manifest())
    return path
