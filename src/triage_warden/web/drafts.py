"""What an action would be, put together for a person to look at."""

from triage_warden.core.actions.draft import draft_ticket
from triage_warden.core.actions.errors import NoSuchVerb
from triage_warden.core.actions.verb import RISKS, Verb
from triage_warden.core.incidents.model import Incident
from triage_warden.web.dependencies import WebDependencies


async def drafted(deps: WebDependencies, incident: Incident, verb: str) -> Verb:
    """Return the action as it would be done for the incident now; raise NoSuchVerb."""
    if verb not in RISKS:
        raise NoSuchVerb(detail=f"There is no action '{verb[:80]}'; there is {', '.join(RISKS)}.")
    assessments = await deps.assessments.of_incident(incident.tenant_id, incident.id)
    return draft_ticket(incident, next(iter(assessments), None), deps.actions.base_url)


async def halted(deps: WebDependencies, incident: Incident, verb: str) -> str | None:
    """Return why the action could not be done now, or None."""
    for switch in await deps.actions.halt.switches.engaged(incident.tenant_id):
        if switch.scope.verb in {None, verb}:
            return f"The kill switch is on for {switch.scope.text}: {switch.reason}"
    return None
