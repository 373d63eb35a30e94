"""Products that send by themselves: they hold no key of ours, but sign what they send with a secret that both know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final, Protocol

import msgspec

from triage_warden.core.audit.model import By
from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.core.secrets.model import Place
from triage_warden.core.secrets.ports import SecretStore
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import TenantId

_PURPOSE: Final = "webhook"


class Scheme(StrEnum):
    """How a product signs; which one is used for a source is kept with its secret, never chosen by the sender."""

    GENERIC = "generic"
    """`X-TW-Signature: sha256=HMAC(secret, timestamp + "." + body)` with `X-TW-Timestamp`."""
    GITHUB = "github"
    SLACK = "slack"
    PAGERDUTY = "pagerduty"
    OKTA = "okta"
    """The secret itself, in the Authorization header of every request."""


_SIGNED_TIME: Final[Mapping[Scheme, str]] = {
    Scheme.GENERIC: "x-tw-timestamp",
    Scheme.SLACK: "x-slack-request-timestamp",
}


class SourceSecret(msgspec.Struct, frozen=True, kw_only=True):
    """The secret that a source's sender knows, and how it uses it."""

    scheme: Scheme
    secret: str

    def __repr__(self) -> str:
        return f"SourceSecret({self.scheme})"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came, and when; headers by their names in lower case."""

    headers: Mapping[str, str]
    body: bytes
    at: datetime


class Verify(Protocol):
    """Tells whether a delivery was signed by whoever knows the secret; takes as long for a wrong as for a right one."""

    def __call__(self, kept: SourceSecret, delivery: Delivery) -> bool:
        """Return whether."""
        ...


@dataclass(frozen=True, slots=True)
class Deliveries:
    """The secrets of a tenant's sources, and what is held against them."""

    store: SecretStore
    verify: Verify
    clock: Clock

    async def set(self, tenant: TenantId, source: str, kept: SourceSecret, *, by: By) -> None:
        """Keep a source's secret in the place of the one before; that it was set is on the record."""
        await self.store.put(tenant, _place(source), msgspec.json.encode(kept), by=by)

    async def remove(self, tenant: TenantId, source: str, *, by: By) -> bool:
        """Forget a source's secret, so that it takes in from keys alone; return whether there was one."""
        return await self.store.remove(tenant, _place(source), by=by)

    async def secret(self, tenant: TenantId, source: str) -> SourceSecret:
        """Return a source's secret; raise NotSignedIn where there is none."""
        found = await self.store.get(tenant, _place(source))
        if found is None:
            raise NotSignedIn
        return msgspec.json.decode(found, type=SourceSecret)

    def check(self, kept: SourceSecret, headers: Mapping[str, str], body: bytes) -> None:
        """Raise NotSignedIn, saying no more than that, where the delivery is not signed as it should be."""
        if not self.verify(kept, Delivery(headers, body, self.clock.now())):
            raise NotSignedIn(detail="The signature is missing, wrong or too old.")


def delivery_key(source: str, scheme: Scheme, *, headers: Mapping[str, str], body: bytes) -> str:
    """Return the idempotency key of a signed delivery: sent again, by its product or by who overheard it, it is known.

    Made of what the scheme signs and of nothing else, as that could be changed.
    """
    time = headers.get(_SIGNED_TIME.get(scheme, ""), "")
    return f"signed-{sha256(b'.'.join((source.encode(), time.encode(), body))).hexdigest()}"


def usual_scheme(source: str) -> Scheme:
    """Return how products of a source's name sign."""
    return Scheme(source) if source in set(Scheme) else Scheme.GENERIC


def _place(source: str) -> Place:
    return Place(purpose=_PURPOSE, name=source)
