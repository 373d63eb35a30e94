"""How long to wait between attempts to sign in: pure.

Counted per account *and* place (a network address, or a browser that signed in before), and per network address over
all accounts; never per account alone. So whoever guesses is slowed down where they are, and nobody can keep another
person out by failing in their name.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

import msgspec


class Counted(StrEnum):
    """What attempts are counted by."""

    PLACE = "place"
    """One account from one place."""
    ADDRESS = "address"
    """All accounts from one network address: one password tried on many."""


class Tries(msgspec.Struct, frozen=True, kw_only=True):
    """Attempts in a row without success; an attempt counts as failed from its start until it succeeds."""

    failures: int = 0
    last_at: datetime | None = None
    wait_until: datetime | None = None


FREE: Final[Mapping[Counted, int]] = {Counted.PLACE: 5, Counted.ADDRESS: 50}
"""Failures without a wait: a person's slips; an office behind one address on a Monday."""
LONGEST: Final = timedelta(minutes=15)
FORGET: Final = timedelta(hours=24)
"""After this long without an attempt the count starts again: about 100 guesses a day and place at most, the bound of
NIST SP 800-63B-4 §3.2.2."""


def wait_after(failures: int, counted: Counted) -> timedelta:
    """Return how long the next attempt must wait: nothing for the free ones, then 1, 2, 4 … seconds to 15 minutes."""
    over = failures - FREE[counted]
    if over < 0:
        return timedelta(0)
    return min(LONGEST, timedelta(seconds=2 ** min(over, 20)))


def begin(tries: Tries, counted: Counted, now: datetime) -> Tries:
    """Return the count with one more attempt; ask `waits` first."""
    stale = tries.last_at is None or now - tries.last_at >= FORGET
    failures = 1 if stale else tries.failures + 1
    return Tries(failures=failures, last_at=now, wait_until=now + wait_after(failures, counted))


def waits(tries: Tries, now: datetime) -> timedelta:
    """Return how long there is still to wait; zero means that an attempt may begin."""
    if tries.wait_until is None or tries.wait_until <= now:
        return timedelta(0)
    return min(tries.wait_until - now, LONGEST)  # a clock set back must not keep anybody out for longer
