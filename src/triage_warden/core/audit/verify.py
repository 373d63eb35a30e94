"""Check a chain, entry by entry, and say what was done to it; pure, and as small for a million entries as for one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

from triage_warden.core.audit.chain import digest, origin
from triage_warden.core.audit.model import Anchor, Head, SealedEntry
from triage_warden.kernel.ids import TenantId


class Fault(StrEnum):
    """What was done to a chain."""

    ALTERED = "altered"
    DELETED = "deleted"
    REORDERED = "reordered"
    TRUNCATED = "truncated"
    """The end is missing."""
    REWRITTEN = "rewritten"
    """It holds together by itself, but is not the chain whose head was kept."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """The first bad entry, and what is wrong with it."""

    seq: int
    fault: Fault
    detail: str


@dataclass(slots=True)
class ChainCheck:
    """Takes a chain's entries in the order in which they stand, then says what is wrong.

    `anchors` are heads kept elsewhere; with none, a chain that was cut or hashed anew from some entry on, its head
    with it, cannot be told from a sound one.
    """

    tenant: TenantId | str
    anchors: Iterable[Anchor] = ()
    entries: int = 0
    anchors_met: int = 0
    _last: Head = field(init=False)
    _anchored: dict[int, Anchor] = field(init=False)
    _met_last: int = 0
    _finding: Finding | None = None
    _suspect: "_Suspect | None" = None

    def __post_init__(self) -> None:
        """Begin before the first entry."""
        self._last = Head(seq=0, hash=origin(self.tenant))
        self._anchored = {anchor.seq: anchor for anchor in self.anchors if anchor.tenant == str(self.tenant)}

    @property
    def head(self) -> Head:
        """Return the last entry that was found good, in its order."""
        return self._last

    def add(self, entry: SealedEntry) -> None:
        """Take the next entry."""
        self.entries += 1
        if self._finding is not None:
            return
        if self._suspect is not None:
            self._finding = self._suspect.explained_by(entry)
            return
        expected = self._last.seq + 1
        if entry.seq != expected:
            self._suspect = _Suspect(self._last, entry)
        elif entry.prev == self._last.hash and digest(entry.prev, entry.seq, entry.body) == entry.hash:
            self._last = Head(seq=entry.seq, hash=entry.hash)
            self._meet(entry)
        elif entry.prev != self._last.hash and digest(entry.prev, entry.seq, entry.body) == entry.hash:
            self._finding = _hashed_anew(self._last, self._met_last)
        else:
            self._suspect = _Suspect(self._last, entry)

    def finish(self, head: Head | None = None) -> Finding | None:
        """Return the first thing that is wrong, or None; `head` is what the chain's keeper says its end is."""
        if self._finding is None and self._suspect is not None:
            self._finding = self._suspect.alone()
        return self._finding or self._wrong_end(head)

    def _meet(self, entry: SealedEntry) -> None:
        anchor = self._anchored.get(entry.seq)
        if anchor is None:
            return
        if anchor.hash != entry.hash.hex():
            detail = (
                f"The head kept at {anchor.at:%Y-%m-%d %H:%M:%S}Z says otherwise of entry {entry.seq}: it, or one "
                f"after entry {self._met_last}, was changed and what follows was hashed anew."
            )
            self._finding = Finding(seq=self._met_last + 1, fault=Fault.REWRITTEN, detail=detail)
            return
        self.anchors_met += 1
        self._met_last = entry.seq

    def _wrong_end(self, head: Head | None) -> Finding | None:
        last = self._last
        beyond = [anchor for anchor in self._anchored.values() if anchor.seq > last.seq]
        furthest = max([*(anchor.seq for anchor in beyond), head.seq if head else 0])
        if furthest > last.seq:
            witness = f"a head kept at {beyond[0].at:%Y-%m-%d %H:%M:%S}Z" if beyond else "the head"
            detail = f"The chain ends with entry {last.seq}, but {witness} says that it went to {furthest}."
            return Finding(seq=last.seq + 1, fault=Fault.TRUNCATED, detail=detail)
        if head is not None and head != last:
            detail = f"The head says entry {head.seq}, but the chain's last is {last.seq}, or has another hash."
            return Finding(seq=max(1, min(head.seq, last.seq)), fault=Fault.REWRITTEN, detail=detail)
        return None


@dataclass(frozen=True, slots=True)
class _Suspect:
    """The first entry that does not fit behind `last`; entries after it may tell why."""

    last: Head
    entry: SealedEntry

    def explained_by(self, later: SealedEntry) -> Finding | None:
        """Return that entries changed places, where a later one is what belongs here."""
        here = self.last.seq + 1
        fitting = digest(self.last.hash, here, later.body)
        if fitting not in {later.hash, self.entry.hash}:
            return None
        detail = f"What stands at {later.seq} belongs at {here}, in the place of what stands there."
        return Finding(seq=here, fault=Fault.REORDERED, detail=detail)

    def alone(self) -> Finding:
        """Return what it looks like when no later entry explains it."""
        here, found = self.last.seq + 1, self.entry
        if found.seq > here:
            which = f"Entry {here} is" if found.seq == here + 1 else f"Entries {here} to {found.seq - 1} are"
            return Finding(seq=here, fault=Fault.DELETED, detail=f"{which} missing; the next is {found.seq}.")
        if found.seq < here:
            detail = f"Entry {found.seq} stands behind entry {self.last.seq}."
            return Finding(seq=found.seq, fault=Fault.REORDERED, detail=detail)
        if digest(found.prev, here + 1, found.body) == found.hash:
            detail = f"Entry {here} is missing, and those behind it were given its number and the following ones."
            return Finding(seq=here, fault=Fault.DELETED, detail=detail)
        detail = f"Entry {here} is not what was hashed when it was written."
        return Finding(seq=here, fault=Fault.ALTERED, detail=detail)


def _hashed_anew(last: Head, met: int) -> Finding:
    """Return the finding where an entry is sound by itself but follows another than the one before it."""
    detail = f"Entry {last.seq + 1} was written behind another entry {last.seq} than the one that is there now."
    if last.seq <= met:  # an anchor vouches for the one before, so it is this one that was made up
        return Finding(seq=last.seq + 1, fault=Fault.ALTERED, detail=detail)
    return Finding(seq=max(1, last.seq), fault=Fault.ALTERED, detail=detail)
