"""What the record needs from outside."""

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from triage_warden.core.audit.model import Anchor, AuditEntry, AuditFilter, Head, SealedEntry
from triage_warden.kernel.ids import TenantId
from triage_warden.kernel.page import Page, PageRequest


class AuditLog(Protocol):
    """Puts on record what changes nothing else: a denied request, a failed sign-in.

    What changes something is put on record in the transaction of the change, by storage.
    """

    async def record(self, tenant: TenantId, *entries: AuditEntry) -> None:
        """Append entries in a transaction of their own."""
        ...


class AuditReader(Protocol):
    """Reads the record back."""

    async def page(self, tenant: TenantId, wanted: AuditFilter, request: PageRequest) -> Page[SealedEntry]:
        """Return entries, newest first."""
        ...

    async def head(self, tenant: TenantId) -> Head:
        """Return how far the chain goes."""
        ...

    async def entry(self, tenant: TenantId, seq: int) -> SealedEntry | None:
        """Return one entry, or None where there is none of that number."""
        ...

    def walk(self, tenant: TenantId, wanted: AuditFilter, *, upto: int) -> AsyncIterator[Sequence[SealedEntry]]:
        """Yield entries up to a number, oldest first, some thousand at a time; no transaction lasts longer than one."""
        ...


class AnchorStore(Protocol):
    """Keeps heads outside the database."""

    async def keep(self, anchor: Anchor) -> None:
        """Add an anchor; those before it stay."""
        ...

    async def kept(self, tenant: TenantId) -> Sequence[Anchor]:
        """Return a tenant's anchors, oldest first."""
        ...
