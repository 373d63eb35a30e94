"""What can be wrong with a value."""

from triage_warden.kernel.errors import Invalid


class NotAnObservable(Invalid):
    """The value is not one of the type it was given as."""
