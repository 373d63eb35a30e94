"""What can be wrong with a service account."""

from triage_warden.kernel.errors import Conflict, Forbidden, NotFound


class NoSuchServiceAccount(NotFound):
    """There is no such service account."""


class ServiceAccountExists(Conflict):
    """That name is taken."""


class ServiceAccountDisabled(Conflict):
    """The service account is disabled."""


class RoleAboveYours(Forbidden):
    """A service account may not permit more than you may yourself."""
