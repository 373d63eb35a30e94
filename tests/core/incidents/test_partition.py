"""Tests of disjoint sets and of cutting."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from kit.grouping import HOUR, POLICY, host, seen
from triage_warden.core.incidents.partition import Partition, cut_at_quiet
from triage_warden.core.incidents.strands import Strand, strand_of

PAIRS = st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)), max_size=40)


def strands_at(*hours: int) -> list[Strand]:
    """Return a strand at each hour."""
    return [strand_of(seen(number, host("h"), after=hour * HOUR), POLICY) for number, hour in enumerate(hours)]


@given(pairs=PAIRS)
def test_sets_are_what_is_connected(pairs: list[tuple[int, int]]) -> None:
    """Two are in one set when, and only when, a path of joins leads from one to the other."""
    partition = Partition(20)
    for one, other in pairs:
        partition.join(one, other)
    reach = {start: _reached(start, pairs) for start in range(20)}
    assert sorted(map(tuple, partition.sets())) == sorted({tuple(sorted(each)) for each in reach.values()})


def _reached(start: int, pairs: list[tuple[int, int]]) -> set[int]:
    found = {start}
    while further := {b for a, b in [*pairs, *((b, a) for a, b in pairs)] if a in found} - found:
        found |= further
    return found


def test_what_is_short_enough_is_not_cut() -> None:
    """Exactly the longest span is short enough."""
    assert cut_at_quiet([0, 1], strands_at(0, 10), timedelta(hours=10)) == [[0, 1]]


def test_what_is_too_long_is_cut_where_it_was_quiet_longest() -> None:
    """Again and again until every part is short enough."""
    strands = strands_at(0, 2, 10, 11, 30)
    assert cut_at_quiet(range(5), strands, timedelta(hours=12)) == [[0, 1, 2, 3], [4]]
    assert cut_at_quiet(range(5), strands, timedelta(hours=5)) == [[0, 1], [2, 3], [4]]
