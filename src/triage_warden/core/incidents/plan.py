"""What has to change so that the incidents there are become the groups there should be."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from triage_warden.core.incidents.group import Group
from triage_warden.core.incidents.model import IncidentStatus
from triage_warden.core.incidents.standing import Piece, Standing
from triage_warden.kernel.ids import IncidentId

StrandName = tuple[str, datetime]


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """An incident as it shall be: an existing one, or a new one (`incident` is None) made of these pieces."""

    incident: IncidentId | None
    pieces: tuple[Piece, ...]
    group: int
    """Which of the groups it is, for the reasons."""

    @property
    def arrivals(self) -> tuple[Piece, ...]:
        """Return the pieces that were elsewhere, or nowhere."""
        return tuple(piece for piece in self.pieces if piece.incident is None or piece.incident != self.incident)


class Plan(NamedTuple):
    """Targets in order of their groups, and which incident is merged into which."""

    targets: list[Target]
    merged: dict[IncidentId, IncidentId]


def departures(made: Plan) -> dict[IncidentId, list[Piece]]:
    """Return, by incident, the pieces that leave it."""
    left: defaultdict[IncidentId, list[Piece]] = defaultdict(list)
    for target in made.targets:
        for piece in target.arrivals:
            if piece.incident is not None:
                left[piece.incident].append(piece)
    return left


def plan(groups: Sequence[Group], pieces: Sequence[Piece], standing: Mapping[IncidentId, Standing]) -> Plan:
    """Return who becomes what. Identity goes to the incident that holds most of a group; ties go to the older number.

    What is in a held incident (see `Standing`) stays there. New alerts go to an incident that is being worked on
    before one that is free to change, and to either before a resolved one.
    """
    group_of = {strand.name: number for number, made in enumerate(groups) for strand in made.strands}
    votes = _votes(pieces, group_of)
    identity = _identities(len(groups), votes, standing)
    placed: defaultdict[tuple[int, IncidentId | None], list[Piece]] = defaultdict(list)
    for piece in pieces:
        number = group_of[piece.strand.name]
        stays = piece.incident is not None and standing[piece.incident].held
        placed[number, piece.incident if stays else identity.get(number)].append(piece)
    targets = _targets(placed)
    return Plan(targets, _merged(targets, standing))


def _votes(pieces: Sequence[Piece], group_of: Mapping[StrandName, int]) -> Counter[tuple[int, IncidentId]]:
    votes: Counter[tuple[int, IncidentId]] = Counter()
    for piece in pieces:
        if piece.incident is not None:
            votes[group_of[piece.strand.name], piece.incident] += piece.strand.count
    return votes


def _identities(
    groups: int,
    votes: Mapping[tuple[int, IncidentId], int],
    standing: Mapping[IncidentId, Standing],
) -> dict[int, IncidentId]:
    """Return the incident that each group becomes; a free incident becomes at most one group."""

    def rank(vote: tuple[int, IncidentId]) -> tuple[int, int, str, int]:
        group, incident = vote
        return _preference(standing[incident]), -votes[vote], standing[incident].number, group

    chosen: dict[int, IncidentId] = {}
    taken: set[IncidentId] = set()
    for group, incident in sorted(votes, key=rank):
        if group in chosen or incident in taken:
            continue
        chosen[group] = incident
        if not standing[incident].held:
            taken.add(incident)
    return {group: chosen[group] for group in range(groups) if group in chosen}


def _preference(incident: Standing) -> int:
    if incident.status is IncidentStatus.RESOLVED:
        return 2
    return 0 if incident.held else 1


def _targets(placed: Mapping[tuple[int, IncidentId | None], Sequence[Piece]]) -> list[Target]:
    """Return one target for each incident: a held one may have pieces in several groups."""
    together: defaultdict[IncidentId, list[Piece]] = defaultdict(list)
    first_group: dict[IncidentId, int] = {}
    targets: list[Target] = []
    for (number, incident), pieces in sorted(placed.items(), key=lambda item: (item[0][0], str(item[0][1]))):
        if incident is None:
            targets.append(Target(incident=None, pieces=tuple(pieces), group=number))
        else:
            together[incident] += pieces
            first_group.setdefault(incident, number)
    targets += [
        Target(incident=incident, pieces=tuple(pieces), group=first_group[incident])
        for incident, pieces in together.items()
    ]
    return sorted(targets, key=lambda target: target.group)


def _merged(targets: Sequence[Target], standing: Mapping[IncidentId, Standing]) -> dict[IncidentId, IncidentId]:
    """Return, for each incident that nothing is left of, the one that took most of it."""
    kept = {target.incident for target in targets}
    taken: defaultdict[IncidentId, Counter[IncidentId]] = defaultdict(Counter)
    for target in targets:
        for piece in target.pieces:
            if piece.incident is not None and piece.incident not in kept and target.incident is not None:
                taken[piece.incident][target.incident] += piece.strand.count
    return {
        gone: min(takers, key=lambda taker: (-takers[taker], standing[taker].number)) for gone, takers in taken.items()
    }
