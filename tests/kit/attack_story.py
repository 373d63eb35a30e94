"""One incident with everything: a mail, a stolen password, a computer taken over; nobody in it exists."""

from datetime import datetime, timedelta

import msgspec

from kit.alerts import a_stored_alert, an_alert
from kit.shown_incidents import an_incident, an_incident_id
from kit.web import World
from triage_warden.core.alerts.model import AttackRef, StoredAlert
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.assessment.model import (
    AnalystKind,
    Assessment,
    Category,
    CitedFact,
    RecommendedAction,
    Verdict,
)
from triage_warden.core.facts.model import Fact, a_fact
from triage_warden.core.incidents.model import (
    Link,
    SharedValue,
    TimelineEntry,
)
from triage_warden.core.observables.model import Observable, ObservableType, Role, Trait
from triage_warden.core.triage.trace import TraceStep
from triage_warden.kernel.ids import IncidentId

USER = Observable(type=ObservableType.USER, value="alex@example.com", role=Role.TARGET)
HOST = Observable(type=ObservableType.HOSTNAME, value="fin-ws-014.corp.example", role=Role.TARGET)
SENDER = Observable(type=ObservableType.EMAIL, value="billing@examp1e-invoices.net", role=Role.ACTOR)
LINK = Observable(
    type=ObservableType.URL,
    value="https://login.examp1e-invoices.net/session?redirect=portal",
    role=Role.ACTOR,
    traits=(Trait.DEFANGED,),
)
ADDRESS = Observable(type=ObservableType.IPV4, value="203.0.113.45", role=Role.DESTINATION)
INSIDE = Observable(type=ObservableType.IPV4, value="10.20.4.17", role=Role.SOURCE, traits=(Trait.PRIVATE,))
RESOLVER = Observable(
    type=ObservableType.DOMAIN,
    value="cdn.example.org",
    role=Role.MENTIONED,
    traits=(Trait.KNOWN_GOOD,),
    lists=("large content networks",),
)
DIGEST = Observable(
    type=ObservableType.SHA256,
    value="9f2feb0f1ef425b292f2f94b5b8a1b6f1f2d3e4c5b6a79880102030405060708",
    role=Role.ARTIFACT,
)


def tell_attack(world: World, now: datetime) -> None:
    """Put it into the world as INC-2026-000123."""
    incident_id = an_incident_id(123)
    alerts = _alerts(now, incident_id)
    facts = _facts(now, alerts)
    for alert in alerts:
        world.alerts.add(alert, b'{"alert":"' + alert.title.encode() + b'","n":1}')
    world.facts.by_incident[incident_id] = facts
    world.facts.by_alert[alerts[0].id] = facts[:3]
    world.assessments.by_incident[incident_id] = [_assessment(now, facts)]
    world.trace.steps[incident_id] = _steps(now)
    world.incidents.add(
        an_incident(
            123,
            now,
            title="Invoice mail led to a credential form, then PowerShell on fin-ws-014",
            severity=Severity.CRITICAL,
            verdict="malicious",
            confidence=0.94,
            category="spear_phishing",
            alert_count=len(alerts),
            sources=("mail", "sentinel", "suricata", "wazuh"),
            entities=(USER, HOST),
            version=5,
            assessed_version=5,
            updated_at=now - timedelta(seconds=48),
            reopened=1,
        ),
        links=_links(alerts),
        timeline=_timeline(now),
    )


def _alerts(now: datetime, incident_id: IncidentId) -> list[StoredAlert]:
    rows = (
        (
            "mail",
            "Reported mail: Invoice 4471 overdue",
            Severity.MEDIUM,
            62,
            (USER, SENDER, LINK, RESOLVER),
            ("T1566.002", "initial-access"),
        ),
        (
            "sentinel",
            "Sign-in from unfamiliar location",
            Severity.MEDIUM,
            51,
            (USER, ADDRESS),
            ("T1078.004", "initial-access"),
        ),
        (
            "wazuh",
            "PowerShell started with an encoded command",
            Severity.HIGH,
            33,
            (HOST, USER, DIGEST),
            ("T1059.001", "execution"),
        ),
        (
            "wazuh",
            "LSASS memory was read by an unusual process",
            Severity.CRITICAL,
            29,
            (HOST, DIGEST),
            ("T1003.001", "credential-access"),
        ),
        (
            "suricata",
            "ET MALWARE Beacon to known command and control",
            Severity.HIGH,
            12,
            (INSIDE, ADDRESS, HOST),
            ("T1071.001", "command-and-control"),
        ),
    )
    found = []
    for number, (source, title, severity, minutes, observables, attack) in enumerate(rows, 1):
        alert = an_alert(
            source=source,
            source_id=f"{source}-{number}",
            rule=title,
            title=title,
            severity=severity,
            occurred_at=now - timedelta(minutes=minutes),
            observables=observables,
            attack=(AttackRef(technique=attack[0], tactic=attack[1]),),
            attributes={"action_taken": "detected", "product": "Endpoint sensor"},
        )
        stored = msgspec.structs.replace(
            a_stored_alert(number, alert),
            incident_id=incident_id,
            count=number * 3 if source == "suricata" else 1,
            description="The sensor saw this and says so at some length.\nSee https://vendor.example/kb/1",
        )
        found.append(stored)
    return found


def _facts(now: datetime, alerts: list[StoredAlert]) -> list[Fact]:
    mail, signin, shell, memory, beacon = (f"alert:{alert.id}" for alert in alerts)

    def fact(kind: str, statement: str, source: str, *rests_on: str) -> Fact:
        return a_fact(kind, statement, source=source, observed_at=now - timedelta(minutes=2), rests_on=rests_on)

    return [
        fact(
            "mail.lookalike_domain",
            "The sender's domain differs from example-invoices.net by one character.",
            "mail",
            mail,
        ),
        fact("mail.dmarc_fail", "DMARC failed for the domain in From.", "mail", mail, "header:Authentication-Results"),
        fact("mail.credential_form", "The linked page asks for a password.", "mail", mail, "link:1"),
        fact(
            "alert.chain_progress",
            "Alerts on one host follow the kill chain from access to control.",
            "incident",
            mail,
            shell,
            memory,
            beacon,
        ),
        fact(
            "alert.corroborated",
            "Three independent sources report the same host within 30 minutes.",
            "incident",
            shell,
            memory,
            beacon,
        ),
        fact("alert.rule_rare_on_host", "This rule never fired on fin-ws-014 in the past 30 days.", "history", memory),
        fact("alert.known_good_infrastructure", "One address belongs to a large content network.", "lists", mail),
        fact("mail.recipient_known", "The recipient has had mail from this sender's provider before.", "history", mail),
        fact("alert.signin_new_country", "The account had never signed in from that network.", "history", signin),
    ]


def _assessment(now: datetime, facts: list[Fact]) -> Assessment:
    weights = (1.61, 0.92, 1.2, 2.4, 1.35, 0.8, -0.7, -0.35)
    cited = tuple(
        CitedFact(id=fact.id, statement=fact.statement, weight=weight)
        for fact, weight in zip(facts, weights, strict=False)
    )
    return Assessment(
        verdict=Verdict.MALICIOUS,
        confidence=0.94,
        category=Category.SPEAR_PHISHING,
        severity=Severity.CRITICAL,
        attack=(AttackRef(technique="T1566.002"), AttackRef(technique="T1059.001"), AttackRef(technique="T1003.001")),
        facts=cited,
        summary=(
            f"A mail from a look-alike of a supplier's domain [{facts[0].id}, {facts[1].id}] led to a form that asks "
            f"for a password [{facts[2].id}]. Within half an hour the same person's computer ran an encoded command, "
            f"read credentials from memory and spoke to a control server [{facts[3].id}], which three sources "
            f"report independently [{facts[4].id}]. That part of the link's hosting is a large network "
            f"[{facts[6].id}] weighs little against it."
        ),
        recommended_actions=(
            RecommendedAction(
                action="isolate_host",
                target="fin-ws-014.corp.example",
                reason="It speaks to a control server now.",
                cites=(facts[3].id, facts[4].id),
            ),
            RecommendedAction(
                action="revoke_sessions",
                target="alex@example.com",
                reason="The password was probably given away.",
                cites=(facts[2].id,),
            ),
            RecommendedAction(
                action="block_domain", target="examp1e-invoices[.]net", reason="Look-alike.", cites=(facts[0].id,)
            ),
        ),
        analyst=AnalystKind.RULES,
        assessed_at=now - timedelta(seconds=50),
    )


def _links(alerts: list[StoredAlert]) -> list[Link]:
    shared = (SharedValue(type=ObservableType.USER, value="alex@example.com", weight=2.1, spread=2),)
    reasons = (
        None,
        "The user alex@example.com is in both, 11 minutes apart; 2 parties share that value today.",
        "The user alex@example.com is in both, 18 minutes apart; 2 parties share that value today.",
        "The host fin-ws-014.corp.example is in both, 4 minutes apart; nobody else shares it today.",
        "The host fin-ws-014.corp.example is in both, 17 minutes apart; nobody else shares it today.",
    )
    return [
        Link(
            alert_id=alert.id,
            tied_to=alerts[place - 1].id if reason else None,
            reason=reason or "The incident began with this alert.",
            weight=2.1 if reason else 0.0,
            shared=shared if reason else (),
        )
        for place, (alert, reason) in enumerate(zip(alerts, reasons, strict=True))
    ]


def _timeline(now: datetime) -> list[TimelineEntry]:
    rows = (
        (61, "created", "Opened with a reported mail.", "system"),
        (60, "assessed", "Assessed suspicious, 62%.", "system"),
        (50, "alert_linked", "Sign-in from unfamiliar location was added.", "system"),
        (44, "status_changed", "Resolved as undetermined: waiting for the recipient.", "day shift"),
        (33, "reopened", "Reopened: a new alert on the same user.", "system"),
        (29, "alert_linked", "LSASS memory was read by an unusual process was added.", "system"),
        (1, "assessed", "Assessed malicious, 94%.", "system"),
    )
    return [
        TimelineEntry(at=now - timedelta(minutes=minutes), kind=kind, text=text, actor=actor)
        for minutes, kind, text, actor in rows
    ]


def _steps(now: datetime) -> list[TraceStep]:
    def step(name: str, millis: int, *, state: str = "done", attempts: int = 1, error: str | None = None) -> TraceStep:
        began = now - timedelta(seconds=52)
        return TraceStep(
            run="run-1",
            step=name,
            state=state,
            attempts=attempts,
            started_at=began,
            ended_at=began + timedelta(milliseconds=millis),
            input_digest="5b1d0c9e77aa41f2",
            error=error,
        )

    return [
        step("load_incident", 4),
        step("gather_facts", 180),
        step("look_up:203.0.113.45", 2300, attempts=2, error="The lookup did not answer the first time."),
        step("assess", 6),
        step("store_assessment", 9),
    ]
