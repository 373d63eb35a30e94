"""`PUT` and `DELETE /api/v1/sources/{source}/secret`: the secret that a source's sender signs with."""

from datetime import datetime, timedelta
from typing import Annotated, Final, TypeAlias

import msgspec
from litestar import Response, delete, put
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from triage_warden.core.identity.permissions import Permission
from triage_warden.core.identity.source_secrets import Scheme, SourceSecret, usual_scheme
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.openapi.declare import changing
from triage_warden.web.shared.access import needs
from triage_warden.web.shared.answers import json_answer
from triage_warden.web.shared.by import by_of
from triage_warden.web.shared.caller import Caller
from triage_warden.web.shared.errors import NoSuchSource
from triage_warden.web.shared.json_body import json_body
from triage_warden.web.shared.requests import AnyRequest

_PATH: Final = "/api/v1/sources/{source:str}/secret"
Deps = NamedDependency[WebDependencies]
Who = NamedDependency[Caller]
Secret: TypeAlias = Annotated[
    str,
    msgspec.Meta(
        min_length=16,
        max_length=1000,
        pattern="^[!-~]+$",
        description="As the sender has it: visible ASCII, no spaces.",
    ),
]


Overlap: TypeAlias = Annotated[
    int,
    msgspec.Meta(ge=0, le=30 * 86_400, description="For how long the one before holds as well; its scheme stays."),
]


class SecretBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The secret, and how its sender signs; without `scheme`, as products of that name do, else `generic`."""

    secret: Secret
    scheme: Scheme | None = None
    overlap_seconds: Overlap = 0

    def __repr__(self) -> str:
        return f"SecretBody({self.scheme})"


class SecretState(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a source has a secret; the secret itself is never shown again."""

    source: str
    set: bool
    scheme: Scheme | None = None
    before_holds_until: datetime | None = None
    """While it is rotated: when the secret before holds no longer."""


@put(
    _PATH,
    operation_id="setSourceSecret",
    summary="Set the secret that a source's webhooks are signed with",
    tags=["intake"],
    opt=changing(SecretState, SecretBody) | needs(Permission.CONNECTORS_CHANGE),
)
async def set_secret(request: AnyRequest, deps: Deps, caller: Who, *, source: FromPath[str]) -> Response[bytes]:
    """Keep it encrypted, in the place of the one before, which holds no longer than `overlap_seconds` say.

    Under an overlap the scheme stays what it was. For `sns` the secret is the topic's ARN.
    """
    body = await json_body(request, SecretBody)
    if source not in deps.sources:
        raise NoSuchSource
    by, overlap = by_of(request, caller), timedelta(seconds=body.overlap_seconds)
    if overlap:
        kept = await deps.deliveries.rotate(caller.tenant, source, body.secret, overlap=overlap, by=by)
    else:
        kept = SourceSecret(scheme=body.scheme or usual_scheme(source), secret=body.secret)
        await deps.deliveries.set(caller.tenant, source, kept, by=by)
    return json_answer(SecretState(source=source, set=True, scheme=kept.scheme, before_holds_until=kept.before_until))


@delete(
    _PATH,
    status_code=200,
    operation_id="removeSourceSecret",
    summary="Forget a source's secret",
    tags=["intake"],
    opt=changing(SecretState) | needs(Permission.CONNECTORS_CHANGE),
)
async def remove_secret(request: AnyRequest, deps: Deps, caller: Who, *, source: FromPath[str]) -> Response[bytes]:
    """From then on its webhooks need an API key; also of a source that is there no more."""
    if not await deps.deliveries.remove(caller.tenant, source, by=by_of(request, caller)):
        raise NoSuchSource(detail="This source has no secret.")
    return json_answer(SecretState(source=source, set=False))


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (set_secret, remove_secret)
