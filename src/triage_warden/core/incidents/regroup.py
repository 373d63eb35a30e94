"""Weigh new alerts and what they may have to do with afresh; pure."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from triage_warden.core.incidents.group import Group, group
from triage_warden.core.incidents.plan import Plan, plan
from triage_warden.core.incidents.policy import GroupingPolicy
from triage_warden.core.incidents.standing import Neighbourhood, Piece
from triage_warden.core.incidents.strands import Strand


class Regrouped(NamedTuple):
    """The groups there should be, and what has to change."""

    groups: list[Group]
    plan: Plan
    unsettled: list[Strand]
    """Strands that lost their place; what they may belong to instead was perhaps not looked at yet."""


def regroup(fresh: Sequence[Strand], near: Neighbourhood, policy: GroupingPolicy) -> Regrouped:
    """Return what the new strands and their neighbourhood make up together."""
    pieces = [*near.pieces, *(Piece(strand=strand) for strand in fresh)]
    groups = group([piece.strand for piece in pieces], near.spread, policy)
    made = plan(groups, pieces, near.standing)
    unsettled = [
        piece.strand
        for target in made.targets
        for piece in target.arrivals
        if piece.incident is not None and made.merged.get(piece.incident) != target.incident
    ]
    return Regrouped(groups, made, unsettled)


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
