"""What can be wrong with an alert on its way in."""

from triage_warden.kernel.errors import Invalid, TooLarge, Unavailable


class CannotParse(Invalid):
    """The payload is not what this source sends."""


class UnknownSource(Invalid):
    """There is no source of that name."""


class IdempotencyKeyReused(Invalid):
    """This idempotency key came with something else before; use a new key for each thing that is sent."""


class BodyTooLarge(TooLarge):
    """The body is over the limit."""


class TooManyItems(TooLarge):
    """There are more items in the body than are taken at once."""


class NestedTooDeep(Invalid):
    """The payload is nested deeper than is taken."""


class BacklogFull(Unavailable):
    """More is waiting to be triaged than may wait; nothing of this was taken in."""
