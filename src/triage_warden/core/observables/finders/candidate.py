"""What a finder hands back, and what it is given."""

from typing import NamedTuple

import msgspec

from triage_warden.core.observables.model import ObservableType
from triage_warden.core.observables.refang import Refanged


class Candidate(NamedTuple):
    """A part of the text that may be an observable: it is one when its normal form exists."""

    start: int
    end: int
    type: ObservableType


class View(msgspec.Struct, frozen=True, kw_only=True):
    """The refanged text and its shape, in which everything already claimed by an earlier finder is blank."""

    meant: Refanged
    shape: bytearray

    def before(self, position: int) -> int:
        """Return the byte before a position, a blank at the beginning."""
        return self.shape[position - 1] if position else 0x20

    def at(self, position: int) -> int:
        """Return the byte at a position, a blank at the end."""
        return self.shape[position] if position < len(self.shape) else 0x20

    def slice(self, start: int, end: int) -> str:
        """Return a part of the refanged text."""
        return self.meant.text[start:end]
