"""What an assessment is."""

from datetime import datetime
from enum import StrEnum

import msgspec

from triage_warden.core.alerts.model import AttackRef
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.facts.model import FactId


class Verdict(StrEnum):
    """What it is."""

    MALICIOUS = "malicious"
    SUSPICIOUS = "suspicious"
    BENIGN = "benign"
    INCONCLUSIVE = "inconclusive"


class Category(StrEnum):
    """What sort of thing it is."""

    PHISHING = "phishing"
    SPEAR_PHISHING = "spear_phishing"
    BEC = "bec"
    MALWARE_DELIVERY = "malware_delivery"
    SPAM = "spam"
    MALWARE = "malware"
    RANSOMWARE = "ransomware"
    CRYPTOMINER = "cryptominer"
    CREDENTIAL_ACCESS = "credential_access"
    ACCOUNT_TAKEOVER = "account_takeover"
    LATERAL_MOVEMENT = "lateral_movement"
    EXFILTRATION = "exfiltration"
    COMMAND_AND_CONTROL = "command_and_control"
    EXPLOITATION = "exploitation"
    PRIVILEGE_ESCALATION = "privilege_escalation"
    PERSISTENCE = "persistence"
    POLICY_VIOLATION = "policy_violation"
    RECONNAISSANCE = "reconnaissance"
    DENIAL_OF_SERVICE = "denial_of_service"
    INSIDER = "insider"
    OTHER = "other"


class AnalystKind(StrEnum):
    """Who reached it."""

    RULES = "rules"


class CitedFact(msgspec.Struct, frozen=True, kw_only=True):
    """A fact that the assessment rests on, and what it was worth in log-odds (positive: towards malicious)."""

    id: FactId
    statement: str
    weight: float


class RecommendedAction(msgspec.Struct, frozen=True, kw_only=True):
    """Something to do about it: a verb, what it is done to, why. Named, not performed."""

    action: str
    target: str | None = None
    reason: str
    cites: tuple[FactId, ...] = ()


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """Verdict, confidence, category, techniques, what they rest on, what to do."""

    verdict: Verdict
    confidence: float
    """0 to 1, calibrated: of all verdicts given at 0.8, 80% hold."""
    category: Category
    severity: Severity
    attack: tuple[AttackRef, ...] = ()
    facts: tuple[CitedFact, ...] = ()
    summary: str
    """What happened and why the verdict, in sentences that each name the facts they rest on as `[f-…]`."""
    recommended_actions: tuple[RecommendedAction, ...] = ()
    analyst: AnalystKind = AnalystKind.RULES
    assessed_at: datetime
