"""What can be wrong with what is asked of an incident."""

from triage_warden.kernel.errors import Conflict, Invalid, NotFound


class NoSuchIncident(NotFound):
    """There is no such incident."""


class NotFromThisStatus(Conflict):
    """An incident in this status cannot do that."""


class IncidentChanged(Conflict):
    """Somebody else changed the incident in the meantime."""


class ReasonRequired(Invalid):
    """A reason is needed; the record is read by people who were not there."""
