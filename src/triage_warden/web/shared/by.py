"""Who asks, by which request, from where: what the record says of a request."""

from triage_warden.core.audit.model import AuditActor, By
from triage_warden.core.identity.model import Actor
from triage_warden.web.shared.origin import Connection
from triage_warden.web.shared.request_id import request_id_of
from triage_warden.web.shared.requests import AnyRequest


def by_of(request: AnyRequest | Connection, actor: Actor) -> By:
    """Return the actor with the request's id and the address that it came from."""
    return By(
        actor=AuditActor(id=str(actor.id), kind=actor.kind, name=actor.name),
        request_id=request_id_of(request.scope) or None,
        address=request.client.host if request.client else None,
    )
