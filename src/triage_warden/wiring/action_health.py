"""How the parts are by which actions are carried out."""

from dataclasses import dataclass

from triage_warden.core.actions.model import ActionState
from triage_warden.kernel.errors import TriageError
from triage_warden.storage.postgres.queries.actions import count_actions
from triage_warden.storage.postgres.queries.halted import halted_anywhere
from triage_warden.storage.postgres.unit import Database
from triage_warden.web.shared.health import Component, Status
from triage_warden.wiring.connectors import Connected


@dataclass(frozen=True, slots=True)
class ActionHealth:
    """Asks for the kill switch, and how the connected systems answer this process."""

    database: Database
    connected: Connected

    async def kill_switch(self) -> Component:
        """Say what is halted; a switch that cannot be read halts everything."""
        try:
            halted = await halted_anywhere(self.database)
        except TriageError:
            return Component(status=Status.HALTED, reason="The kill switch cannot be read, so no action begins.")
        if not halted:
            return Component(status=Status.HEALTHY)
        return Component(status=Status.HALTED, reason=f"The kill switch is on for {', '.join(halted)}.")

    async def connectors(self) -> Component:
        """Say which systems do not answer, and whether anything that was done there waits for a person."""
        if not self.connected.clients:
            return Component(status=Status.DISABLED)
        try:
            unknown = await count_actions(self.database, ActionState.UNKNOWN)
        except TriageError:
            unknown = 0
        waits = [f"Nobody knows what became of {unknown} action{'s' if unknown > 1 else ''}."] if unknown else []
        reasons = [*self.connected.troubles(), *waits]
        status = Status.DEGRADED if reasons else Status.HEALTHY
        return Component(status=status, reason=" ".join(reasons) or None)
