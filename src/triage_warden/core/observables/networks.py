"""Which of many labelled networks an address lies in: one search, however many there are."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Generic, TypeVar

Label = TypeVar("Label")


@dataclass(frozen=True, slots=True)
class Networks(Generic[Label]):
    """The number line cut where any network begins or ends, and the labels of each piece.

    `labels[n]` holds from `starts[n]` up to the next start.
    """

    starts: list[int]
    labels: list[tuple[Label, ...]]

    @classmethod
    def of(cls, ranges: Iterable[tuple[int, int, Label]]) -> "Networks[Label]":
        """Return the networks of (first, last, label), both ends included; they may overlap.

        Labels of one piece stand in the order in which they were given first, each once.
        """
        given = list(ranges)
        places = {label: place for place, label in enumerate(dict.fromkeys(label for _, _, label in given))}
        cuts = sorted({cut for first, last, _ in given for cut in (first, last + 1)})
        held = _held_from(cuts, [(first, last, places[label]) for first, last, label in given])
        in_order = list(places)
        shared = {piece: tuple(in_order[place] for place in piece) for piece in set(held)}
        return cls(starts=cuts, labels=[shared[piece] for piece in held])

    def at(self, number: int) -> tuple[Label, ...]:
        """Return the labels of the networks that hold an address, given as a number."""
        piece = bisect_right(self.starts, number) - 1
        return self.labels[piece] if piece >= 0 else ()


def _held_from(cuts: list[int], ranges: list[tuple[int, int, int]]) -> list[tuple[int, ...]]:
    """Return for each cut the places of the labels that hold from there, ascending; one sweep over the line."""
    coming = sorted(ranges, reverse=True)
    open_until: list[tuple[int, int]] = []
    held: list[tuple[int, ...]] = []
    for cut in cuts:
        while coming and coming[-1][0] == cut:
            _, last, place = coming.pop()
            heappush(open_until, (last, place))
        while open_until and open_until[0][0] < cut:
            heappop(open_until)
        held.append(tuple(sorted({place for _, place in open_until})))
    return held
