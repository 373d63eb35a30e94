"""What the server answers, as far as the command line draws it; fields it does not know are left out."""

from datetime import datetime

import msgspec

from triage_warden.core.alerts.model import AttackRef, Rule
from triage_warden.core.assessment.model import Assessment
from triage_warden.core.incidents.model import Link, TimelineEntry
from triage_warden.core.observables.model import Observable
from triage_warden.kernel.errors import FieldError


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """An error (RFC 9457)."""

    title: str = "The server refused."
    detail: str = ""
    request_id: str = ""
    errors: tuple[FieldError, ...] = ()


class PageHead(msgspec.Struct, frozen=True, kw_only=True):
    """A page of a list whose items were not looked at yet."""

    items: list[msgspec.Raw]
    next: str | None = None


class IncidentRow(msgspec.Struct, frozen=True, kw_only=True):
    """An incident, with its latest assessment where it was asked for alone."""

    id: str
    number: str
    title: str
    status: str
    severity: str
    verdict: str | None = None
    confidence: float | None = None
    category: str | None = None
    alert_count: int = 0
    sources: tuple[str, ...] = ()
    entities: tuple[Observable, ...] = ()
    first_alert_at: datetime
    last_alert_at: datetime
    updated_at: datetime
    assignee: str | None = None
    reopened: int = 0
    disposition: str | None = None
    resolution_reason: str | None = None
    assessment: Assessment | None = None


class AlertRow(msgspec.Struct, frozen=True, kw_only=True):
    """An alert."""

    id: str
    source: str
    source_id: str | None = None
    rule: Rule = Rule()
    title: str
    description: str = ""
    severity: str
    occurred_at: datetime
    received_at: datetime
    attack: tuple[AttackRef, ...] = ()
    observables: tuple[Observable, ...] = ()
    attributes: dict[str, str] = {}
    count: int = 1
    incident_id: str | None = None


class QuarantineRow(msgspec.Struct, frozen=True, kw_only=True):
    """A payload in quarantine; with the payload where it was asked for alone."""

    id: str
    source: str
    code: str
    reason: str
    pointer: str | None = None
    received_at: datetime
    size: int = 0
    payload: bytes = b""


class JobRow(msgspec.Struct, frozen=True, kw_only=True):
    """A job of the queue."""

    id: int
    kind: str
    state: str
    about: str = ""
    created_at: datetime
    run_after: datetime
    attempts: int = 0
    family: str | None = None
    reason: str | None = None


class UserRow(msgspec.Struct, frozen=True, kw_only=True):
    """A person who can sign in."""

    id: str
    name: str
    display_name: str = ""
    role: str
    disabled: bool = False
    must_change_password: bool = False
    second_factor: bool = False
    external: bool = False
    last_sign_in_at: datetime | None = None


class GivenAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A person with a temporary password."""

    user: UserRow
    temporary_password: str | None = None
    password_expires_at: datetime | None = None


class TraceRow(msgspec.Struct, frozen=True, kw_only=True):
    """A step of a triage."""

    run: str = ""
    step: str
    state: str
    attempts: int = 1
    started_at: datetime | None = None
    ended_at: datetime | None = None
    error: str | None = None


class ActionReceiptRow(msgspec.Struct, frozen=True, kw_only=True):
    """What the other system calls what it made."""

    reference: str
    url: str | None = None


class AttemptRow(msgspec.Struct, frozen=True, kw_only=True):
    """One attempt at an action."""

    number: int
    worker: str = ""
    started_at: datetime
    ended_at: datetime | None = None
    outcome: str | None = None
    error: str | None = None
    asked: int = 0


class ActionRow(msgspec.Struct, frozen=True, kw_only=True):
    """An action."""

    id: str
    incident_number: str
    action: dict[str, str]
    connector: str
    state: str
    digest: str = ""
    requested_by: str = ""
    requested_at: datetime
    approved_by: str | None = None
    receipt: ActionReceiptRow | None = None
    reason: str | None = None
    settled_by: str | None = None
    attempts: list[AttemptRow] = []


class DraftRow(msgspec.Struct, frozen=True, kw_only=True):
    """What would be sent."""

    action: dict[str, str]
    connector: str | None = None
    halted: str | None = None


class ScopeRow(msgspec.Struct, frozen=True, kw_only=True):
    """What a switch halts."""

    kind: str
    verb: str | None = None


class SwitchRow(msgspec.Struct, frozen=True, kw_only=True):
    """A switch."""

    scope: ScopeRow
    reason: str
    engaged_by: str
    engaged_at: datetime
    released_by: str | None = None


class KillSwitchRow(msgspec.Struct, frozen=True, kw_only=True):
    """Whether anything is halted."""

    engaged: bool
    switches: list[SwitchRow] = []


class ReceiptRow(msgspec.Struct, frozen=True, kw_only=True):
    """What became of what was sent."""

    accepted: int = 0
    duplicates: int = 0
    quarantined: int = 0


class IncidentFile(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about one incident."""

    incident: IncidentRow
    alerts: list[AlertRow]
    links: list[Link]
    timeline: list[TimelineEntry]
    trace: list[TraceRow]
