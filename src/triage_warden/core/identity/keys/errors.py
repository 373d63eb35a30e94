"""What can be wrong with an API key."""

from triage_warden.kernel.errors import Conflict, Forbidden, NotFound


class MoreThanYours(Forbidden):
    """A key may not permit more than you may yourself."""


class NoSuchKey(NotFound):
    """There is no such API key."""


class KeyNotStanding(Conflict):
    """The key is expired or revoked."""
