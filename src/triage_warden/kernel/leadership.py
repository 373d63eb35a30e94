"""Who leads: the words that the election, the database and whoever works under a leadership share."""

import msgspec

from triage_warden.kernel.errors import Conflict


class Leadership(msgspec.Struct, frozen=True, kw_only=True):
    """That one process leads in one resource, under a fencing token that no earlier leader had and no later one will.

    Whoever works as a leader shows it to the database with each transaction (`Database.leading`).
    """

    resource: str
    token: int
    holder: str
    """Who leads; differs between two processes even where an operator gave both the same name."""


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """A lease as its keeper sees it: who holds it, and for how many more seconds."""

    holder: str
    seconds_left: float


class StaleLease(Conflict):
    """Another leader was elected since; nothing was written."""
