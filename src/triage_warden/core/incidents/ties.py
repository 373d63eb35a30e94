"""Which strands are tied to which, by what, and how strongly."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Final, NamedTuple, TypeAlias

from triage_warden.core.incidents.keys import Key, KeyKind
from triage_warden.core.incidents.policy import GroupingPolicy
from triage_warden.core.incidents.strands import Spread, Strand
from triage_warden.core.incidents.weights import FEW

ENOUGH: Final = 1.0
"""The weight from which what two alerts share ties them."""
_IN_PAIRS: Final = 14
_OF_A_FAMILY: Final = 3
"""Keys of one alert, and of one family in it, that are tried in pairs: at most some eighty pairs."""
_ALONE_ONLY: Final = frozenset({KeyKind.ECHO, KeyKind.ALIAS})
NEVER_ALONE: Final = frozenset({KeyKind.RULE})
Named: TypeAlias = tuple[str, Key]
"""A key with its token, which costs too much to be made anew at each use."""


class Tie(NamedTuple):
    """Two strands, by index, what they share (one key, or two that add up), its weight, the time between."""

    one: int
    other: int
    shared: tuple[Key, ...]
    weight: float
    gap: timedelta


class Holder(NamedTuple):
    """A strand that holds what a bucket is about, and with which keys."""

    strand: int
    first_at: datetime
    last_at: datetime
    keys: tuple[Key, ...]
    strong: bool


class Ties:
    """Finds ties; one object for one set of strands.

    Strands are indexed by what they hold, and within one value each is tied only to its neighbour in time: the rest
    follows, because a value that reaches from the first to the third reaches to the second between them.
    """

    def __init__(self, strands: list[Strand], spread: Spread, policy: GroupingPolicy) -> None:
        self._strands = strands
        self._spread = spread
        self._policy = policy
        self._buckets = self._by_what_they_hold()

    def among(self, core: set[int]) -> Iterator[Tie]:
        """Yield enough ties between core strands that everything tied is connected."""
        for holders in self._buckets:
            yield from self._chain([holder for holder in holders if holder.strand in core])

    def to_core(self, core: set[int]) -> Iterator[Tie]:
        """Yield, for each strand that is not core, its ties to the nearest core strands that share a value with it.

        Noise of days before is no part of an attack, whatever it shares: it reaches no further than the least tie.
        """
        for holders in self._buckets:
            anchors = [holder for holder in holders if holder.strand in core]
            if anchors and len(anchors) < len(holders):
                leaves = [holder for holder in holders if holder.strand not in core]
                yield from self._beside(leaves, anchors, self._policy.reach)

    def reach(self, weight: float) -> timedelta:
        """Return how far apart two alerts may be that share this much."""
        further = (weight - ENOUGH) * self._policy.reach_per_weight
        return min(self._policy.reach + further, self._policy.longest_reach)

    def alone(self, key: Key, strand: Strand) -> float:
        """Return what the key is worth on the strand's day."""
        return key.weight * self._rarity(key, strand.hour.date(), strand.hour.date())

    def _by_what_they_hold(self) -> list[list[Holder]]:
        """Return who holds each value, and each pair of values, that more than one strand holds; sorted by time."""
        named = [[(key.token, key) for key in strand.profile.keys] for strand in self._strands]
        held = Counter(token for keys in named for token, _ in keys)
        buckets: defaultdict[tuple[str, ...], list[tuple[int, tuple[Key, ...]]]] = defaultdict(list)
        for index, keys in enumerate(named):
            shared = {token for token, _ in keys if held[token] > 1}
            for token, key in keys:
                if token in shared and key.kind not in NEVER_ALONE:
                    buckets[(token,)].append((index, (key,)))
            for tokens, pair in _pairs(keys, shared):
                buckets[tokens].append((index, pair))
        return [[self._holder(*each) for each in holders] for holders in buckets.values() if len(holders) > 1]

    def _holder(self, index: int, keys: tuple[Key, ...]) -> Holder:
        strand = self._strands[index]
        strong = len(keys) > 1 or any(self.alone(key, strand) >= ENOUGH for key in keys)
        return Holder(index, strand.first_at, strand.last_at, keys, strong)

    def _chain(self, holders: list[Holder]) -> Iterator[Tie]:
        strong = [holder for holder in holders if holder.strong]
        if not strong:
            return
        frontier = strong[0]
        for holder in strong[1:]:
            yield from self._tie(frontier, holder, self._policy.longest_reach)
            if holder.last_at > frontier.last_at:
                frontier = holder
        if len(strong) < len(holders):
            weak = [holder for holder in holders if not holder.strong]
            yield from self._beside(weak, strong, self._policy.longest_reach)

    def _beside(self, holders: list[Holder], anchors: list[Holder], most: timedelta) -> Iterator[Tie]:
        """Tie each holder to the last anchor before it and the first after; strands come sorted by time."""
        starts = [anchor.first_at for anchor in anchors]
        latest: list[Holder] = []
        for anchor in anchors:
            latest.append(anchor if not latest or anchor.last_at > latest[-1].last_at else latest[-1])
        for holder in holders:
            position = bisect_right(starts, holder.first_at)
            if position:
                yield from self._tie(latest[position - 1], holder, most)
            if position < len(anchors):
                yield from self._tie(anchors[position], holder, most)

    def _tie(self, one: Holder, other: Holder, most: timedelta) -> Iterator[Tie]:
        weight = self._weight(one, other)
        if weight < ENOUGH:
            return
        early, late = (one, other) if one.first_at <= other.first_at else (other, one)
        gap = max(late.first_at - early.last_at, timedelta(0))
        if gap <= min(self.reach(weight), most):
            yield Tie(one.strand, other.strand, one.keys, weight, gap)

    def _weight(self, one: Holder, other: Holder) -> float:
        """Return what is shared weighs: one value as the surer alert says, two as the less sure one says."""
        first, last = sorted((one.first_at.date(), other.first_at.date()))
        if last - first > self._policy.longest_reach + timedelta(days=1):
            return 0.0
        if len(one.keys) == 1:
            return max(one.keys[0].weight, other.keys[0].weight) * self._rarity(one.keys[0], first, last)
        rarities = [self._rarity(key, first, last) for key in one.keys]
        return min(_sum_of(holder.keys, one.keys[0], rarities) for holder in (one, other))

    def _rarity(self, key: Key, first: date, last: date) -> float:
        """Return how rare the value was on its most crowded day; a short name has to be short for one only, too."""
        own = rarity(self._spread.between(key.token, first, last), key.tolerance)
        if key.kind is not KeyKind.ALIAS:
            return own
        return own * rarity(self._spread.between(key.value, first, last), FEW)


def rarity(spread: int, tolerance: int) -> float:
    """Return 1 for a value that few were seen with, falling as (tolerance / spread)² for a common one.

    Squared, so that what is twice as common as usual (a quarter) can no longer be helped along by a weak value.
    """
    return 1.0 if spread <= tolerance else (tolerance / spread) ** 2


def _sum_of(pair: Sequence[Key], first: Key, rarities: Iterable[float]) -> float:
    """Return what a pair weighs, of which `first` is the first that the rarities are of: each strand has its order."""
    in_order = pair[0].kind is first.kind and pair[0].value == first.value
    return sum(key.weight * rare for key, rare in zip(pair if in_order else reversed(pair), rarities, strict=True))


def _pairs(keys: Iterable[Named], shared: set[str]) -> Iterator[tuple[tuple[str, str], tuple[Key, Key]]]:
    """Yield the pairs that may tie, under their tokens in order.

    Which keys are tried follows from the strand alone, not from who else is there.
    """
    for (token, one), (other_token, other) in combinations(
        [named for named in _to_pair(keys) if named[0] in shared], 2
    ):
        if one.family is not other.family and one.weight + other.weight >= ENOUGH and _add_up(one, other):
            yield (token, other_token) if token < other_token else (other_token, token), (one, other)


def _to_pair(keys: Iterable[Named]) -> list[Named]:
    taken: Counter[KeyKind] = Counter()
    chosen: list[Named] = []
    for named in keys:
        _, key = named
        if key.kind not in _ALONE_ONLY and taken[key.family] < _OF_A_FAMILY:
            taken[key.family] += 1
            chosen.append(named)
    return chosen[:_IN_PAIRS]


def _add_up(one: Key, other: Key) -> bool:
    """Whether the two are evidence together: a hash that may be a system program's needs the file's name beside it."""
    if one.kind is KeyKind.HASH and one.weight < ENOUGH:
        return other.family is KeyKind.NAME
    if other.kind is KeyKind.HASH and other.weight < ENOUGH:
        return one.family is KeyKind.NAME
    return True
