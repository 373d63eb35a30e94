"""News of changes, for whoever is looking right now."""

from collections.abc import AsyncGenerator
from typing import Protocol

import msgspec

from triage_warden.kernel.ids import IncidentId, TenantId


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """Something changed; what it is now is to be read afresh, so a lost change costs a moment's staleness only."""

    tenant_id: TenantId
    kind: str
    """`incident_changed`, `alert_taken_in`, …"""
    incident_id: IncidentId | None = None
    number: str | None = None
    verdict: str | None = None
    """What the incident was just assessed as, whether or not it was assessed so before."""


class LiveUpdates(Protocol):
    """Tells of changes as they are committed."""

    def subscribe(self, tenant: TenantId) -> AsyncGenerator[Change, None]:
        """Yield the tenant's changes from now on, until the app stops.

        A subscriber that falls behind costs bounded memory: the generator drops what it cannot keep, or ends.
        """
        ...
