"""What taking in needs from outside."""

from typing import Protocol
from uuid import UUID

from triage_warden.core.alerts.model import Alert, AlertFilter, Batch, Quarantined, Stored, StoredAlert
from triage_warden.core.audit.model import AuditEntry
from triage_warden.kernel.ids import AlertId, TenantId
from triage_warden.kernel.page import Page, PageRequest


class AlertParser(Protocol):
    """Turns one payload of a source into alerts; pure."""

    @property
    def source(self) -> str:
        """Return the name under which the source's alerts are kept."""
        ...

    def parse(self, payload: bytes) -> list[Alert]:
        """Return one alert or more.

        Raises:
            CannotParse: with a reason in one sentence, a code and, where one field is at fault, its JSON pointer.
            Nothing else, whatever the bytes.
        """
        ...


class AlertStore(Protocol):
    """Keeps what was taken in, in one transaction for the whole batch."""

    async def put(self, tenant: TenantId, batch: Batch) -> list[Stored]:
        """Commit the batch, with the job that groups it, and say for each alert of it what became of it, in order.

        An alert whose fingerprint is known raises that alert's count; under any concurrency exactly one of two
        equal alerts is new. A batch under an idempotency key that was seen before changes nothing and returns
        what it returned then.

        Raises:
            IdempotencyKeyReused: the key came with other payloads before; nothing was stored.
            BacklogFull: more alerts wait for grouping and triage than the limit; nothing was stored.
            Unavailable: the database does not answer; nothing was stored.
        """
        ...


class AlertReader(Protocol):
    """Reads alerts back."""

    async def page(self, tenant: TenantId, wanted: AlertFilter, request: PageRequest) -> Page[StoredAlert]:
        """Return alerts, newest receipt first."""
        ...

    async def get(self, tenant: TenantId, alert_id: AlertId) -> StoredAlert:
        """Return one alert, or raise NotFound."""
        ...

    async def raw(self, tenant: TenantId, alert_id: AlertId) -> bytes:
        """Return the vendor's payload, byte for byte, or raise NotFound."""
        ...


class Quarantine(Protocol):
    """Keeps what could not be parsed."""

    async def page(self, tenant: TenantId, request: PageRequest) -> Page[Quarantined]:
        """Return what waits, newest first."""
        ...

    async def get(self, tenant: TenantId, item_id: UUID) -> Quarantined:
        """Return one item with its payload, or raise NotFound."""
        ...

    async def release(self, tenant: TenantId, item_id: UUID, entry: AuditEntry) -> None:
        """Mark an item as replayed, and put that on the record; it is no longer listed."""
        ...
