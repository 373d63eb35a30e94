"""The web side over ports in memory: `a_web()` and a client for it."""

from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import httpx
import msgspec
from litestar import Litestar

from kit.audit_record import MemoryAudit
from kit.changes import MemoryLifecycle, MemoryLive
from kit.clock import FrozenClock
from kit.connector_desk import MemoryConnectors
from kit.deliveries import MemorySecrets, a_deliveries
from kit.identity import MemoryKeys, a_key_desk, known_by_role, shown_by
from kit.memory_actions import MemoryActions
from kit.memory_people import MemoryPeople, a_front, a_memory_desk
from kit.own_lists import MemoryListEntries, a_list_desk
from kit.queue_desk import MemoryQueue
from kit.readers import (
    MemoryAlerts,
    MemoryAssessments,
    MemoryFacts,
    MemoryIncidents,
    MemoryQuarantine,
)
from kit.service_accounts import MemoryServiceAccounts, a_service_account_desk
from triage_warden.connector_kit.json_payload import decode
from triage_warden.connector_kit.source import AlertSource
from triage_warden.connector_kit.split import json_items, lines
from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.alerts.model import Alert, Identity
from triage_warden.core.alerts.take_in import Read, TakeIn
from triage_warden.core.identity.roles import Role
from triage_warden.core.triage.trace import TraceStep
from triage_warden.kernel.ids import IncidentId, TenantId, Uuid7
from triage_warden.observability.metrics import Metrics
from triage_warden.web.app import create_app
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.shared.health import Components, Database, Queue, Status
from triage_warden.web.shared.lifecycle import Lifecycle

HEALTHY = Components(
    database=Database(status=Status.HEALTHY, schema="current"),
    queue=Queue(status=Status.HEALTHY, depth={"triage": 2}, oldest_seconds={"triage": 0.5}),
)


@dataclass(frozen=True, slots=True)
class TinyJson:
    """A parser of `{"id","title"}`, strict enough to refuse things."""

    source: str

    def parse(self, payload: bytes) -> list[Alert]:
        """Return one alert."""
        value = decode(payload)
        title, name = value.get("title"), value.get("id")
        if not isinstance(title, str) or not isinstance(name, str):
            raise CannotParse(detail="An alert has an id and a title; both are text.")
        return [Alert(source=self.source, title=title, identity=Identity(parts=(name,), exact=True), raw=payload)]


@dataclass(frozen=True, slots=True)
class TinyText:
    """A parser that takes any payload with a letter in it as a title."""

    source: str

    def parse(self, payload: bytes) -> list[Alert]:
        """Return one alert."""
        title = payload.decode("utf-8", "replace").strip()
        if not title:
            raise CannotParse(detail="There is nothing in it.")
        return [Alert(source=self.source, title=title[:200], identity=Identity(parts=(title,)), raw=payload)]


@dataclass(slots=True)
class MemoryTrace:
    """Steps by incident."""

    steps: dict[IncidentId, list[TraceStep]] = field(default_factory=dict[IncidentId, list[TraceStep]])

    async def of_incident(self, tenant: TenantId, incident_id: IncidentId) -> list[TraceStep]:  # noqa: ARG002  # one tenant
        """Return the steps."""
        return self.steps.get(incident_id, [])


@dataclass(slots=True)
class MemoryHealth:
    """Health that a test sets."""

    components: Components = HEALTHY

    async def check(self) -> Components:
        """Return what was set."""
        return self.components


@dataclass(slots=True)
class World:
    """Everything behind the web side, to be filled and looked at."""

    clock: FrozenClock = field(default_factory=FrozenClock)
    alerts: MemoryAlerts = field(default_factory=MemoryAlerts)
    incidents: MemoryIncidents = field(default_factory=MemoryIncidents)
    facts: MemoryFacts = field(default_factory=MemoryFacts)
    assessments: MemoryAssessments = field(default_factory=MemoryAssessments)
    actions: MemoryActions = field(default_factory=MemoryActions)
    trace: MemoryTrace = field(default_factory=MemoryTrace)
    audit: MemoryAudit = field(default_factory=MemoryAudit)
    people: MemoryPeople = field(default_factory=MemoryPeople)
    queue: MemoryQueue = field(default_factory=MemoryQueue)
    connectors: MemoryConnectors = field(default_factory=MemoryConnectors)
    live: MemoryLive = field(default_factory=MemoryLive)
    health: MemoryHealth = field(default_factory=MemoryHealth)
    metrics: Metrics = field(default_factory=Metrics)
    keys: MemoryKeys = field(default_factory=MemoryKeys)
    lists: MemoryListEntries = field(default_factory=MemoryListEntries)
    secrets: MemorySecrets = field(default_factory=MemorySecrets)
    service_accounts: MemoryServiceAccounts = field(init=False)

    def __post_init__(self) -> None:
        """Let service accounts and their keys know of each other."""
        self.service_accounts = MemoryServiceAccounts(self.keys)


def tiny_sources() -> dict[str, AlertSource]:
    """Return three sources: our JSON, a vendor's JSON (knows itself by `"vendor"`), and mail."""
    return {
        "generic": _source("generic", "Our own JSON", mark=b"\x00never"),
        "acme": _source("acme", "Acme EDR", mark=b'"vendor"'),
        "cef": AlertSource(
            name="cef",
            title="CEF",
            parser=TinyText("cef"),
            recognises=lambda payload: float(payload.startswith(b"CEF:")),
            split=lines,
            documentation="https://docs.example.com/cef",
        ),
        "mail": AlertSource(
            name="mail",
            title="Reported mail",
            parser=TinyText("mail"),
            recognises=lambda _: 0.0,
            split=_whole,
            documentation="https://docs.example.com/mail",
        ),
    }


def a_web(world: World, **changes: object) -> WebDependencies:
    """Return dependencies over the world; `changes` replace single ones."""
    sources = tiny_sources()
    ids = Uuid7(world.clock)
    memory = MemoryLifecycle(world.incidents)
    deps = WebDependencies(
        read=Read(parsers={name: source.parser for name, source in sources.items()}, clock=world.clock, ids=ids),
        take_in=TakeIn(world.alerts),
        sources=sources,
        alerts=world.alerts,
        quarantine=MemoryQuarantine(world.alerts),
        incidents=world.incidents,
        facts=world.facts,
        assessments=world.assessments,
        trace=world.trace,
        audit=world.audit,
        record=world.audit,
        anchors=world.audit,
        front=a_front(a_memory_desk(world.clock, world.audit, world.people)),
        keys=a_key_desk(world.keys, world.clock),
        service_accounts=a_service_account_desk(world.service_accounts, world.clock),
        lists=a_list_desk(world.lists, world.clock),
        deliveries=a_deliveries(world.clock, world.secrets),
        authenticate=known_by_role,
        lifecycle=Lifecycle(memory.resolve, memory.close, memory.reopen, memory.assign),
        actions=world.actions.together(),
        queue=world.queue,
        connectors=world.connectors,
        live=world.live,
        health=world.health,
        metrics=world.metrics,
        clock=world.clock,
        ids=ids,
        version="0.0.0",
        instance_id="test-1",
    )
    return replace(deps, **changes) if changes else deps  # type: ignore[arg-type]  # names are checked at run time


@asynccontextmanager
async def a_client(
    world: World, *, role: Role | None = Role.ADMIN, **changes: object
) -> AsyncGenerator[httpx.AsyncClient]:
    """Yield a client of the application over the world, in the same event loop; who asks has a role, or shows none."""
    async with client_of(create_app(a_web(world, **changes)), role=role) as client:
        yield client


@asynccontextmanager
async def client_of(app: Litestar, *, role: Role | None = Role.ADMIN) -> AsyncGenerator[httpx.AsyncClient]:
    """Yield a client of an application."""
    headers = shown_by(role) if role else {}
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)  # type: ignore[arg-type]  # stricter scope types
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver.local", headers=headers) as client:
        yield client


def problem(response: httpx.Response) -> dict[str, object]:
    """Return the problem that a response carries, after checking that it is one."""
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, object] = msgspec.json.decode(response.content)
    assert body["status"] == response.status_code
    assert body["request_id"] == response.headers["x-request-id"]
    return body


def _source(name: str, title: str, mark: bytes) -> AlertSource:
    return AlertSource(
        name=name,
        title=title,
        parser=TinyJson(name),
        recognises=lambda payload: float(mark in payload),
        split=json_items,
        documentation=f"https://docs.example.com/{name}",
    )


def _whole(data: bytes) -> Iterator[bytes]:
    yield data
