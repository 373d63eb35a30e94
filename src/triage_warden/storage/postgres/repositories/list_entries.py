"""The company's own lists in PostgreSQL; every change with its entry on the record."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import delete, insert, select

from triage_warden.core.audit.model import AuditEntry
from triage_warden.core.facts.context import ListKind
from triage_warden.core.facts.own_lists.errors import NoSuchListEntry
from triage_warden.core.facts.own_lists.model import ListEntry, ListEntryId, ListFilter
from triage_warden.core.facts.own_lists.ports import MakeRoom
from triage_warden.core.observables.model import ObservableType
from triage_warden.kernel.ids import TenantId
from triage_warden.kernel.page import Page, PageRequest
from triage_warden.storage.postgres.queries.paging import Keyset
from triage_warden.storage.postgres.queries.row import Row
from triage_warden.storage.postgres.record import append
from triage_warden.storage.postgres.tables.assessment import OWN_LISTS
from triage_warden.storage.postgres.text import storable
from triage_warden.storage.postgres.unit import Database

_COLUMNS: Final = OWN_LISTS.c
_MY_TURN: Final = "SELECT pg_advisory_xact_lock(hashtextextended('own list ' || $1::text || ' ' || $2 || ' ' || $3, 0))"
"""The unique constraint is for each list by itself; that a value is on one of them only takes a lock."""


@dataclass(frozen=True, slots=True)
class PostgresListEntries:
    """Keeps the entries (core/facts/own_lists/ports)."""

    database: Database

    async def page(self, tenant: TenantId, wanted: ListFilter, request: PageRequest) -> Page[ListEntry]:
        """Return a tenant's, newest first."""
        statement = select(OWN_LISTS).where(_COLUMNS.tenant_id == tenant)
        if wanted.kind is not None:
            statement = statement.where(_COLUMNS.kind == wanted.kind.value)
        if wanted.type is not None:
            statement = statement.where(_COLUMNS.type == wanted.type.value)
        if wanted.values is not None:
            statement = statement.where(_COLUMNS.value.in_([storable(each) for each in wanted.values]))
        async with self.database.read(tenant) as reading:
            return await _NEWEST.page(reading, statement, request)

    async def put(self, entry: ListEntry, make_room: MakeRoom, *entries: AuditEntry) -> None:
        """Keep an entry in the place of what was there (see the port)."""
        row = _row(entry)
        same = (_COLUMNS.tenant_id == entry.tenant) & (_COLUMNS.type == row["type"]) & (_COLUMNS.value == row["value"])
        async with self.database.transaction(entry.tenant) as transaction:
            await transaction.raw.execute(_MY_TURN, str(entry.tenant), row["type"], row["value"])
            there = [_entry(each) for each in (await transaction.execute(select(OWN_LISTS).where(same))).mappings()]
            ended = make_room(there)
            if there:
                await transaction.execute(delete(OWN_LISTS).where(same))
            await transaction.execute(insert(OWN_LISTS).values(row))
            await append(transaction, *ended, *entries)

    async def remove(
        self, tenant: TenantId, entry_id: ListEntryId, recorded: Callable[[ListEntry], AuditEntry]
    ) -> ListEntry:
        """Take an entry off and return it, or raise NoSuchListEntry."""
        mine = (_COLUMNS.tenant_id == tenant) & (_COLUMNS.id == entry_id)
        async with self.database.transaction(tenant) as transaction:
            found = await transaction.execute(delete(OWN_LISTS).where(mine).returning(*_COLUMNS))
            row = found.mappings().one_or_none()
            if row is None:
                raise NoSuchListEntry
            entry = _entry(row)
            await append(transaction, recorded(entry))
        return entry


def _entry(row: Row) -> ListEntry:
    return ListEntry(
        id=ListEntryId(row["id"]),
        tenant=TenantId(row["tenant_id"]),
        kind=ListKind(row["kind"]),
        type=ObservableType(row["type"]),
        value=row["value"],
        reason=row["reason"],
        added_by=row["added_by"],
        added_at=row["added_at"],
        expires_at=row["expires_at"],
    )


def _row(entry: ListEntry) -> dict[str, object]:
    return {
        "tenant_id": entry.tenant,
        "id": entry.id,
        "kind": entry.kind.value,
        "type": entry.type.value,
        "value": storable(entry.value),
        "reason": storable(entry.reason),
        "added_by": storable(entry.added_by),
        "added_at": entry.added_at,
        "expires_at": entry.expires_at,
    }


_NEWEST: Final = Keyset(columns=(_COLUMNS.added_at, _COLUMNS.id), key_type=tuple[datetime, UUID], item=_entry)
