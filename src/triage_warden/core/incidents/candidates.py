"""Which known alerts new ones may have to do with at all, so that only their incidents are looked at; pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from triage_warden.core.incidents.group import WEAK_HOMES, home_of
from triage_warden.core.incidents.keys import Key, KeyKind
from triage_warden.core.incidents.policy import GroupingPolicy
from triage_warden.core.incidents.profile import Profile
from triage_warden.core.incidents.strands import Spread, Strand
from triage_warden.core.incidents.ties import ENOUGH, NEVER_ALONE, Ties, rarity
from triage_warden.core.incidents.weights import FEW


class _Holder(NamedTuple):
    """A new strand, by index, that holds a value; parties that the value was seen with on the strand's day.

    Of an alias, also those that the name in it was seen with.
    """

    strand: int
    key: Key
    spread: int
    of_name: int


class _Shared(NamedTuple):
    """What a shared value is worth at most as the one strand says, and as the other."""

    family: KeyKind
    here: float
    there: float


class Candidates:
    """Tells which known profiles may be tied to new strands; most that share a value with them may not.

    A bound, never the decision: a value's rarity is taken on the new strand's day alone, and time is left out, so
    that whatever `Ties` would tie is let through. So is what holds a value that weighs less than before (`lighter`),
    because it may no longer belong where it is.
    """

    def __init__(
        self, fresh: Sequence[Strand], spread: Spread, policy: GroupingPolicy, *, lighter: frozenset[str]
    ) -> None:
        self._held: defaultdict[str, list[_Holder]] = defaultdict(list)
        for index, strand in enumerate(fresh):
            for key in strand.profile.keys:
                token, day = key.token, strand.hour.date()
                of_name = spread.on(key.value, day) if key.kind is KeyKind.ALIAS else 0
                self._held[token].append(_Holder(index, key, spread.on(token, day), of_name))
        alone = Ties([], spread, policy).alone
        homes = [home_of(strand, alone) for strand in fresh]
        self._enough = lighter | {home.token for home in homes if home is not None and home.kind in WEAK_HOMES}

    def include(self, profile: Profile) -> bool:
        """Return whether alerts of this profile may be tied to a new one, or may have lost their own ties by it."""
        found: defaultdict[int, list[_Shared]] = defaultdict(list)
        for key in profile.keys:
            token = key.token
            if token not in self._held:
                continue
            if token in self._enough:
                return True
            for holder in self._held[token]:
                shared = _shared(key, holder)
                if key.kind not in NEVER_ALONE and max(shared.here, shared.there) >= ENOUGH:
                    return True
                found[holder.strand].append(shared)
        return any(_may_add_up(each) for each in found.values())


def _shared(key: Key, holder: _Holder) -> _Shared:
    rare = rarity(holder.spread, max(key.tolerance, holder.key.tolerance)) * rarity(holder.of_name, FEW)
    return _Shared(key.family, key.weight * rare, holder.key.weight * rare)


def _may_add_up(shared: Iterable[_Shared]) -> bool:
    return any(
        min(one.here + other.here, one.there + other.there) >= ENOUGH
        for one, other in combinations(shared, 2)
        if one.family is not other.family
    )
