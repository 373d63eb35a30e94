"""Let in who may: the guard that every request passes after it has found its route."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import structlog
from litestar.handlers.base import BaseRouteHandler

from triage_warden.core.audit.model import ActorKind, AuditEntry, AuditObject, recorded
from triage_warden.core.audit.ports import AuditLog
from triage_warden.core.identity.errors import Denied, NotSignedIn
from triage_warden.core.identity.keys.refused import KeyRefused
from triage_warden.core.identity.model import Actor, Credential, CredentialKind
from triage_warden.core.identity.people.authenticate import actor_of
from triage_warden.core.identity.people.model import Stage
from triage_warden.core.identity.ports import Authenticate
from triage_warden.core.identity.refusals import Refused
from triage_warden.kernel.clock import Clock
from triage_warden.web.shared.access import Access, Needs, Public, SignedIn, access_of
from triage_warden.web.shared.by import by_of
from triage_warden.web.shared.caller import remember
from triage_warden.web.shared.credentials import credential_of, shows_ours
from triage_warden.web.shared.front import Front
from triage_warden.web.shared.origin import Connection
from triage_warden.web.shared.rate_limits import RateLimits
from triage_warden.web.shared.request_id import request_id_of
from triage_warden.web.shared.signed_in import session_of

_log = structlog.get_logger(__name__)


NoteRefused: TypeAlias = Callable[[Refused, str | None], None]
"""Hears of each key, token and signature that is refused, and from which address."""


@dataclass(frozen=True, slots=True)
class Authorise:
    """A guard: finds out who asks, and turns away who may not."""

    authenticate: Authenticate
    audit: AuditLog
    clock: Clock
    front: Front
    rates: RateLimits
    note_refused: NoteRefused

    async def __call__(self, connection: Connection, handler: BaseRouteHandler) -> None:
        """Raise NotSignedIn (401) or Denied (403); else the actor is known to the handler as its caller."""
        access = access_of(handler.opt)
        if isinstance(access, Public) or connection.scope.get("method") == "OPTIONS":
            await self.rates.of_address(connection)
            return
        if (
            isinstance(access, Needs)
            and access.or_signed
            and not shows_ours(connection.headers, self._held(connection))
        ):
            self.rates.look_at_address(connection)
            return
        actor = await self._known(connection, handler)
        refusal = refused(actor, access)
        if refusal is not None:
            _log.warning(
                "access_denied",
                actor=str(actor.id),
                kind=actor.kind.value,
                needs=access.permission.value if isinstance(access, Needs) else "a person",
                path=connection.scope["path"],
                request_id=request_id_of(connection.scope),
            )
            await self.audit.record(actor.tenant, self._entry(connection, actor, refusal))
            raise refusal
        remember(connection.scope, actor)

    def _entry(self, connection: Connection, actor: Actor, refusal: Denied) -> AuditEntry:
        asked = f"{connection.scope.get('method')} {connection.scope['path']}"
        thing = AuditObject(type="route", id=asked)
        return recorded(by_of(connection, actor), "request.deny", thing, at=self.clock.now(), reason=refusal.detail)

    async def _known(self, connection: Connection, handler: BaseRouteHandler) -> Actor:
        try:
            actor = await self._actor(connection)
        except NotSignedIn as error:
            if isinstance(error, KeyRefused):
                self.note_refused(error.refused, connection.client.host if connection.client else None)
            await self.rates.of_address(connection)
            raise
        await self.rates.of_caller(connection, actor, handler.opt)
        return actor

    async def _actor(self, connection: Connection) -> Actor:
        credential = credential_of(connection.headers, self._held(connection))
        if credential is not None and credential.kind is CredentialKind.SESSION:
            return await self._of_session(connection)
        if credential is None:
            raise NotSignedIn
        return await self.authenticate(credential)

    def _held(self, connection: Connection) -> str | None:
        return connection.cookies.get(self.front.cookies.session)

    async def _of_session(self, connection: Connection) -> Actor:
        found = await session_of(connection, self.front.desk.sessions, self.front.cookies)
        if found is None or found.session.stage is not Stage.FULL:
            raise NotSignedIn
        return actor_of(found)


def not_noted(refused: Refused, address: str | None) -> None:
    """Note nothing: for applications that were given no record of it."""
    del refused, address


async def nobody_is_known(credential: Credential) -> Actor:
    """Know no credential: for applications that were given nothing that does."""
    raise NotSignedIn(kind=credential.kind)


def refused(actor: Actor, access: Access | None) -> Denied | None:
    """Return why somebody may not have a route; None where they may. What declares nothing is for nobody."""
    match access:
        case Needs(permission):
            wrong = f"This needs the permission {permission.value}, which your role or key does not have."
            return None if actor.may(permission) else Denied(detail=wrong)
        case SignedIn(persons_only):
            wrong = "This is for people who have signed in, not for keys."
            return Denied(detail=wrong) if persons_only and actor.kind is not ActorKind.USER else None
        case _:
            return Denied()
