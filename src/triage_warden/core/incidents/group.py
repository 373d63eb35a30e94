"""Which alerts make up which incident: a function of the set of alerts, not of the order they came in."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from triage_warden.core.incidents.keys import Key, KeyKind
from triage_warden.core.incidents.partition import Partition, cut_at_quiet
from triage_warden.core.incidents.policy import GroupingPolicy
from triage_warden.core.incidents.strands import Spread, Strand, gathered
from triage_warden.core.incidents.ties import ENOUGH, Tie, Ties

_HOMES: Final = (KeyKind.HOST, KeyKind.ACCOUNT, KeyKind.RESOURCE, KeyKind.ADDRESS, KeyKind.SENDER)
"""What noise is gathered by, the first that it has."""
WEAK_HOMES: Final = (KeyKind.ECHO, KeyKind.RULE)
"""What it is gathered by where it has none of those, whatever that is worth."""


class Group(NamedTuple):
    """Strands that make one incident, by time, and ties enough to say of each why it is in it."""

    strands: tuple[Strand, ...]
    ties: tuple[Tie, ...]
    """Indices count in `strands`."""


def group(strands: Iterable[Strand], spread: Spread, policy: GroupingPolicy) -> list[Group]:
    """Return the incidents that the strands make up, by time of their first alert.

    Core strands (medium and up, not chronic) that are tied, directly or through others, are one incident. Any other
    strand joins the incident of the core strand it is best tied to; those without one make an incident for each
    entity and day. So noise joins incidents but never connects two.
    """
    ordered = gathered(strands)
    ties = Ties(ordered, spread, policy)
    core = core_of(ordered, policy)
    kept = list(ties.among(core))
    joining = _best_for_each(ties.to_core(core), core)
    homeless = [index for index in range(len(ordered)) if index not in core and index not in joining]
    kept += joining.values()
    kept += _of_one_home(homeless, ordered, ties)
    partition = Partition(len(ordered))
    for tie in kept:
        partition.join(tie.one, tie.other)
    parts = [part for members in partition.sets() for part in cut_at_quiet(members, ordered, policy.longest_span)]
    return _groups(sorted(parts), ordered, kept)


def core_of(strands: Sequence[Strand], policy: GroupingPolicy) -> set[int]:
    """Return the indices of the strands that may hold an incident together.

    A rule of less than `chronic_below` that fires on one entity for `chronic_hours` hours of a day is not news.
    """
    hours: defaultdict[tuple[str, str, str, date], set[int]] = defaultdict(set)
    for strand in strands:
        for subject in _subjects(strand):
            hours[subject].add(strand.hour.hour)
    chronic = {subject for subject, firing in hours.items() if len(firing) >= policy.chronic_hours}
    return {
        index
        for index, strand in enumerate(strands)
        if _is_rated(strand, policy)
        and (strand.profile.severity.rank >= policy.chronic_below.rank or chronic.isdisjoint(_subjects(strand)))
    }


def _is_rated(strand: Strand, policy: GroupingPolicy) -> bool:
    """Whether the alert is said to matter. Nobody has rated a mail yet: low is what is not known there."""
    return strand.profile.mail or strand.profile.severity.rank >= policy.core.rank


def _subjects(strand: Strand) -> Iterator[tuple[str, str, str, date]]:
    """Yield what the rule fired on: the strand's homes, each under its rule and day."""
    day = strand.hour.date()
    for key in strand.profile.keys:
        if key.kind in _HOMES and key.weight >= ENOUGH:
            yield strand.profile.source, strand.profile.rule, key.token, day


def _best_for_each(ties: Iterable[Tie], core: set[int]) -> dict[int, Tie]:
    """Return, for each strand that has any, its best tie: by weight, then nearness, then the anchor's time and id."""
    best: dict[int, tuple[tuple[object, ...], Tie]] = {}
    for tie in ties:
        leaf, anchor = (tie.other, tie.one) if tie.one in core else (tie.one, tie.other)
        rank = (-tie.weight, tie.gap, anchor)
        known = best.get(leaf)
        if known is None or rank < known[0]:
            best[leaf] = (rank, tie)
    return {leaf: tie for leaf, (_, tie) in best.items()}


def _of_one_home(homeless: Sequence[int], strands: Sequence[Strand], ties: Ties) -> Iterator[Tie]:
    """Tie strands without a core neighbour to the one before that has the same home on the same UTC day."""
    latest: dict[tuple[str, date], int] = {}
    for index in homeless:
        strand = strands[index]
        home = home_of(strand, ties.alone)
        if home is None:
            continue
        place = (home.token, strand.hour.date())
        if place in latest:
            before = latest[place]
            gap = max(strand.first_at - strands[before].last_at, timedelta(0))
            yield Tie(before, index, (home,), max(home.weight, ENOUGH), gap)
        latest[place] = index


def home_of(strand: Strand, alone: Callable[[Key, Strand], float]) -> Key | None:
    """Return the entity that noise is gathered by; where all are common or none is named, what fired, on just that.

    `alone` says what a key is worth by itself on the strand's day.
    """
    rare = [key for key in strand.profile.keys if key.kind in _HOMES and alone(key, strand) >= ENOUGH]
    if rare:
        return min(rare, key=lambda key: (_HOMES.index(key.kind), key.token))
    for kind in WEAK_HOMES:
        for key in strand.profile.keys:
            if key.kind is kind:
                return key
    return None


def _groups(parts: Sequence[Sequence[int]], strands: Sequence[Strand], ties: Iterable[Tie]) -> list[Group]:
    part_of = {index: number for number, part in enumerate(parts) for index in part}
    place = {index: position for part in parts for position, index in enumerate(part)}
    inside: defaultdict[int, list[Tie]] = defaultdict(list)
    for tie in ties:
        if part_of[tie.one] == part_of[tie.other]:
            inside[part_of[tie.one]].append(tie._replace(one=place[tie.one], other=place[tie.other]))
    return [Group(tuple(strands[index] for index in part), tuple(inside[number])) for number, part in enumerate(parts)]
