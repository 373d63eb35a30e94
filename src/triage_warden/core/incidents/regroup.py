"""Weigh new alerts and what they may have to do with afresh; pure."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from triage_warden.core.incidents.group import Group, core_of, group
from triage_warden.core.incidents.plan import Plan, plan
from triage_warden.core.incidents.policy import GroupingPolicy
from triage_warden.core.incidents.standing import Neighbourhood, Piece
from triage_warden.core.incidents.strands import Strand, gathered


class Regrouped(NamedTuple):
    """The groups there should be, and what has to change."""

    groups: list[Group]
    plan: Plan


def regroup(fresh: Sequence[Strand], near: Neighbourhood, policy: GroupingPolicy) -> Regrouped:
    """Return what the new strands and their neighbourhood make up together."""
    pieces = [*near.pieces, *(Piece(strand=strand) for strand in fresh)]
    groups = group([piece.strand for piece in pieces], near.spread, policy)
    return Regrouped(groups, plan(groups, pieces, near.standing))


def unsettled(
    regrouped: Regrouped,
    near: Neighbourhood,
    policy: GroupingPolicy,
    *,
    lighter: frozenset[str],
) -> list[Strand]:
    """Return old strands that may belong where nobody looked yet.

    What moved; what became noise; and noise that holds a value which has become common: it goes where it is tied best,
    and that may now be an incident that shares nothing with the new alerts.
    """
    made = regrouped.plan
    moved = [
        piece.strand
        for target in made.targets
        for piece in target.arrivals
        if piece.incident is not None and made.merged.get(piece.incident) != target.incident
    ]
    before = [piece.strand for piece in near.pieces]
    after = gathered(strand for made_group in regrouped.groups for strand in made_group.strands)
    core_before = {before[index].name for index in core_of(before, policy)}
    core_after = {after[index].name for index in core_of(after, policy)}
    noise = [strand for strand in before if strand.name not in core_after]
    loose = [strand for strand in noise if strand.name in core_before or _holds(strand, lighter)]
    return [*moved, *loose]


def _holds(strand: Strand, tokens: frozenset[str]) -> bool:
    return any(key.token in tokens for key in strand.profile.keys)


def predecessors(regrouped: Regrouped, near: Neighbourhood, policy: GroupingPolicy) -> dict[int, list[str]]:
    """Return, by position in the plan, the numbers of incidents that new ones would have been, were those not over."""
    new = [(at, target) for at, target in enumerate(regrouped.plan.targets) if target.incident is None]
    if not near.past or not new:
        return {}
    of_strand = {piece.strand.name: at for at, target in new for piece in target.pieces}
    number_of = {piece.strand.name: near.past_numbers[piece.incident] for piece in near.past if piece.incident}
    strands = [piece.strand for _, target in new for piece in target.pieces]
    found: defaultdict[int, set[str]] = defaultdict(set)
    for made in group([*strands, *(piece.strand for piece in near.past)], near.spread, policy):
        numbers = {number_of[strand.name] for strand in made.strands if strand.name in number_of}
        for strand in made.strands:
            if strand.name in of_strand and numbers:
                found[of_strand[strand.name]] |= numbers
    return {at: sorted(numbers) for at, numbers in found.items()}
