"""What can be wrong with an action."""

from triage_warden.kernel.errors import Conflict, Invalid, NotFound, Unavailable


class NoSuchAction(NotFound):
    """There is no such action."""


class NoSystemForIt(Conflict):
    """No system is connected that can do this."""


class SameKeyOtherAction(Conflict):
    """This Idempotency-Key was used for another action."""


class NotUnknown(Conflict):
    """Only an action whose outcome is not known is settled by a person."""


class Halted(Conflict):
    """The kill switch is on."""


class AlreadyEngaged(Conflict):
    """The kill switch is on for this already."""


class NotEngaged(NotFound):
    """There is no such kill switch that is on."""


class NoSuchVerb(Invalid):
    """There is no such action to be done."""


class SomebodyIsAtIt(Unavailable):
    """Another worker has this action in hand."""


class NotSettledYet(Unavailable):
    """Whether it was done cannot be told yet."""


class NotDoneYet(Unavailable):
    """It was not done and will be tried again."""
