"""Products that send by themselves: they hold no key of ours, but sign what they send with a secret that both know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import ClassVar, Final, Literal, Protocol, TypeAlias

import msgspec

from triage_warden.core.audit.model import AuditObject, By, Value
from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.core.identity.source_secrets import SourceSecret, check_usable
from triage_warden.core.secrets.model import Place
from triage_warden.core.secrets.ports import SecretStore
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.errors import Conflict
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId

_PURPOSE: Final = "webhook"
_TEXT: Final = "text/plain"


class WhyRefused(StrEnum):
    """Why a delivery was not taken for its sender's."""

    NOT_SET = "no key was shown, and the source has no secret to sign with"
    WRONG = "the signature is missing, wrong or too old"


class RefusedDelivery(msgspec.Struct, frozen=True, kw_only=True):
    """A delivery that nobody signed, for the record; of no tenant's source it goes on the first tenant's."""

    why: WhyRefused
    source: str
    tenant: TenantId = DEFAULT_TENANT

    action: ClassVar[str] = "webhook.refuse"

    @property
    def object(self) -> AuditObject:
        """Return what the entry is about."""
        return AuditObject(type="source", id=self.source)


class DeliveryRefused(NotSignedIn):
    """Says why to us alone; a sender hears what anybody hears who is not known."""

    code = "not_signed_in"

    def __init__(self, why: WhyRefused, *, detail: str) -> None:
        self.why = why
        super().__init__(detail=detail)


class NothingToRotate(Conflict):
    """This source has no secret yet that could hold for a while longer; set one without an overlap."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came, and when; headers by their names in lower case."""

    headers: Mapping[str, str]
    body: bytes
    at: datetime


class Passed(msgspec.Struct, frozen=True, kw_only=True):
    """It is signed, and this of it is to be taken in."""

    body: bytes
    unique: bytes
    """What its sender signed of it that no other delivery has: sent again, it is known by this."""


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """It is signed, but is no alert: the sender wants an answer."""

    text: str
    media_type: Literal["application/json", "text/plain"] = _TEXT
    event: str | None = None
    """What goes on the record, as `noun.verb`, with `reason`."""
    reason: str | None = None


Verdict: TypeAlias = Passed | Said | None
"""None: it is not signed by whoever knows the secret."""


class Verify(Protocol):
    """Tells whether a delivery was signed by whoever knows the secret; takes as long for a wrong as for a right one."""

    async def __call__(self, kept: SourceSecret, delivery: Delivery) -> Verdict:
        """Return what to do with it; raise Unavailable where that cannot be told now."""
        ...


@dataclass(frozen=True, slots=True)
class Deliveries:
    """The secrets of a tenant's sources, and what is held against them."""

    store: SecretStore
    verify: Verify
    clock: Clock

    async def set(self, tenant: TenantId, source: str, kept: SourceSecret, *, by: By) -> None:
        """Keep a source's secret in the place of the one before; that it was set is on the record.

        Raises:
            UnusableSecret: its scheme cannot use it.
        """
        check_usable(kept)
        until = kept.before_until.isoformat() if kept.before_until else None
        note: dict[str, Value] = {"scheme": kept.scheme.value, "before_holds_until": until}
        await self.store.put(tenant, _place(source), msgspec.json.encode(kept), by=by, note=note)

    async def rotate(self, tenant: TenantId, source: str, secret: str, *, overlap: timedelta, by: By) -> SourceSecret:
        """Keep a new secret under the scheme of the one before, which holds for a while longer; return what is kept.

        Raises:
            NothingToRotate: there was none.
            UnusableSecret: the scheme cannot use it.
        """
        before = await self._find(tenant, source)
        if before is None:
            raise NothingToRotate
        until = self.clock.now() + overlap
        kept = SourceSecret(scheme=before.scheme, secret=secret, before=before.secret, before_until=until)
        await self.set(tenant, source, kept, by=by)
        return kept

    async def remove(self, tenant: TenantId, source: str, *, by: By) -> bool:
        """Forget a source's secret, so that it takes in from keys alone; return whether there was one."""
        return await self.store.remove(tenant, _place(source), by=by)

    async def secret(self, tenant: TenantId, source: str) -> SourceSecret:
        """Return a source's secret; raise DeliveryRefused where there is none."""
        found = await self._find(tenant, source)
        if found is None:
            raise DeliveryRefused(WhyRefused.NOT_SET, detail=NotSignedIn().detail)
        return found

    async def check(self, kept: SourceSecret, headers: Mapping[str, str], body: bytes) -> Passed | Said:
        """Return what to do with a delivery; raise DeliveryRefused where it is not signed as it should."""
        delivery = Delivery(headers, body, self.clock.now())
        for each in kept.good(delivery.at):
            found = await self.verify(each, delivery)
            if found is not None:
                return found
        raise DeliveryRefused(WhyRefused.WRONG, detail="The signature is missing, wrong or too old.")

    async def _find(self, tenant: TenantId, source: str) -> SourceSecret | None:
        found = await self.store.get(tenant, _place(source))
        return None if found is None else msgspec.json.decode(found, type=SourceSecret)


def delivery_key(source: str, passed: Passed) -> str:
    """Return the idempotency key of a signed delivery: sent again, by its product or by who overheard it, it is known.

    Made of what the scheme signs and of nothing else, as that could be changed.
    """
    return f"signed-{sha256(source.encode() + b'.' + passed.unique).hexdigest()}"


def _place(source: str) -> Place:
    return Place(purpose=_PURPOSE, name=source)
