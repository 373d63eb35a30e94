"""What can be wrong with an entry of the company's own lists."""

from triage_warden.kernel.errors import Conflict, Invalid, NotFound


class NoSuchListEntry(NotFound):
    """There is no such entry on the lists."""


class ListValueUnclear(Invalid):
    """Nothing tells what kind of value this is."""


class BadListValue(Invalid):
    """The value cannot be put on a list."""


class ListReasonMissing(Invalid):
    """An entry needs a reason."""


class AlreadyListed(Conflict):
    """The value is on this list already."""


class OnTheOtherList(Conflict):
    """The value is on the other list."""
