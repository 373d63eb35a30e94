"""Everything that can be done with the company's own lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from triage_warden.core.audit.model import AuditEntry, AuditObject, By, Value, recorded
from triage_warden.core.facts.context import ListKind
from triage_warden.core.facts.own_lists.errors import AlreadyListed, ListReasonMissing, OnTheOtherList
from triage_warden.core.facts.own_lists.model import ListEntry, ListEntryId
from triage_warden.core.facts.own_lists.ports import ListEntries
from triage_warden.core.facts.own_lists.typed import read_typed
from triage_warden.core.observables.model import ObservableType
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.errors import FieldError
from triage_warden.kernel.ids import IdSource, TenantId


class NewListEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be put on a list; without a type it is guessed, without `lasting` it stays until removed."""

    value: str
    kind: ListKind
    reason: str
    type: ObservableType | None = None
    lasting: timedelta | None = None


@dataclass(frozen=True, slots=True)
class ListDesk:
    """Puts values on the lists and takes them off; incidents that are assessed afterwards take them into account."""

    entries: ListEntries
    clock: Clock
    ids: IdSource

    async def add(self, tenant: TenantId, new: NewListEntry, *, by: By) -> ListEntry:
        """Return the entry added; one that has expired makes room.

        Raises:
            ListReasonMissing: the reason is blank.
            ListValueUnclear, BadListValue: see `read_typed`.
            AlreadyListed, OnTheOtherList: the value stands on a list; remove that entry first.
        """
        entry = self._made(tenant, new, by)
        added = _recorded(entry, "list_entry.add", by, at=entry.added_at)

        def make_room(there: Sequence[ListEntry]) -> Sequence[AuditEntry]:
            for each in there:
                _check_over(each, entry)
            return [_recorded(each, "list_entry.remove", by, at=entry.added_at) for each in there]

        await self.entries.put(entry, make_room, added)
        return entry

    async def remove(self, tenant: TenantId, entry_id: ListEntryId, *, by: By) -> ListEntry:
        """Take an entry off and return it; raise NoSuchListEntry."""
        now = self.clock.now()
        return await self.entries.remove(
            tenant, entry_id, lambda entry: _recorded(entry, "list_entry.remove", by, at=now)
        )

    def _made(self, tenant: TenantId, new: NewListEntry, by: By) -> ListEntry:
        reason = " ".join(new.reason.split())
        if not reason:
            raise ListReasonMissing(
                detail="An entry needs a reason: it is quoted wherever the entry counts.",
                errors=(FieldError(pointer="/reason", detail="Say why the value is listed."),),
            )
        kind, value = read_typed(new.value, new.type)
        now = self.clock.now()
        return ListEntry(
            id=ListEntryId(self.ids()),
            tenant=tenant,
            kind=new.kind,
            type=kind,
            value=value,
            reason=reason,
            added_by=by.name,
            added_at=now,
            expires_at=None if new.lasting is None else now + new.lasting,
        )


def _check_over(there: ListEntry, new: ListEntry) -> None:
    """Raise a Conflict unless the entry that is there has expired."""
    if not there.stands(new.added_at):
        return
    family = AlreadyListed if there.kind is new.kind else OnTheOtherList
    raise family(
        detail=f"This {there.type} is on the {there.kind} list already, by {there.added_by}; "
        f"to change that, remove the entry {there.id} first.",
        entry_id=str(there.id),
    )


def _recorded(entry: ListEntry, action: str, by: By, *, at: datetime) -> AuditEntry:
    told: dict[str, Value] = {
        "kind": entry.kind.value,
        "type": entry.type.value,
        "value": entry.value,
        "reason": entry.reason,
        "expires_at": None if entry.expires_at is None else entry.expires_at.isoformat(),
    }
    adding = action.endswith(".add")
    return recorded(
        by,
        action,
        AuditObject(type="list_entry", id=str(entry.id)),
        at=at,
        reason=entry.reason if adding else None,
        changed=(None, told) if adding else (told, None),
    )
