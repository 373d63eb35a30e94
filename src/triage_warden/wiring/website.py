"""The web side of a process."""

import asyncio
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from litestar import Litestar

from triage_warden.core.facts.own_lists.desk import ListDesk
from triage_warden.engine.leadership.standings import SeeStandings
from triage_warden.storage.anchor_file import AnchorFile
from triage_warden.storage.postgres.queries.alerts import PostgresAlertReader
from triage_warden.storage.postgres.queries.assessments import PostgresAssessmentReader
from triage_warden.storage.postgres.queries.audit import PostgresAuditReader
from triage_warden.storage.postgres.queries.facts import PostgresFactReader
from triage_warden.storage.postgres.queries.health import CheckDatabase
from triage_warden.storage.postgres.queries.incidents import PostgresIncidentReader
from triage_warden.storage.postgres.queries.quarantine import PostgresQuarantine
from triage_warden.storage.postgres.queries.trace import PostgresTrace
from triage_warden.storage.postgres.repositories.audit_log import PostgresAuditLog
from triage_warden.storage.postgres.repositories.list_entries import PostgresListEntries
from triage_warden.web.app import create_app
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.shared.limits import IntakeLimits
from triage_warden.wiring.action_health import ActionHealth
from triage_warden.wiring.actions import actions
from triage_warden.wiring.address import parse_bind_address
from triage_warden.wiring.connector_desk import ProcessConnectors
from triage_warden.wiring.deliveries import deliveries
from triage_warden.wiring.gauges import RefreshGauges
from triage_warden.wiring.health import ProcessHealth
from triage_warden.wiring.identity import Identity
from triage_warden.wiring.lifecycle import lifecycle
from triage_warden.wiring.people import front
from triage_warden.wiring.process import Process
from triage_warden.wiring.proxies import trusted_proxies
from triage_warden.wiring.queue_desk import DatabaseQueueDesk
from triage_warden.wiring.setting_groups.serving import ServeRole

LOOPBACK_HOSTS: Final = frozenset({"localhost", "127.0.0.1", "::1"})
"""Names under which it answers while it listens on this machine only: a page elsewhere whose name was pointed here
(DNS rebinding) gets nothing."""


def website(
    process: Process, stopping: asyncio.Event, standings: SeeStandings, *, known: Identity
) -> tuple[Litestar, WebDependencies]:
    """Return the application and what it was given."""
    deps = dependencies(process, stopping, standings, known=known)
    only_health = process.settings.role is ServeRole.ORCHESTRATOR
    return create_app(deps, only_health=only_health), deps


def dependencies(
    process: Process, stopping: asyncio.Event, standings: SeeStandings, *, known: Identity
) -> WebDependencies:
    """Return the ports and use cases of the web side, over the process's database."""
    database = process.database
    doing = ActionHealth(database, process.connected)
    health = ProcessHealth(
        database, CheckDatabase(database, process.clock), standings, process.clock, doing, process.rates.counts_alone
    )
    return WebDependencies(
        read=process.read,
        take_in=process.take_in,
        sources=process.sources,
        alerts=PostgresAlertReader(database),
        quarantine=PostgresQuarantine(database),
        incidents=PostgresIncidentReader(database),
        facts=PostgresFactReader(database),
        assessments=PostgresAssessmentReader(database),
        trace=PostgresTrace(database),
        audit=PostgresAuditLog(database),
        record=PostgresAuditReader(database),
        anchors=AnchorFile(process.settings.audit_anchor),
        front=front(process, known.own, known.people),
        keys=known.desk,
        service_accounts=known.service_accounts,
        lists=ListDesk(PostgresListEntries(database), process.clock, process.ids),
        deliveries=deliveries(process, known.kept),
        authenticate=known.identify,
        note_refused=known.note_uses.refusals.note,
        lifecycle=lifecycle(process),
        actions=actions(process),
        queue=DatabaseQueueDesk(database, process.clock),
        connectors=ProcessConnectors(process.connected, process.clock, process.instance_id),
        live=process.live,
        health=health,
        metrics=process.metrics,
        clock=process.clock,
        ids=process.ids,
        version=process.version,
        instance_id=process.instance_id,
        limits=limits(process),
        rates=process.rates.limits,
        refresh_gauges=refresh_gauges(process),
        hosts=hosts(process),
        client_of=trusted_proxies(process.settings).client_of,
        metrics_through_proxies=process.settings.metrics_through_proxies,
        https=urlsplit(process.settings.base_url).scheme == "https",
        stopping=stopping,
    )


def refresh_gauges(process: Process) -> RefreshGauges:
    """Return what sets the gauges of the database before they are read."""
    within = timedelta(hours=process.settings.backup_within_hours)
    return RefreshGauges(process.database, process.metrics, process.clock, process.connected, within)


def hosts(process: Process) -> frozenset[str]:
    """Return the names under which it answers; none means any, where others than this machine reach it."""
    is_here = parse_bind_address(process.settings.bind_address).is_loopback
    return LOOPBACK_HOSTS if is_here else frozenset()


def limits(process: Process) -> IntakeLimits:
    """Return how much one request may bring."""
    settings = process.settings
    return IntakeLimits(
        body_bytes=settings.request_body_limit,
        decompressed_bytes=settings.decompressed_limit,
        items=settings.request_items_limit,
    )
