"""A person asks for an action: exactly this one, with exactly these parameters."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from triage_warden.core.actions.errors import NoSystemForIt
from triage_warden.core.actions.model import Action, ActionId, ActionState
from triage_warden.core.actions.ports import ActionRequests
from triage_warden.core.actions.verb import Verb, digest_of, name_of
from triage_warden.core.audit.model import By
from triage_warden.core.incidents.model import Incident
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import IdSource


@dataclass(frozen=True, slots=True)
class AskFor:
    """Keeps the request; whoever asks is thereby who says yes.

    `connectors` names the system for each verb.
    """

    requests: ActionRequests
    connectors: Mapping[str, str]
    clock: Clock
    ids: IdSource

    async def __call__(self, incident: Incident, verb: Verb, *, by: By, request_key: UUID) -> Action:
        """Return the action; the same request again returns what the first made.

        Raises:
            NoSystemForIt: no connector is set up for the verb.
            Halted: the kill switch is on.
        """
        connector = self.connectors.get(name_of(verb))
        if connector is None:
            raise NoSystemForIt(detail=f"No system is connected that can do {name_of(verb)}; see the settings.")
        now, action_id = self.clock.now(), ActionId(self.ids())
        action = Action(
            id=action_id,
            tenant_id=incident.tenant_id,
            incident_id=incident.id,
            incident_number=incident.number,
            verb=verb,
            connector=connector,
            state=ActionState.APPROVED,
            key=f"tw-{action_id}",
            digest=digest_of(connector, verb),
            requested_by=by.name,
            requested_at=now,
            approved_by=by.name,
            approved_at=now,
            updated_at=now,
        )
        return await self.requests.keep(action, request_key, by)
