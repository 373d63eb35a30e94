"""What grouping changes, ready to be written."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from triage_warden.core.incidents.model import Link, TimelineEntry
from triage_warden.core.incidents.standing import Piece
from triage_warden.core.incidents.strands import Strand
from triage_warden.core.incidents.summary import Summary
from triage_warden.kernel.ids import AlertId, IncidentId


class Revised(msgspec.Struct, frozen=True, kw_only=True):
    """An incident after the change."""

    id: IncidentId
    number: str
    version: int
    summary: Summary
    is_new: bool = False
    reopened: bool = False
    timeline: tuple[TimelineEntry, ...] = ()
    worse: bool = False
    """What came is more severe than anything that was in it; for one that is new it says nothing."""
    quiet: bool = False
    """Alerts were added to a resolved incident that stays resolved: nothing is to be triaged."""


class Gone(msgspec.Struct, frozen=True, kw_only=True):
    """An incident that was merged into another."""

    id: IncidentId
    number: str
    into: IncidentId
    timeline: tuple[TimelineEntry, ...]


class Linked(msgspec.Struct, frozen=True, kw_only=True):
    """A new alert's place."""

    link: Link
    incident: IncidentId
    strand: Strand
    occurred_at: datetime

    @property
    def alert_id(self) -> AlertId:
        """Return the alert."""
        return self.link.alert_id


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """A strand that goes from one incident to another; `link` is the new reason of its first alert."""

    piece: Piece
    into: IncidentId
    link: Link

    @property
    def is_first(self) -> bool:
        """Whether the piece has the strand's first alert in it."""
        return self.link.alert_id == self.piece.strand.alert_id


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """All of it; to be written in one transaction, in this order."""

    at: datetime
    revised: Sequence[Revised]
    linked: Sequence[Linked]
    moved: Sequence[Moved]
    gone: Sequence[Gone]

    @property
    def news(self) -> list[Revised | Gone]:
        """Return the incidents of which there is something to tell."""
        return [*self.revised, *self.gone]
