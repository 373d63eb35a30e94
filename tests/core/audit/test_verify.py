"""Law 9: whatever is done to a chain is found, and named."""

from collections.abc import Iterable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.alerts import NOON
from kit.audit import a_chain, an_entry, sealed
from triage_warden.core.audit.chain import canonical, digest
from triage_warden.core.audit.model import Anchor, Head, SealedEntry
from triage_warden.core.audit.verify import ChainCheck, Fault, Finding
from triage_warden.kernel.ids import DEFAULT_TENANT

FORGED = canonical(DEFAULT_TENANT, an_entry(99))
LENGTH = 12


def found(entries: Iterable[SealedEntry], head: Head | None = None, anchors: Iterable[Anchor] = ()) -> Finding | None:
    """Return what a check of the entries says."""
    check = ChainCheck(DEFAULT_TENANT, anchors)
    for entry in entries:
        check.add(entry)
    return check.finish(head)


def head_of(entries: list[SealedEntry]) -> Head:
    """Return the head of a chain."""
    return Head(seq=entries[-1].seq, hash=entries[-1].hash)


def anchor_at(entries: list[SealedEntry], seq: int) -> Anchor:
    """Return an anchor of the chain as it is now."""
    return Anchor(at=NOON, tenant=str(DEFAULT_TENANT), seq=seq, hash=entries[seq - 1].hash.hex())


def replaced(entries: list[SealedEntry], seq: int, **changes: object) -> list[SealedEntry]:
    """Return the chain with one entry changed."""
    made = list(entries)
    made[seq - 1] = msgspec.structs.replace(made[seq - 1], **changes)
    return made


def test_a_sound_chain_is_sound() -> None:
    """With its head and anchors, and with neither; the empty one, too."""
    chain = a_chain(LENGTH)
    check = ChainCheck(DEFAULT_TENANT, [anchor_at(chain, 5), anchor_at(chain, 12)])
    for entry in chain:
        check.add(entry)
    assert check.finish(head_of(chain)) is None
    assert (check.entries, check.anchors_met, check.head) == (12, 2, head_of(chain))
    assert found(chain) is None
    assert found([]) is None


@pytest.mark.parametrize("seq", [1, 2, 6, LENGTH])
def test_an_altered_entry_is_named(seq: int) -> None:
    """Its words, its hash, or what it is tied to."""
    chain = a_chain(LENGTH)
    for changes in ({"body": FORGED}, {"hash": b"\x07" * 32}, {"prev": b"\x07" * 32}):
        finding = found(replaced(chain, seq, **changes), head_of(chain))
        assert finding is not None
        assert (finding.seq, finding.fault) == (seq, Fault.ALTERED), changes


@pytest.mark.parametrize("seq", [1, 6, LENGTH - 1])
def test_an_entry_altered_and_hashed_anew_is_named(seq: int) -> None:
    """The next one still says what it was written behind."""
    chain = a_chain(LENGTH)
    forged = replaced(chain, seq, body=FORGED, hash=digest(chain[seq - 1].prev, seq, FORGED))
    finding = found(forged, head_of(chain))
    assert finding is not None
    assert (finding.seq, finding.fault) == (seq, Fault.ALTERED)


@pytest.mark.parametrize(("first", "last"), [(1, 1), (6, 6), (3, 5), (1, 4)])
def test_deleted_entries_are_named(first: int, last: int) -> None:
    """By the first that is missing."""
    chain = a_chain(LENGTH)
    finding = found(chain[: first - 1] + chain[last:], head_of(chain))
    assert finding is not None
    assert (finding.seq, finding.fault) == (first, Fault.DELETED)


@pytest.mark.parametrize("seq", [1, 6, LENGTH - 1])
def test_a_deletion_with_new_numbers_is_named(seq: int) -> None:
    """Closing the gap does not hide it."""
    chain = a_chain(LENGTH)
    moved = [msgspec.structs.replace(entry, seq=entry.seq - 1) for entry in chain[seq:]]
    finding = found(chain[: seq - 1] + moved)
    assert finding is not None
    assert (finding.seq, finding.fault) == (seq, Fault.DELETED)


@pytest.mark.parametrize(("one", "other"), [(1, 2), (5, 6), (3, 9), (1, LENGTH)])
def test_entries_that_changed_places_are_named(one: int, other: int) -> None:
    """Whether their words, whole rows, or only their order in a file."""
    chain = a_chain(LENGTH)
    first, second = chain[one - 1], chain[other - 1]
    words = replaced(replaced(chain, one, body=second.body), other, body=first.body)
    rows = list(chain)
    rows[one - 1] = msgspec.structs.replace(second, seq=one)
    rows[other - 1] = msgspec.structs.replace(first, seq=other)
    lines = list(chain)
    lines[one - 1], lines[other - 1] = second, first
    for made in (words, rows, lines):
        finding = found(made, head_of(chain))
        assert finding is not None
        assert (finding.seq, finding.fault) == (one, Fault.REORDERED)


def test_a_missing_end_is_named() -> None:
    """By the head, or where that was set back as well, by an anchor."""
    chain = a_chain(LENGTH)
    finding = found(chain[:8], head_of(chain))
    assert finding is not None
    assert (finding.seq, finding.fault) == (9, Fault.TRUNCATED)
    assert found(chain[:8], head_of(chain[:8])) is None
    finding = found(chain[:8], head_of(chain[:8]), [anchor_at(chain, 5), anchor_at(chain, 10)])
    assert finding is not None
    assert (finding.seq, finding.fault) == (9, Fault.TRUNCATED)
    finding = found([], None, [anchor_at(chain, 3)])
    assert finding is not None
    assert (finding.seq, finding.fault) == (1, Fault.TRUNCATED)


def test_a_chain_written_anew_is_held_against_its_anchors() -> None:
    """Everything from entry 7 on hashed again: only what was kept elsewhere tells."""
    chain = a_chain(LENGTH)
    bodies = [entry.body for entry in chain]
    forged = sealed([*bodies[:6], FORGED, *bodies[7:]])
    assert found(forged, head_of(forged)) is None
    finding = found(forged, head_of(forged), [anchor_at(chain, 4), anchor_at(chain, 10)])
    assert finding is not None
    assert (finding.seq, finding.fault) == (5, Fault.REWRITTEN)


def test_a_head_that_was_set_back_is_named() -> None:
    """The head says less than the entries do."""
    chain = a_chain(LENGTH)
    finding = found(chain, head_of(chain[:8]))
    assert finding is not None
    assert finding.fault is Fault.REWRITTEN


def test_another_tenants_chain_is_not_ours() -> None:
    """Entries cannot be passed from one tenant to another."""
    check = ChainCheck("00000000-0000-7000-8000-000000000002")
    for entry in a_chain(3):
        check.add(entry)
    assert check.finish() is not None


@given(st.data())
def test_nothing_can_be_done_that_is_not_found(data: st.DataObject) -> None:
    """Law 9: any other sequence than the one that was sealed is refused, given the head."""
    chain = a_chain(LENGTH)
    picked = data.draw(st.lists(st.sampled_from(chain), max_size=LENGTH + 2))
    assert (found(picked, head_of(chain)) is None) == (picked == chain)
