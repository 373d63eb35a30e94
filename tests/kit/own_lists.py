"""The company's own lists in memory."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kit.clock import FrozenClock
from kit.identity import BY
from kit.readers import cut
from triage_warden.core.audit.model import AuditEntry
from triage_warden.core.facts.context import ListKind
from triage_warden.core.facts.own_lists.desk import ListDesk, NewListEntry
from triage_warden.core.facts.own_lists.errors import NoSuchListEntry
from triage_warden.core.facts.own_lists.model import ListEntry, ListEntryId, ListFilter
from triage_warden.core.facts.own_lists.ports import ListEntries, MakeRoom
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId, Uuid7
from triage_warden.kernel.page import Page, PageRequest


@dataclass(slots=True)
class MemoryListEntries:
    """Entries by id, and what went on the record."""

    kept: dict[ListEntryId, ListEntry] = field(default_factory=dict[ListEntryId, ListEntry])
    recorded: list[AuditEntry] = field(default_factory=list[AuditEntry])

    async def page(self, tenant: TenantId, wanted: ListFilter, request: PageRequest) -> Page[ListEntry]:
        """Return entries, newest first."""
        found = [each for each in self.kept.values() if each.tenant == tenant and _fits(each, wanted)]
        return cut(sorted(found, key=lambda each: (each.added_at, each.id), reverse=True), request)

    async def put(self, entry: ListEntry, make_room: MakeRoom, *entries: AuditEntry) -> None:
        """Keep one in the place of what was there."""
        mark = (entry.tenant, entry.type, entry.value)
        there = [each for each in self.kept.values() if (each.tenant, each.type, each.value) == mark]
        self.recorded += make_room(there)
        for each in there:
            del self.kept[each.id]
        self.kept[entry.id] = entry
        self.recorded += entries

    async def remove(
        self, tenant: TenantId, entry_id: ListEntryId, recorded: Callable[[ListEntry], AuditEntry]
    ) -> ListEntry:
        """Take one off."""
        found = self.kept.get(entry_id)
        if found is None or found.tenant != tenant:
            raise NoSuchListEntry
        del self.kept[entry_id]
        self.recorded.append(recorded(found))
        return found


def a_list_desk(entries: ListEntries, clock: Clock | None = None) -> ListDesk:
    """Return everything that can be done with them."""
    clock = clock or FrozenClock()
    return ListDesk(entries, clock, Uuid7(clock))


def a_new_entry(value: str = "bad.example.com", kind: ListKind = ListKind.DENY) -> NewListEntry:
    """Return what is to be added, for good."""
    return NewListEntry(value=value, kind=kind, reason="seen in a phish")


async def listed(desk: ListDesk, new: NewListEntry | None = None, tenant: TenantId = DEFAULT_TENANT) -> ListEntry:
    """Add one."""
    return await desk.add(tenant, new or a_new_entry(), by=BY)


def _fits(entry: ListEntry, wanted: ListFilter) -> bool:
    return (
        wanted.kind in {None, entry.kind}
        and wanted.type in {None, entry.type}
        and (wanted.values is None or entry.value in wanted.values)
    )
