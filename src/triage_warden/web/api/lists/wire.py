"""The company's own lists as programs see them."""

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

import msgspec

from triage_warden.core.facts.context import ListKind
from triage_warden.core.facts.own_lists.desk import NewListEntry
from triage_warden.core.facts.own_lists.model import ListEntry, ListFilter
from triage_warden.core.facts.own_lists.typed import MOST_BYTES, forms
from triage_warden.core.observables.model import ObservableType
from triage_warden.web.shared.paging import PageQuery

Asked = Annotated[
    str,
    msgspec.Meta(max_length=MOST_BYTES, description="A value as it is typed; found under every type that it can be."),
]
Typed = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=MOST_BYTES,
        description="One value as it is typed: defanged, in capitals or with umlauts; it is kept in its normal form.",
    ),
]
Told = Annotated[
    ObservableType | None,
    msgspec.Meta(description="What it is; guessed where its shape tells (not of users and names of hosts)."),
]
Because = Annotated[
    str, msgspec.Meta(min_length=1, max_length=500, description="Why; quoted wherever the entry counts.")
]
Days = Annotated[
    int,
    msgspec.Meta(ge=1, le=3650, description="For how long it counts; without it, until it is removed."),
]


class ListQuery(PageQuery, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which entries."""

    kind: ListKind | None = None
    type: ObservableType | None = None
    value: Asked | None = None

    def wanted(self) -> ListFilter:
        """Return it as the core asks for it."""
        values = None if self.value is None else forms(self.value, self.type)
        return ListFilter(kind=self.kind, type=self.type, values=values)


class ListEntryBody(msgspec.Struct, frozen=True, kw_only=True):
    """A value on one of the company's own lists."""

    id: UUID
    kind: ListKind
    type: ObservableType
    value: str
    """In its normal form."""
    reason: str
    added_by: str
    added_at: datetime
    expires_at: datetime | None
    in_force: bool
    """Whether it counts now; what has expired stays to be seen until it is removed or added anew."""


class ListEntriesBody(msgspec.Struct, frozen=True, kw_only=True):
    """A page of entries, newest first."""

    items: list[ListEntryBody]
    next: str | None


class NewListEntryBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be put on a list."""

    value: Typed
    kind: ListKind
    reason: Because
    type: Told = None
    expires_in_days: Days | None = None

    def new(self) -> NewListEntry:
        """Return it as what it asks for."""
        lasting = None if self.expires_in_days is None else timedelta(days=self.expires_in_days)
        return NewListEntry(value=self.value, kind=self.kind, reason=self.reason, type=self.type, lasting=lasting)


def entry_body(entry: ListEntry, at: datetime) -> ListEntryBody:
    """Return one as it is at a moment, without what is ours alone (its tenant)."""
    return ListEntryBody(
        id=entry.id,
        kind=entry.kind,
        type=entry.type,
        value=entry.value,
        reason=entry.reason,
        added_by=entry.added_by,
        added_at=entry.added_at,
        expires_at=entry.expires_at,
        in_force=entry.stands(at),
    )
