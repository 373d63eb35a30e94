"""A webhook's sender: whoever shows a key of ours, or signs under the source's secret."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Annotated, Final
from uuid import UUID

import msgspec
from litestar import Response

from triage_warden.core.audit.model import SYSTEM, AuditObject, recorded
from triage_warden.core.identity.deliveries import DeliveryRefused, RefusedDelivery, Said, WhyRefused, delivery_key
from triage_warden.core.identity.handshakes import validation
from triage_warden.kernel.errors import Unavailable
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId
from triage_warden.web.api.intake.body import read_body
from triage_warden.web.api.intake.take import Sender
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.shared.caller import actor_in
from triage_warden.web.shared.queries import read_query
from triage_warden.web.shared.request_id import request_id_of
from triage_warden.web.shared.requests import AnyRequest

_NO_SOURCE: Final = "unknown"
"""What callers make up is not put on the record."""


class WebhookQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose secret it is signed with."""

    tenant: Annotated[
        UUID, msgspec.Meta(description="Whose secret it is signed with; only for deliveries that are signed.")
    ] = DEFAULT_TENANT
    validation_token: (
        Annotated[str, msgspec.Meta(max_length=2000, description="Microsoft Graph's, which wants it said back.")] | None
    ) = msgspec.field(default=None, name="validationToken")


async def sender_of(request: AnyRequest, deps: WebDependencies, source: str) -> Sender | Said:
    """Return who sent a webhook, with the body where that had to be read to know; or what the sender wants to hear.

    Raises:
        NotSignedIn: no key, and no signature under the source's secret.
    """
    actor = actor_in(request.scope)
    if actor is not None:
        return Sender(actor.tenant)
    query = read_query(request.scope["query_string"], WebhookQuery)
    tenant = TenantId(query.tenant)
    async with noting(request, deps, source=source, tenant=tenant):
        kept = await deps.deliveries.secret(tenant, source)
        asked = validation(kept, query.validation_token)
        if asked is not None:
            await deps.rates.of_address(request)  # it showed nothing, so it is nobody's
            return asked
        found = await deps.deliveries.check(kept, request.headers, await read_body(request, deps.limits))
    if isinstance(found, Said):
        await _record(request, deps, found, source=source, tenant=tenant)
        return found
    return Sender(tenant, found.body, delivery_key(source, found))


async def check_sender(request: AnyRequest, deps: WebDependencies, source: str) -> None:
    """Raise NotSignedIn where a request without a body does not show the source's secret."""
    tenant = TenantId(read_query(request.scope["query_string"], WebhookQuery).tenant)
    async with noting(request, deps, source=source, tenant=tenant):
        await deps.deliveries.check(await deps.deliveries.secret(tenant, source), request.headers, b"")


@asynccontextmanager
async def noting(request: AnyRequest, deps: WebDependencies, *, source: str, tenant: TenantId) -> AsyncGenerator[None]:
    """Count a refusal against its address, and for the record.

    Which tenant's it is, is a claim until a secret of that tenant's was held against it.
    """
    try:
        yield
    except DeliveryRefused as error:
        known = source if source in deps.sources else _NO_SOURCE
        whose = tenant if error.why is WhyRefused.WRONG else DEFAULT_TENANT
        deps.note_refused(RefusedDelivery(why=error.why, source=known, tenant=whose), _address(request))
        await deps.rates.of_address(request)
        raise
    except Unavailable:  # who could not be looked at is nobody known, either
        await deps.rates.of_address(request)
        raise


def said(answer: Said) -> Response[bytes]:
    """Return what the sender wants to hear, as text that no browser reads as anything else."""
    return Response(answer.text.encode(), status_code=200, media_type=answer.media_type)


async def _record(request: AnyRequest, deps: WebDependencies, told: Said, *, source: str, tenant: TenantId) -> None:
    """Put on the record what was asked under a signature, and answered."""
    if told.event is None:
        return
    by = msgspec.structs.replace(SYSTEM, request_id=request_id_of(request.scope) or None, address=_address(request))
    thing = AuditObject(type="source", id=source)
    await deps.audit.record(tenant, recorded(by, told.event, thing, at=deps.clock.now(), reason=told.reason))


def _address(request: AnyRequest) -> str | None:
    return request.client.host if request.client else None
