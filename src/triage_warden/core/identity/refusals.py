"""Keys, tokens and signatures that were refused, counted by the minute on the record: nobody can fill it by trying."""

from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Final, TypeAlias

import msgspec

from triage_warden.core.audit.model import ActorKind, AuditActor, AuditEntry, AuditObject, By, Value, recorded
from triage_warden.core.audit.ports import AuditLog
from triage_warden.core.identity.deliveries import RefusedDelivery
from triage_warden.core.identity.keys.refused import RefusedKey
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import TenantId

MOST_PLACES: Final = 20
"""Entries that one process makes in a minute at most, and one more for each tenant: whoever tries keys from a thousand
addresses is told apart no further than this."""
SECONDS: Final = 60.0
_REST: Final = "credential.refuse"
_ONE_HOUSE: Final = 64
"""Bits of an IPv6 address that one customer gets at least (RFC 6177 §2)."""


Refused: TypeAlias = RefusedKey | RefusedDelivery


class Place(msgspec.Struct, frozen=True):
    """What is counted together; without a credential, all that is over the limit."""

    tenant: TenantId
    refused: Refused | None = None
    address: str | None = None


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """How often, and from when to when."""

    times: int
    first: datetime
    last: datetime


@dataclass(slots=True)
class Refusals:
    """Counts refusals by key or source, reason and address (of IPv6, the /64) until they are written."""

    audit: AuditLog
    clock: Clock
    _counted: dict[Place, Counted] = field(default_factory=dict[Place, Counted], init=False)
    _written: float = field(init=False)

    def __post_init__(self) -> None:
        self._written = self.clock.monotonic()

    def note(self, refused: Refused, address: str | None) -> None:
        """Count one."""
        place = Place(refused.tenant, refused, _house(address))
        if place not in self._counted and len(self._counted) >= MOST_PLACES:
            place = Place(refused.tenant)
        now, before = self.clock.now(), self._counted.get(place)
        first, times = (before.first, before.times) if before else (now, 0)
        self._counted[place] = Counted(times=times + 1, first=first, last=now)

    async def write(self, *, at_once: bool = False) -> None:
        """Put them on the record, once a minute; what cannot be written now (Unavailable) is counted further."""
        if not at_once and self.clock.monotonic() - self._written < SECONDS:
            return
        self._written = self.clock.monotonic()
        for tenant in {place.tenant for place in self._counted}:
            places = {place: counted for place, counted in self._counted.items() if place.tenant == tenant}
            await self.audit.record(tenant, *(self._entry(place, counted) for place, counted in places.items()))
            for place, counted in places.items():
                self._take_off(place, counted)

    def _take_off(self, place: Place, written: Counted) -> None:
        """Leave what came while it was written."""
        more = self._counted[place].times - written.times
        if more:
            self._counted[place] = Counted(times=more, first=written.last, last=self._counted[place].last)
        else:
            del self._counted[place]

    def _entry(self, place: Place, counted: Counted) -> AuditEntry:
        anonymous = AuditActor(id="anonymous", kind=ActorKind.ANONYMOUS, name="anonymous")
        refused = place.refused
        after: dict[str, Value] = {
            "times": counted.times,
            "first": counted.first.isoformat(),
            "last": counted.last.isoformat(),
        }
        return recorded(
            By(actor=anonymous, address=place.address),
            _REST if refused is None else refused.action,
            AuditObject(type="credential", id="several") if refused is None else refused.object,
            at=self.clock.now(),
            reason=refused.why.value if refused else "more than are told apart",
            changed=(None, after),
        )


def _house(address: str | None) -> str | None:
    try:
        found = ip_address((address or "").partition("%")[0])
    except ValueError:
        return None
    return str(IPv6Network((int(found), _ONE_HOUSE), strict=False)) if isinstance(found, IPv6Address) else address
