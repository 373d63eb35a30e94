"""`POST /api/v1/alerts`, `/webhooks/{source}`, `/api/v1/mails`."""

from typing import Annotated, Final, TypeAlias

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from triage_warden.core.identity.deliveries import Said
from triage_warden.core.identity.permissions import Permission
from triage_warden.web.api.intake.deliveries import WebhookQuery, check_sender, said, sender_of
from triage_warden.web.api.intake.take import JSON_TYPES, MAIL_TYPES, Sender, take
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.openapi.declare import reading, taking_in
from triage_warden.web.shared.access import needs
from triage_warden.web.shared.answers import json_answer
from triage_warden.web.shared.caller import Caller, actor_in
from triage_warden.web.shared.errors import NoSuchSource, NothingToVerify
from triage_warden.web.shared.queries import read_query
from triage_warden.web.shared.rate_limits import brings
from triage_warden.web.shared.requests import AnyRequest

_MAIL: Final = "mail"
_BY_QUERY: Final = brings(lambda connection: connection.query_params.get("source"))
_BY_PATH: Final = brings(lambda connection: connection.path_params.get("source"))
_BY_MAIL: Final = brings(lambda _: _MAIL)
_SOURCE_TEXT: Final = "Name of the source (see /api/v1/sources); without it, recognised from the bytes."
SourceName: TypeAlias = Annotated[str, msgspec.Meta(max_length=100, description=_SOURCE_TEXT)] | None


class TakeInQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How to read what is sent."""

    source: SourceName = None


class Verification(msgspec.Struct, frozen=True, kw_only=True):
    """What Okta sent, said back."""

    verification: str


@post(
    "/api/v1/alerts",
    status_code=202,
    operation_id="takeInAlerts",
    summary="Take in alerts",
    tags=["intake"],
    opt=taking_in(JSON_TYPES, query=TakeInQuery) | needs(Permission.ALERTS_TAKE_IN) | _BY_QUERY,
)
async def take_in_alerts(
    request: AnyRequest, deps: NamedDependency[WebDependencies], caller: NamedDependency[Caller]
) -> Response[bytes]:
    """Take in one alert, an array, or one for each line; all or nothing is committed before the answer."""
    source = read_query(request.scope["query_string"], TakeInQuery).source
    return await take(request, deps, Sender(caller.tenant), source=source, types=JSON_TYPES)


@post(
    "/webhooks/{source:str}",
    status_code=202,
    operation_id="takeInWebhook",
    summary="Take in a vendor's own payload",
    tags=["intake"],
    opt=taking_in((*JSON_TYPES, *MAIL_TYPES), query=WebhookQuery, problems=(404,), asked=True)
    | needs(Permission.ALERTS_TAKE_IN, or_signed=True)
    | _BY_PATH,
)
async def take_in_webhook(
    request: AnyRequest, deps: NamedDependency[WebDependencies], *, source: FromPath[str]
) -> Response[bytes]:
    """Take in what a vendor's product sends by itself, under the same rules as /api/v1/alerts.

    It shows an API key, or signs with the secret of the source (`PUT /api/v1/sources/{source}/secret`) by its scheme:
    docs/how-to/receive-webhooks.md lists them. Some products ask before they send, and are answered with 200.
    """
    sender = await sender_of(request, deps, source)
    if source not in deps.sources:
        known = ", ".join(sorted(deps.sources))
        raise NoSuchSource(detail=f"There is no source of that name; the sources are: {known}.")
    if isinstance(sender, Said):
        return said(sender)
    return await take(request, deps, sender, source=source, types=(*JSON_TYPES, *MAIL_TYPES))


@get(
    "/webhooks/{source:str}",
    operation_id="verifyWebhook",
    summary="Answer Okta's one-time verification",
    tags=["intake"],
    opt=reading(Verification, query=WebhookQuery, problems=(401, 404))
    | needs(Permission.ALERTS_TAKE_IN, or_signed=True),
)
async def verify_webhook(
    request: AnyRequest, deps: NamedDependency[WebDependencies], *, source: FromPath[str]
) -> Response[bytes]:
    """Say back what Okta sends when an event hook is registered, to whoever shows the secret of the source."""
    if actor_in(request.scope) is None:
        await check_sender(request, deps, source)
    challenge = request.headers.get("x-okta-verification-challenge")
    if challenge is None:
        raise NothingToVerify
    return json_answer(Verification(verification=challenge))


@post(
    "/api/v1/mails",
    status_code=202,
    operation_id="takeInMail",
    summary="Take in a reported mail",
    tags=["intake"],
    opt=taking_in(MAIL_TYPES) | needs(Permission.ALERTS_TAKE_IN) | _BY_MAIL,
)
async def take_in_mail(
    request: AnyRequest, deps: NamedDependency[WebDependencies], caller: NamedDependency[Caller]
) -> Response[bytes]:
    """Take in one mail as it lies in the mailbox, or one that carries the reported mail as an attachment."""
    return await take(request, deps, Sender(caller.tenant), source=_MAIL, types=MAIL_TYPES)


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (take_in_alerts, take_in_webhook, verify_webhook, take_in_mail)
