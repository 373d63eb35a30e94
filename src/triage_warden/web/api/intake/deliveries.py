"""A webhook's sender: whoever shows a key of ours, or signs under the source's secret."""

from typing import Annotated
from uuid import UUID

import msgspec

from triage_warden.core.identity.deliveries import SourceSecret, delivery_key
from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId
from triage_warden.web.api.intake.body import read_body
from triage_warden.web.api.intake.take import Sender
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.shared.caller import actor_in
from triage_warden.web.shared.queries import read_query
from triage_warden.web.shared.requests import AnyRequest


class WebhookQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose secret it is signed with."""

    tenant: Annotated[
        UUID, msgspec.Meta(description="Whose secret it is signed with; only for deliveries that are signed.")
    ] = DEFAULT_TENANT


async def sender_of(request: AnyRequest, deps: WebDependencies, source: str) -> Sender:
    """Return who sent a webhook, with the body where that had to be read to know.

    Raises:
        NotSignedIn: no key, and no signature under the source's secret.
    """
    actor = actor_in(request.scope)
    if actor is not None:
        return Sender(actor.tenant)
    try:
        tenant, kept = await secret_for(request, deps, source)
        body = await read_body(request, deps.limits)
        deps.deliveries.check(kept, request.headers, body)
    except NotSignedIn:
        await deps.rates.of_address(request)
        raise
    return Sender(tenant, body, delivery_key(source, kept.scheme, headers=request.headers, body=body))


async def secret_for(request: AnyRequest, deps: WebDependencies, source: str) -> tuple[TenantId, SourceSecret]:
    """Return whose delivery this says to be, which is a claim until the secret was held against it."""
    tenant = TenantId(read_query(request.scope["query_string"], WebhookQuery).tenant)
    return tenant, await deps.deliveries.secret(tenant, source)
