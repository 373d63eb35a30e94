"""Make, follow up and end API keys."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import msgspec

from triage_warden.core.audit.model import By
from triage_warden.core.identity.keys.errors import KeyNotStanding, MoreThanYours
from triage_warden.core.identity.keys.model import ApiKey, IssuedKey, KnownKey
from triage_warden.core.identity.keys.ports import KeyStore
from triage_warden.core.identity.keys.text import RandomBytes, new_key_text
from triage_warden.core.identity.model import Actor
from triage_warden.core.identity.permissions import Permission
from triage_warden.core.identity.roles import Role
from triage_warden.core.identity.service_accounts.errors import ServiceAccountDisabled
from triage_warden.core.identity.service_accounts.model import ServiceAccount
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import IdSource, TenantId


class WantedKey(msgspec.Struct, frozen=True, kw_only=True):
    """What a new key should be; one for a service account has that one's role."""

    name: str
    role: Role
    scopes: frozenset[Permission] | None
    lasting: timedelta
    service_account: ServiceAccount | None = None


@dataclass(frozen=True, slots=True)
class IssueKey:
    """Makes a key."""

    keys: KeyStore
    clock: Clock
    ids: IdSource
    random_bytes: RandomBytes

    async def __call__(self, actor: Actor, wanted: WantedKey, *, by: By) -> IssuedKey:
        """Return the key with its text.

        Raises:
            MoreThanYours: it would permit more than its maker may.
            ServiceAccountDisabled: it is for one that is not let in.
        """
        issued, digest = self._made(actor, wanted, replaces=None)
        await self.keys.add(KnownKey(key=issued.key, digest=digest), by)
        return issued

    async def rotate(self, actor: Actor, key_id: UUID, *, overlap: timedelta, by: By) -> IssuedKey:
        """Return a key that follows another, which ends after `overlap`; the new one lasts as long as the old was to.

        Raises:
            NoSuchKey: there is none of that id.
            KeyNotStanding: it has ended, and what has ended is not brought back.
            MoreThanYours: it permits more than who asks may.
        """
        old = await self.keys.get(actor.tenant, key_id)
        now = self.clock.now()
        if not old.stands(now):
            raise KeyNotStanding
        wanted = WantedKey(
            name=old.name,
            role=old.role,
            scopes=old.scopes,
            lasting=old.expires_at - old.created_at,
            service_account=old.service_account,
        )
        issued, digest = self._made(actor, wanted, replaces=old.id)
        await self.keys.follow(KnownKey(key=issued.key, digest=digest), until=now + overlap, at=now, by=by)
        return issued

    def _made(self, actor: Actor, wanted: WantedKey, *, replaces: UUID | None) -> tuple[IssuedKey, bytes]:
        now, account = self.clock.now(), wanted.service_account
        if account is not None and account.disabled:
            raise ServiceAccountDisabled(detail=f"The service account '{account.name}' is disabled; enable it first.")
        text = new_key_text(actor.tenant, self.random_bytes)
        key = ApiKey(
            id=self.ids(),
            tenant=actor.tenant,
            prefix=text.prefix,
            name=wanted.name,
            role=wanted.role if account is None else account.role,
            scopes=wanted.scopes,
            service_account=account,
            created_at=now,
            created_by=actor.name,
            expires_at=now + wanted.lasting,
            replaces=replaces,
        )
        excess = key.actor().permissions - actor.permissions
        if excess or key.role.rank > actor.role.rank:
            raise MoreThanYours(detail=_too_much(excess))
        return IssuedKey(key=key, text=text.text), text.digest


@dataclass(frozen=True, slots=True)
class RevokeKey:
    """Ends a key at once; `forget` drops what this process remembers of it."""

    keys: KeyStore
    clock: Clock
    forget: Callable[[ApiKey], None]

    async def __call__(self, tenant: TenantId, key_id: UUID, *, by: By) -> ApiKey:
        """Return the key as it ended; raise NoSuchKey."""
        key = await self.keys.revoke(tenant, key_id, at=self.clock.now(), by=by)
        self.forget(key)
        return key


def _too_much(excess: frozenset[Permission]) -> str:
    if not excess:
        return "A key's role may not be above your own."
    return f"A key may not permit more than you may yourself; this one would permit {', '.join(sorted(excess))}."
