"""`/api/v1/connectors`: what alerts come from and actions go to, and whether that works."""

from datetime import datetime
from typing import Final

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from triage_warden.core.audit.model import AuditObject, Value, recorded
from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.core.identity.permissions import Permission
from triage_warden.core.identity.source_secrets import Scheme
from triage_warden.kernel.errors import Conflict, NotFound
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.openapi.declare import changing, reading
from triage_warden.web.shared.access import needs
from triage_warden.web.shared.answers import json_answer
from triage_warden.web.shared.by import by_of
from triage_warden.web.shared.caller import Caller
from triage_warden.web.shared.connector_desk import ConnectorKind, ConnectorState, Tested
from triage_warden.web.shared.requests import AnyRequest

Deps = NamedDependency[WebDependencies]
Who = NamedDependency[Caller]


class NoSuchConnector(NotFound):
    """There is no connector of that name."""


class SendsByItself(Conflict):
    """A source sends to us and is not asked: send something from it, or try a sample with `source explain`."""


class ConnectorsBody(msgspec.Struct, frozen=True, kw_only=True):
    """All of them, systems first, by name."""

    items: list[ConnectorState]


class SignedBy(msgspec.Struct, frozen=True, kw_only=True):
    """How a source's webhooks are signed."""

    scheme: Scheme
    before_holds_until: datetime | None = None


class ConnectorBody(msgspec.Struct, frozen=True, kw_only=True):
    """One of them, with what is known of its webhooks."""

    connector: ConnectorState
    signed: SignedBy | None = None
    """Of a source: how its webhooks are signed; null where they show an API key."""


@get(
    "/api/v1/connectors",
    operation_id="listConnectors",
    summary="What alerts come from and actions go to",
    tags=["connectors"],
    opt=reading(ConnectorsBody) | needs(Permission.CONNECTORS_READ),
)
async def list_connectors(deps: Deps) -> Response[bytes]:
    """List systems, connected or not, and sources."""
    return json_answer(ConnectorsBody(items=list(_all(deps).values())))


@get(
    "/api/v1/connectors/{name:str}",
    operation_id="getConnector",
    summary="One connector",
    tags=["connectors"],
    opt=reading(ConnectorBody, problems=(404,)) | needs(Permission.CONNECTORS_READ),
)
async def get_connector(deps: Deps, caller: Who, *, name: FromPath[str]) -> Response[bytes]:
    """Return a connector; of a source also how its webhooks are signed."""
    found = _found(deps, name)
    signed = await _signed(deps, caller, name) if found.kind is ConnectorKind.SOURCE else None
    return json_answer(ConnectorBody(connector=found, signed=signed))


@post(
    "/api/v1/connectors/{name:str}/test",
    status_code=200,
    operation_id="testConnector",
    summary="Ask a connected system something harmless",
    tags=["connectors"],
    opt=changing(Tested) | needs(Permission.CONNECTORS_CHANGE),
)
async def test_connector(request: AnyRequest, deps: Deps, caller: Who, *, name: FromPath[str]) -> Response[bytes]:
    """Sign in there as for the real work, read something, and say what was seen; that it was tried is on the record."""
    if _found(deps, name).kind is ConnectorKind.SOURCE:
        raise SendsByItself
    tested = await deps.connectors.test(name)
    after: dict[str, Value] = {"outcome": tested.outcome.value, "says": tested.says, "instance": tested.instance}
    thing = AuditObject(type="connector", id=name)
    entry = recorded(by_of(request, caller), "connector.test", thing, at=deps.clock.now(), changed=(None, after))
    await deps.audit.record(caller.tenant, entry)
    return json_answer(tested)


def _all(deps: WebDependencies) -> dict[str, ConnectorState]:
    systems = {each.name: each for each in sorted(deps.connectors.systems(), key=lambda each: each.name)}
    sources = {
        each.name: ConnectorState(
            name=each.name,
            title=each.title,
            kind=ConnectorKind.SOURCE,
            configured=True,
            documentation=(each.documentation,),
        )
        for each in sorted(deps.sources.values(), key=lambda each: each.name)
    }
    return systems | {name: source for name, source in sources.items() if name not in systems}


def _found(deps: WebDependencies, name: str) -> ConnectorState:
    found = _all(deps).get(name)
    if found is None:
        raise NoSuchConnector
    return found


async def _signed(deps: WebDependencies, caller: Caller, name: str) -> SignedBy | None:
    try:
        kept = await deps.deliveries.secret(caller.tenant, name)
    except NotSignedIn:
        return None
    return SignedBy(scheme=kept.scheme, before_holds_until=kept.before_until)


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (list_connectors, get_connector, test_connector)
