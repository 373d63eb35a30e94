"""Weigh new alerts and what they may have to do with afresh; pure."""

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


def predecessors(made: Group, near: Neighbourhood, policy: GroupingPolicy) -> list[str]:
    """Return the numbers of incidents that this group would have joined, had they still taken anything in."""
    if not near.past:
        return []
    with_past = group([*made.strands, *(piece.strand for piece in near.past)], near.spread, policy)
    names = {strand.name for strand in made.strands}
    related = {
        strand.name
        for each in with_past
        for strand in each.strands
        if not names.isdisjoint(s.name for s in each.strands)
    }
    return sorted(
        {near.past_numbers[piece.incident] for piece in near.past if piece.incident and piece.strand.name in related},
    )
