"""The record, read back."""

import typing
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, Text, cast, or_, select

from triage_warden.core.audit.chain import moment, origin
from triage_warden.core.audit.model import AuditFilter, Head, SealedEntry
from triage_warden.kernel.ids import TenantId
from triage_warden.kernel.page import Page, PageRequest
from triage_warden.storage.postgres.queries.paging import Keyset
from triage_warden.storage.postgres.queries.row import Row
from triage_warden.storage.postgres.tables.audit import AUDIT_ENTRIES, AUDIT_HEADS
from triage_warden.storage.postgres.text import storable
from triage_warden.storage.postgres.unit import Database

AT_ONCE: Final = 2_000
"""Entries read in one go: some two megabytes."""
_E = AUDIT_ENTRIES.c
_COLUMNS: Final = (_E.seq, _E.prev, _E.hash, cast(_E.body, Text).label("body"))


def _sealed(row: Row) -> SealedEntry:
    return SealedEntry(seq=row["seq"], prev=row["prev"], hash=row["hash"], body=row["body"].encode())


_NEWEST = Keyset(columns=(_E.seq,), key_type=tuple[int], item=_sealed)


@dataclass(frozen=True, slots=True)
class PostgresAuditReader:
    """Reads the record (see AuditReader)."""

    database: Database

    async def page(self, tenant: TenantId, wanted: AuditFilter, request: PageRequest) -> Page[SealedEntry]:
        """Return entries, newest first."""
        async with self.database.read(tenant) as reading:
            return await _NEWEST.page(reading, _wanted(tenant, wanted), request)

    async def head(self, tenant: TenantId) -> Head:
        """Return how far the chain goes."""
        statement = select(AUDIT_HEADS.c.seq, AUDIT_HEADS.c.hash).where(AUDIT_HEADS.c.tenant_id == tenant)
        async with self.database.read(tenant) as reading:
            row = (await reading.execute(statement)).mappings().one_or_none()
        return Head(seq=0, hash=origin(tenant)) if row is None else Head(seq=row["seq"], hash=row["hash"])

    async def entry(self, tenant: TenantId, seq: int) -> SealedEntry | None:
        """Return one entry, or None."""
        statement = _wanted(tenant, AuditFilter()).where(_E.seq == seq)
        async with self.database.read(tenant) as reading:
            row = (await reading.execute(statement)).mappings().one_or_none()
        return None if row is None else _sealed(row)

    async def walk(self, tenant: TenantId, wanted: AuditFilter, *, upto: int) -> AsyncIterator[Sequence[SealedEntry]]:
        """Yield entries up to a number, oldest first; between two readings no connection is held."""
        after = 0
        statement = _wanted(tenant, wanted).where(_E.seq <= upto).order_by(_E.seq).limit(AT_ONCE)
        while True:
            async with self.database.read(tenant) as reading:
                rows = (await reading.execute(statement.where(_E.seq > after))).mappings().all()
            if rows:
                yield [_sealed(row) for row in rows]
            if len(rows) < AT_ONCE:
                return
            after = rows[-1]["seq"]


def _wanted(tenant: TenantId, wanted: AuditFilter) -> Select[Any]:
    statement = typing.cast("Select[Any]", select(*_COLUMNS)).where(_E.tenant_id == tenant)
    if wanted.actor is not None:
        statement = statement.where(or_(_E.actor_name == storable(wanted.actor), _E.actor_id == storable(wanted.actor)))
    if wanted.action is not None:
        statement = statement.where(_action(storable(wanted.action)))
    if wanted.object_type is not None:
        statement = statement.where(_E.object_type == storable(wanted.object_type))
    if wanted.object_id is not None:
        statement = statement.where(_E.object_id == storable(wanted.object_id))
    if wanted.since is not None:
        statement = statement.where(_E.at >= moment(wanted.since))
    if wanted.until is not None:
        statement = statement.where(_E.at < moment(wanted.until))
    return statement


def _action(action: str) -> Any:
    if not action.endswith("."):
        return _E.action == action
    return _E.action.startswith(action, autoescape=True)
