"""What keeping the lists needs of the world."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

from triage_warden.core.audit.model import AuditEntry
from triage_warden.core.facts.own_lists.model import ListEntry, ListEntryId, ListFilter
from triage_warden.kernel.ids import TenantId
from triage_warden.kernel.page import Page, PageRequest

MakeRoom: TypeAlias = Callable[[Sequence[ListEntry]], Sequence[AuditEntry]]
"""Sees what is there under the same value; returns what goes on the record with its end, or raises a Conflict."""


class ListEntries(Protocol):
    """Keeps the entries of the company's own lists."""

    async def page(self, tenant: TenantId, wanted: ListFilter, request: PageRequest) -> Page[ListEntry]:
        """Return a tenant's, newest first; those that have expired, too."""
        ...

    async def put(self, entry: ListEntry, make_room: MakeRoom, *entries: AuditEntry) -> None:
        """Keep an entry in the place of what was there under its type and value on either list.

        Nobody else puts anything under that value between what `make_room` sees and the end.
        """
        ...

    async def remove(
        self, tenant: TenantId, entry_id: ListEntryId, recorded: Callable[[ListEntry], AuditEntry]
    ) -> ListEntry:
        """Take an entry off and return it, or raise NoSuchListEntry."""
        ...
