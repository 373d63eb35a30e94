"""Every table there is; importing this fills METADATA."""

from typing import Final

from triage_warden.storage.postgres.tables.actions import (
    ACTION_ATTEMPTS,
    ACTIONS,
    KILL_SWITCHES,
    TENANT_KILL_SWITCHES,
)
from triage_warden.storage.postgres.tables.alerts import ALERT_FINGERPRINTS, ALERTS, INTAKE_RECEIPTS, QUARANTINE
from triage_warden.storage.postgres.tables.api_keys import API_KEYS
from triage_warden.storage.postgres.tables.assessment import ASSESSMENTS, FACTS, OWN_LISTS
from triage_warden.storage.postgres.tables.audit import AUDIT_ENTRIES, AUDIT_HEADS, AUDIT_INCOMING
from triage_warden.storage.postgres.tables.compatibility import SCHEMA_COMPATIBILITY
from triage_warden.storage.postgres.tables.credential_homes import CREDENTIAL_HOMES
from triage_warden.storage.postgres.tables.grouping import (
    GROUPING_KEYS,
    GROUPING_PARTIES,
    GROUPING_PROFILES,
    GROUPING_STRANDS,
)
from triage_warden.storage.postgres.tables.history import RULE_DAYS
from triage_warden.storage.postgres.tables.incidents import (
    INCIDENT_LINKS,
    INCIDENT_NUMBERS,
    INCIDENT_TIMELINE,
    INCIDENTS,
    SIGHTINGS,
)
from triage_warden.storage.postgres.tables.journal import RUN_STEPS, RUNS
from triage_warden.storage.postgres.tables.leadership import LEADER_FENCES, LEADER_LEASES, LEADER_TERMS, SCHEDULE_TICKS
from triage_warden.storage.postgres.tables.metadata import METADATA
from triage_warden.storage.postgres.tables.people import SESSIONS, SIGN_IN_ATTEMPTS, USERS
from triage_warden.storage.postgres.tables.secrets import SECRETS
from triage_warden.storage.postgres.tables.service_accounts import SERVICE_ACCOUNTS
from triage_warden.storage.postgres.tables.tenants import TENANTS

__all__ = ["METADATA"]

ALL: Final = (
    TENANTS,
    ALERTS,
    ALERT_FINGERPRINTS,
    QUARANTINE,
    INTAKE_RECEIPTS,
    INCIDENTS,
    INCIDENT_NUMBERS,
    INCIDENT_LINKS,
    INCIDENT_TIMELINE,
    SIGHTINGS,
    ACTIONS,
    ACTION_ATTEMPTS,
    KILL_SWITCHES,
    TENANT_KILL_SWITCHES,
    GROUPING_PROFILES,
    GROUPING_STRANDS,
    GROUPING_KEYS,
    GROUPING_PARTIES,
    FACTS,
    ASSESSMENTS,
    OWN_LISTS,
    RUNS,
    RUN_STEPS,
    RULE_DAYS,
    SCHEMA_COMPATIBILITY,
    AUDIT_INCOMING,
    AUDIT_HEADS,
    AUDIT_ENTRIES,
    SECRETS,
    CREDENTIAL_HOMES,
    USERS,
    SESSIONS,
    SIGN_IN_ATTEMPTS,
    SERVICE_ACCOUNTS,
    API_KEYS,
    LEADER_FENCES,
    LEADER_TERMS,
    LEADER_LEASES,
    SCHEDULE_TICKS,
)
