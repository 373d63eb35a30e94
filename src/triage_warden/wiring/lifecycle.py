"""What a person can do to an incident."""

from triage_warden.core.incidents.assign import Assign
from triage_warden.core.incidents.close import Close
from triage_warden.core.incidents.reopen import Reopen
from triage_warden.core.incidents.resolve import Resolve
from triage_warden.storage.postgres.repositories.incident_changes import PostgresIncidentChanges
from triage_warden.web.shared.lifecycle import Lifecycle
from triage_warden.wiring.process import Process


def lifecycle(process: Process) -> Lifecycle:
    """Return the use cases over the process's database."""
    changes = PostgresIncidentChanges(process.database)
    return Lifecycle(
        resolve=Resolve(changes, process.clock),
        close=Close(changes, process.clock),
        reopen=Reopen(changes, process.clock),
        assign=Assign(changes, process.clock),
    )
