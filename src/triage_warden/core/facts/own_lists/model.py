"""What stands on the company's own lists."""

from datetime import datetime
from typing import NewType
from uuid import UUID

import msgspec

from triage_warden.core.facts.context import ListKind
from triage_warden.core.observables.model import ObservableType
from triage_warden.kernel.ids import TenantId

ListEntryId = NewType("ListEntryId", UUID)


class ListEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A value that the company itself allows or denies, and why."""

    id: ListEntryId
    tenant: TenantId
    kind: ListKind
    type: ObservableType
    value: str
    """In its normal form, as values of alerts are kept."""
    reason: str
    """Quoted by each fact that rests on the entry."""
    added_by: str
    added_at: datetime
    expires_at: datetime | None = None
    """From then on it counts for nothing; None: until it is removed."""

    def stands(self, at: datetime) -> bool:
        """Whether it counts at a moment."""
        return self.expires_at is None or self.expires_at > at


class ListFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which entries are wanted; None means any."""

    kind: ListKind | None = None
    type: ObservableType | None = None
    values: frozenset[str] | None = None
    """Normal forms, any of which will do."""
