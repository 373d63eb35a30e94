"""Turn a plan into changes: who is revised, moved and merged, and what the timeline says of it; pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.incidents.changes import Changes, Gone, Linked, Moved, Revised
from triage_warden.core.incidents.group import Group
from triage_warden.core.incidents.lifecycle import reopens
from triage_warden.core.incidents.model import IncidentStatus, Link, TimelineEntry
from triage_warden.core.incidents.plan import StrandName, Target
from triage_warden.core.incidents.regroup import Regrouped
from triage_warden.core.incidents.standing import Neighbourhood, Piece, Standing, rule_of
from triage_warden.core.incidents.strands import Strand
from triage_warden.core.incidents.summary import Summary, extended, summary
from triage_warden.core.incidents.why import link_of_repeat, links_of
from triage_warden.kernel.ids import IncidentId

REASONS_TOLD = 3
"""Reasons that one timeline entry tells; each alert's own stands in its link."""


@dataclass(frozen=True, slots=True)
class WriteUp:
    """What the parts of a write-up have in common."""

    regrouped: Regrouped
    near: Neighbourhood
    alerts: Mapping[StrandName, Sequence[StoredAlert]]
    """The new alerts, by their strand."""
    named: Mapping[int, tuple[IncidentId, str]]
    """Id and number of the targets that are new, by position in the plan."""
    past: Mapping[int, Sequence[str]]
    """Numbers of incidents that are over and that a new one continues."""
    left: Mapping[IncidentId, Sequence[Piece]]
    """What is taken out of incidents."""
    at: datetime

    def changes(self) -> Changes:
        """Return everything that is to be written."""
        links = self._links()
        revised: list[Revised] = []
        linked: list[Linked] = []
        moved: list[Moved] = []
        for position, target in enumerate(self.regrouped.plan.targets):
            identifier, number = self._identity(position, target)
            new = [
                each for piece in target.arrivals for each in self._linked(piece, identifier, links[piece.strand.name])
            ]
            come = [
                Moved(piece=piece, into=identifier, link=links[piece.strand.name])
                for piece in target.arrivals
                if piece.incident is not None
            ]
            linked += new
            moved += come
            if target.arrivals or self._left(target):
                entries = tuple(self._entries(position, target, [*new, *come]))
                revised.append(self._revised(target, (identifier, number), entries))
        return Changes(at=self.at, revised=revised, linked=linked, moved=moved, gone=list(self._gone()))

    def _links(self) -> dict[StrandName, Link]:
        """Return the reasons of the groups that something came to."""
        come = {piece.strand.name for target in self.regrouped.plan.targets for piece in target.arrivals}
        return {
            strand.name: link
            for made in self.regrouped.groups
            if not come.isdisjoint(strand.name for strand in made.strands)
            for strand, link in self._reasoned(made)
        }

    def _reasoned(self, made: Group) -> Iterator[tuple[Strand, Link]]:
        return zip(made.strands, links_of(made, self.near.spread), strict=True)

    def _identity(self, position: int, target: Target) -> tuple[IncidentId, str]:
        if target.incident is None:
            return self.named[position]
        return target.incident, self.near.standing[target.incident].number

    def _linked(self, piece: Piece, incident: IncidentId, link: Link) -> Iterator[Linked]:
        if piece.incident is not None:
            return
        for alert in self.alerts[piece.strand.name]:
            first = alert.id == link.alert_id
            own = link if first else link_of_repeat(piece.strand, alert.id, link.alert_id)
            yield Linked(link=own, incident=incident, strand=piece.strand, occurred_at=alert.occurred_at)

    def _left(self, target: Target) -> Sequence[Piece]:
        """Return what was taken out of the target's incident."""
        return () if target.incident is None else self.left.get(target.incident, ())

    def _revised(
        self,
        target: Target,
        identity: tuple[IncidentId, str],
        timeline: tuple[TimelineEntry, ...],
    ) -> Revised:
        known = None if target.incident is None else self.near.standing[target.incident]
        resolved = known is not None and known.status is IncidentStatus.RESOLVED
        reopened = known is not None and self._reopens(known, target)
        return Revised(
            id=identity[0],
            number=identity[1],
            version=_version(known, quiet=resolved and not reopened),
            summary=self._summary(known, target),
            is_new=known is None,
            reopened=reopened,
            worse=_worse(target),
            quiet=resolved and not reopened,
            timeline=timeline,
        )

    def _reopens(self, known: Standing, target: Target) -> bool:
        rules = frozenset(rule_of(piece.strand) for piece in target.arrivals)
        return known.status is IncidentStatus.RESOLVED and reopens(known.disposition, known.rules, rules)

    def _summary(self, known: Standing | None, target: Target) -> Summary:
        if known is not None and known.vast:
            return extended(known.summary, [piece.strand for piece in target.arrivals])
        return summary([piece.strand for piece in target.pieces])

    def _entries(self, position: int, target: Target, came: Sequence[Linked | Moved]) -> Iterator[TimelineEntry]:
        if target.incident is None:
            yield self._entry("created", _created(came, self.past.get(position, ())))
            return
        known = self.near.standing[target.incident]
        new = [each for each in came if isinstance(each, Linked)]
        if new:
            yield self._entry("alert_linked", _told(new))
        for gone, into in self.regrouped.plan.merged.items():
            if into == target.incident:
                number = self.near.standing[gone].number
                reasons = [each for each in came if isinstance(each, Moved) and each.piece.incident == gone]
                yield self._entry("merged", f"{number} was merged into this one: {_reasons(reasons)}.")
        left = self._left(target)
        if left:
            yield self._entry("split", f"{_alerts(left)} went elsewhere: what tied them here is common now.")
        if self._reopens(known, target):
            yield self._entry(
                "reopened", "Opened again: new alerts are tied to it, within the time that is set for that."
            )

    def _gone(self) -> Iterator[Gone]:
        for gone, into in self.regrouped.plan.merged.items():
            number = self.near.standing[into].number
            text = f"Merged into {number}: its alerts are tied to those there."
            yield Gone(
                id=gone,
                number=self.near.standing[gone].number,
                into=into,
                timeline=(self._entry("merged", text),),
            )

    def _entry(self, kind: str, text: str) -> TimelineEntry:
        return TimelineEntry(at=self.at, kind=kind, text=text)


def _version(known: Standing | None, *, quiet: bool) -> int:
    if known is None:
        return 1
    return known.version if quiet else known.version + 1


def _worse(target: Target) -> bool:
    """Alerts with alerts: what an assessment made of them is another thing, and may well be milder."""
    were = (piece for piece in target.pieces if piece.incident == target.incident)
    return _worst(target.arrivals) > _worst(were)


def _worst(pieces: Iterable[Piece]) -> int:
    return max((piece.strand.profile.severity.rank for piece in pieces), default=-1)


def _created(came: Sequence[Linked | Moved], past: Sequence[str]) -> str:
    after = f" It continues what is closed or was resolved long ago: {', '.join(past)}." if past else ""
    return f"Begun with {_number(len(came))}.{after}"


def _told(new: Sequence[Linked]) -> str:
    return f"{_number(len(new))} joined: {_reasons(new)}."


def _reasons(came: Sequence[Linked | Moved]) -> str:
    reasons = list(dict.fromkeys(each.link.reason for each in came if each.link.tied_to is not None))
    more = f"; and {len(reasons) - REASONS_TOLD} more" if len(reasons) > REASONS_TOLD else ""
    return "; ".join(reasons[:REASONS_TOLD]) + more if reasons else "what they share is listed with each"


def _alerts(pieces: Sequence[Piece]) -> str:
    return _number(sum(piece.strand.count for piece in pieces))


def _number(count: int) -> str:
    return "1 alert" if count == 1 else f"{count} alerts"
