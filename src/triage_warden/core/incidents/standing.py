"""What grouping has to know of an incident that exists already."""

from datetime import datetime

import msgspec

from triage_warden.core.incidents.model import Disposition, IncidentStatus
from triage_warden.core.incidents.strands import Spread, Strand
from triage_warden.core.incidents.summary import Summary
from triage_warden.kernel.ids import IncidentId


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """An incident that may take alerts in, as it stands.

    `handled`: a person did something to it, so machinery takes nothing out of it any more. `vast`: it has more
    strands than are weighed again each time; those loaded stand for all of it, and it is not split either.
    """

    id: IncidentId
    number: str
    status: IncidentStatus
    version: int
    summary: Summary
    rules: frozenset[str] = frozenset()
    """Of a resolved one, the rules that are in it, as `source/rule`."""
    resolved_at: datetime | None = None
    disposition: Disposition | None = None
    handled: bool = False
    vast: bool = False

    @property
    def held(self) -> bool:
        """Whether what is in it stays in it."""
        return self.handled or self.vast or self.status is IncidentStatus.RESOLVED


def rule_of(strand: Strand) -> str:
    """Return the name of a strand's rule."""
    return f"{strand.profile.source}/{strand.profile.rule}"


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A strand, or what of it is in one incident; `incident` is None for what is new."""

    strand: Strand
    incident: IncidentId | None = None


class Neighbourhood(msgspec.Struct, frozen=True, kw_only=True):
    """The incidents that new alerts may have to do with, whole; and what is past, in part."""

    standing: dict[IncidentId, Standing] = {}
    pieces: tuple[Piece, ...] = ()
    """Every strand of every standing incident (of a vast one, those that share a value with the new)."""
    past: tuple[Piece, ...] = ()
    """Strands that share a value with the new, of incidents that take nothing in any more."""
    past_numbers: dict[IncidentId, str] = {}
    spread: Spread
    """Of every value in these strands and in the new ones."""
