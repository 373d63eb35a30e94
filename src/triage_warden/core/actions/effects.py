"""What came of asking another system to do something, and of asking it afterwards whether it was done."""

from typing import TypeAlias

import msgspec


class Timing(msgspec.Struct, frozen=True, kw_only=True):
    """How long things take with another system, in seconds."""

    call: float
    """After this a call is cut off, answered or not; nothing of it leaves this machine any more."""
    settle: float
    """How long after that the other side may still carry out what it has received."""


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What the other system calls the thing that it made."""

    reference: str
    """For people: the ticket's number."""
    id: str
    """For programs."""
    url: str | None = None


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """It was done."""

    receipt: Receipt


class NotDone(msgspec.Struct, frozen=True, kw_only=True):
    """It was surely not done: the request was never whole on its way, or was refused before anything happened."""

    reason: str
    retry_after: float | None = None
    """Seconds after which trying again makes sense; None: it makes none until a person changes something."""


class NotKnown(msgspec.Struct, frozen=True, kw_only=True):
    """It may have been done: the request went out and its answer did not come, or said nothing certain."""

    reason: str


Outcome: TypeAlias = Done | NotDone | NotKnown


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """It is there."""

    receipt: Receipt
    copies: int = 1
    """More than one is a fault that a person has to hear of."""


class Absent(msgspec.Struct, frozen=True, kw_only=True):
    """It is not there at this moment; a request that is still on its way may yet make it."""


class CannotTell(msgspec.Struct, frozen=True, kw_only=True):
    """The other side gave no answer that could be relied on."""

    reason: str
    for_good: bool = False
    """Whether asking again would give the same."""


Finding: TypeAlias = Found | Absent | CannotTell
