"""Disjoint sets, and cutting what has gone on for too long."""

from collections.abc import Sequence
from datetime import timedelta

from triage_warden.core.incidents.strands import Strand


class Partition:
    """Disjoint sets of indices (union-find with path halving); the least index stands for its set."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def of(self, index: int) -> int:
        """Return the least index of the set that this one is in."""
        parent = self._parent
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    def join(self, one: int, other: int) -> None:
        """Make one set of two."""
        low, high = sorted((self.of(one), self.of(other)))
        self._parent[high] = low

    def sets(self) -> list[list[int]]:
        """Return the sets, each in order, by their least index."""
        members: dict[int, list[int]] = {}
        for index in range(len(self._parent)):
            members.setdefault(self.of(index), []).append(index)
        return list(members.values())


def cut_at_quiet(members: Sequence[int], strands: Sequence[Strand], longest: timedelta) -> list[list[int]]:
    """Cut members (in order of time) at their longest silences until no part spans more than `longest`.

    Of equal silences the first is cut. A silence is measured from the latest end so far.
    """
    waiting = [list(members)]
    done: list[list[int]] = []
    while waiting:
        part = waiting.pop()
        end = max(strands[index].last_at for index in part)
        if end - strands[part[0]].first_at <= longest or len(part) == 1:
            done.append(part)
            continue
        at = _longest_silence(part, strands)
        waiting += [part[at:], part[:at]]
    return sorted(done)


def _longest_silence(part: Sequence[int], strands: Sequence[Strand]) -> int:
    """Return the position in the part before which it was quiet longest."""
    end = strands[part[0]].last_at
    best = (timedelta.min, 0)
    for position in range(1, len(part)):
        strand = strands[part[position]]
        best = max(best, (strand.first_at - end, -position))
        end = max(end, strand.last_at)
    return -best[1]
