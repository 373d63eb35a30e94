"""A world with incidents of every sort, for pages to be rendered and looked at; nobody in it exists."""

from datetime import datetime, timedelta

import msgspec

from kit.attack_story import ADDRESS, HOST, USER, tell_attack
from kit.clock import FrozenClock
from kit.shown_incidents import an_incident
from kit.web import World
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.incidents.model import (
    Disposition,
    Incident,
    IncidentStatus,
)

HOSTILE = '<script>alert(1)</script> "quoted" & \u202egpj.exe\u202c {{ 7*7 }} http://evil.example/x'


def a_scene(clock: FrozenClock | None = None) -> World:
    """Return a world with seven incidents; the first, INC-2026-000123, has everything."""
    world = World(clock=clock or FrozenClock())
    now = world.clock.now()
    tell_attack(world, now)
    for incident in _the_others(now):
        world.incidents.add(incident)
    return world


def _the_others(now: datetime) -> list[Incident]:
    def made(number: int, minutes: int, **changes: object) -> Incident:
        return an_incident(number, now, updated_at=now - timedelta(minutes=minutes), **changes)

    judged = {"version": 1, "assessed_version": 1}
    return [
        made(124, 0, title="Reported mail: Quarterly figures", status=IncidentStatus.TRIAGING, sources=("mail",)),
        made(
            122,
            14,
            title="ET SCAN Suspicious inbound to MSSQL port 1433",
            severity=Severity.LOW,
            verdict="benign",
            confidence=0.88,
            category="reconnaissance",
            sources=("suricata",),
            alert_count=212,
            entities=(ADDRESS, msgspec.structs.replace(HOST, value="dmz-gw-2")),
            **judged,
        ),
        made(
            121,
            41,
            title="Multiple failed sign-ins followed by success",
            severity=Severity.HIGH,
            verdict="suspicious",
            confidence=0.71,
            category="account_takeover",
            sources=("sentinel", "wazuh"),
            alert_count=6,
            entities=(USER,),
            assignee="on-call",
            **judged,
        ),
        made(
            119,
            95,
            title=HOSTILE,
            severity=Severity.INFORMATIONAL,
            verdict="inconclusive",
            confidence=0.5,
            entities=(msgspec.structs.replace(HOST, value="x" * 300),),
            **judged,
        ),
        made(
            101,
            60 * 26,
            title="New administrator account outside of change window",
            severity=Severity.CRITICAL,
            verdict="malicious",
            confidence=0.97,
            category="persistence",
            status=IncidentStatus.RESOLVED,
            disposition=Disposition.TRUE_POSITIVE,
            resolution_reason="Account removed, host rebuilt.",
            sources=("sentinel",),
            alert_count=4,
            entities=(HOST, USER),
            assignee="night shift",
            **judged,
        ),
        made(
            87,
            60 * 24 * 20,
            title="Vulnerability scanner of our own",
            severity=Severity.LOW,
            verdict="benign",
            confidence=0.93,
            status=IncidentStatus.CLOSED,
            disposition=Disposition.FALSE_POSITIVE,
            resolution_reason="Scheduled scan.",
            **judged,
        ),
    ]
