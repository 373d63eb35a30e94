"""What the web side is given: ports and use cases, nothing of how they are done."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from triage_warden.connector_kit.source import AlertSource
from triage_warden.core.alerts.ports import AlertReader, Quarantine
from triage_warden.core.alerts.take_in import Read, TakeIn
from triage_warden.core.assessment.ports import AssessmentReader
from triage_warden.core.audit.ports import AnchorStore, AuditLog, AuditReader
from triage_warden.core.facts.own_lists.desk import ListDesk
from triage_warden.core.facts.ports import FactReader
from triage_warden.core.identity.deliveries import Deliveries
from triage_warden.core.identity.keys.desk import KeyDesk
from triage_warden.core.identity.ports import Authenticate
from triage_warden.core.identity.service_accounts.desk import ServiceAccountDesk
from triage_warden.core.incidents.live import LiveUpdates
from triage_warden.core.incidents.ports import IncidentReader
from triage_warden.core.triage.trace import TraceReader
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import IdSource
from triage_warden.observability.metrics import Metrics
from triage_warden.web.shared.actions import Actions
from triage_warden.web.shared.authorise import NoteRefused, nobody_is_known, not_noted
from triage_warden.web.shared.client_address import ClientOf, TrustedProxies
from triage_warden.web.shared.connector_desk import ConnectorDesk
from triage_warden.web.shared.event_stream import Pace
from triage_warden.web.shared.front import Front
from triage_warden.web.shared.health import HealthSource
from triage_warden.web.shared.lifecycle import Lifecycle
from triage_warden.web.shared.limits import IntakeLimits
from triage_warden.web.shared.queue_desk import QueueDesk
from triage_warden.web.shared.rate_limits import RateLimits

READERS: Final = 2
"""Reading is the interpreter's work, so more at once only take turns, each holding a body and its alerts, and the event
loop waits for all of them in between; one alone would let a mail that is hard to read hold up every batch."""


async def _nothing_to_refresh() -> None:
    """Gauges are set elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebDependencies:
    """Everything that a request may touch.

    `refresh_gauges` is awaited before `/metrics` answers. `hosts` are the host names to answer under; empty means
    any. `stopping` is to be set when the process is told to stop, before the server waits for open connections:
    it ends the streams of live updates and makes `/ready` say no.
    """

    read: Read
    take_in: TakeIn
    sources: Mapping[str, AlertSource]
    alerts: AlertReader
    quarantine: Quarantine
    incidents: IncidentReader
    facts: FactReader
    assessments: AssessmentReader
    trace: TraceReader
    audit: AuditLog
    record: AuditReader
    anchors: AnchorStore
    front: Front
    lifecycle: Lifecycle
    actions: Actions
    queue: QueueDesk
    connectors: ConnectorDesk
    live: LiveUpdates
    health: HealthSource
    metrics: Metrics
    clock: Clock
    ids: IdSource
    version: str
    instance_id: str
    keys: KeyDesk
    service_accounts: ServiceAccountDesk
    lists: ListDesk
    deliveries: Deliveries
    authenticate: Authenticate = nobody_is_known
    note_refused: NoteRefused = not_noted
    limits: IntakeLimits = field(default_factory=IntakeLimits)
    rates: RateLimits = field(default_factory=RateLimits)
    hosts: frozenset[str] = frozenset()
    client_of: ClientOf = TrustedProxies().client_of
    metrics_through_proxies: bool = False
    """Whether `/metrics` answers what a proxy passes on, too."""
    https: bool = False
    """Whether browsers reach us over HTTPS, and shall do so from now on."""
    refresh_gauges: Callable[[], Awaitable[None]] = _nothing_to_refresh
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    readers: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(READERS))
    """Lets that many large bodies be read at once, off the event loop."""
    pace: Pace = field(default_factory=Pace)
    """Of live updates."""
