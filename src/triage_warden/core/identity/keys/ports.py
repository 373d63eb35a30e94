"""What API keys need of the world."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from triage_warden.core.audit.model import By
from triage_warden.core.identity.keys.model import ApiKey, KnownKey
from triage_warden.core.identity.service_accounts.model import ServiceAccountId
from triage_warden.kernel.ids import TenantId
from triage_warden.kernel.page import Page, PageRequest


class KeyLookup(Protocol):
    """Finds a key that somebody shows."""

    async def by_prefix(self, tenant: TenantId, prefix: str) -> KnownKey | None:
        """Return the tenant's key of that prefix, whether it stands or not."""
        ...


class KeyStore(Protocol):
    """Keeps the keys of each tenant."""

    async def add(self, issued: KnownKey, by: By) -> None:
        """Keep a new key."""
        ...

    async def follow(self, issued: KnownKey, *, until: datetime, at: datetime, by: By) -> None:
        """Keep a new key and let the one that it replaces end at `until` at the latest.

        Raises:
            KeyNotStanding: the old one has ended meanwhile.
        """
        ...

    async def revoke(self, tenant: TenantId, key_id: UUID, *, at: datetime, by: By) -> ApiKey:
        """End a key and return it; ending it again changes nothing. Raise NoSuchKey."""
        ...

    async def get(self, tenant: TenantId, key_id: UUID) -> ApiKey:
        """Return a key, or raise NoSuchKey."""
        ...

    async def page(self, tenant: TenantId, request: PageRequest, *, of: ServiceAccountId | None = None) -> Page[ApiKey]:
        """Return keys, the newest first; `of` wants those of one service account only."""
        ...
