"""Keep the heads of every tenant's record outside the database, now and then."""

import asyncio
from dataclasses import dataclass, field

import structlog

from triage_warden.core.audit.anchor import KeepAnchor
from triage_warden.core.audit.model import Anchor
from triage_warden.core.audit.ports import AnchorStore
from triage_warden.core.audit.verify import Finding
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.errors import TriageError
from triage_warden.kernel.ids import TenantId
from triage_warden.observability.metrics import Metrics
from triage_warden.storage.anchor_file import AnchorFile
from triage_warden.storage.postgres.queries.audit import PostgresAuditReader
from triage_warden.storage.postgres.queries.tenants import tenants
from triage_warden.storage.postgres.unit import Database
from triage_warden.wiring.process import Process

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class KeepAnchors:
    """Anchors in a file and in the log.

    Every replica does it: each is a witness of its own, and a head kept twice does no harm, so it need not lead.
    """

    database: Database
    keep: KeepAnchor
    store: AnchorStore
    metrics: Metrics
    clock: Clock
    every_seconds: float
    _last: dict[TenantId, Anchor] = field(default_factory=dict[TenantId, Anchor], init=False)

    async def __call__(self) -> None:
        """Keep heads until cancelled."""
        while True:
            await self.once()
            await asyncio.sleep(self.every_seconds)

    async def once(self) -> None:
        """Look at each tenant's chain once; what fails is told and tried again at the next look."""
        try:
            found = [await self._one(tenant) for tenant in await tenants(self.database)]
        except TriageError as error:
            log.warning("audit_not_anchored", error=error.code, detail=error.detail)
            return
        self.metrics.audit_chains_broken.set(sum(found))
        self.metrics.audit_checked.set(self.clock.now().timestamp())

    async def _one(self, tenant: TenantId) -> bool:
        """Return whether the tenant's chain is broken."""
        kept = await self.store.kept(tenant)
        last = kept[-1] if kept else self._last.get(tenant)
        result = await self.keep(tenant, last)
        if isinstance(result, Finding):
            log.error("audit_chain_broken", tenant_id=str(tenant), fault=result.fault.value, seq=result.seq)
            return True
        if result is not None:
            self._last[tenant] = result
            log.info("audit_head", tenant_id=str(tenant), seq=result.seq, hash=result.hash)
        return False


def keep_anchors(process: Process) -> KeepAnchors:
    """Return it over the process's database, as the settings say."""
    store = AnchorFile(process.settings.audit_anchor)
    reader = PostgresAuditReader(process.database)
    return KeepAnchors(
        database=process.database,
        keep=KeepAnchor(reader, store, process.clock),
        store=store,
        metrics=process.metrics,
        clock=process.clock,
        every_seconds=process.settings.audit_anchor_seconds,
    )
