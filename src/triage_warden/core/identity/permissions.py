"""What can be permitted, and which role is permitted what: the one declared matrix.

A route, page or command names one permission; nothing in the product asks for a role to decide who may do what.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from triage_warden.core.identity.roles import Role


class Permission(StrEnum):
    """Something that can be permitted; also the words of a key's scopes. Each comes with what demands it."""

    INCIDENTS_READ = "incidents:read"
    INCIDENTS_CHANGE = "incidents:change"
    ALERTS_READ = "alerts:read"
    ALERTS_TAKE_IN = "alerts:take_in"
    QUARANTINE_READ = "quarantine:read"
    QUARANTINE_REPLAY = "quarantine:replay"
    SOURCES_READ = "sources:read"
    LISTS_READ = "lists:read"
    LISTS_CHANGE = "lists:change"
    ACTIONS_READ = "actions:read"
    ACTIONS_REQUEST = "actions:request"
    ACTIONS_APPROVE = "actions:approve"
    KILL_SWITCH_READ = "kill_switch:read"
    KILL_SWITCH_ENGAGE = "kill_switch:engage"
    KILL_SWITCH_RELEASE = "kill_switch:release"
    CONNECTORS_READ = "connectors:read"
    CONNECTORS_CHANGE = "connectors:change"
    QUEUE_READ = "queue:read"
    QUEUE_CHANGE = "queue:change"
    AUDIT_READ = "audit:read"
    USERS_READ = "users:read"
    USERS_MANAGE = "users:manage"
    SERVICE_ACCOUNTS_READ = "service_accounts:read"
    SERVICE_ACCOUNTS_MANAGE = "service_accounts:manage"
    API_KEYS_READ = "api_keys:read"
    API_KEYS_MANAGE = "api_keys:manage"


_ADDED: Final[Mapping[Role, frozenset[Permission]]] = {
    Role.VIEWER: frozenset(
        {
            Permission.INCIDENTS_READ,
            Permission.ALERTS_READ,
            Permission.SOURCES_READ,
            Permission.LISTS_READ,
            Permission.ACTIONS_READ,
            Permission.KILL_SWITCH_READ,
            Permission.CONNECTORS_READ,
        }
    ),
    Role.ANALYST: frozenset(
        {
            Permission.INCIDENTS_CHANGE,
            Permission.ALERTS_TAKE_IN,
            Permission.QUARANTINE_READ,
            Permission.LISTS_CHANGE,
            Permission.ACTIONS_REQUEST,
            Permission.ACTIONS_APPROVE,
            Permission.KILL_SWITCH_ENGAGE,
            Permission.QUEUE_READ,
        }
    ),
    Role.SENIOR_ANALYST: frozenset(
        {
            Permission.QUARANTINE_REPLAY,
        }
    ),
    Role.MANAGER: frozenset(
        {
            Permission.KILL_SWITCH_RELEASE,
            Permission.QUEUE_CHANGE,
            Permission.AUDIT_READ,
            Permission.USERS_READ,
            Permission.SERVICE_ACCOUNTS_READ,
            Permission.API_KEYS_READ,
        }
    ),
    Role.ADMIN: frozenset(
        {
            Permission.CONNECTORS_CHANGE,
            Permission.USERS_MANAGE,
            Permission.SERVICE_ACCOUNTS_MANAGE,
            Permission.API_KEYS_MANAGE,
        }
    ),
}
"""What each role may do beyond the role below it."""

MATRIX: Final[Mapping[Role, frozenset[Permission]]] = {
    role: frozenset[Permission]().union(*(_ADDED[each] for each in Role if each.rank <= role.rank)) for role in Role
}
"""Each role with everything that it may do."""


def least_role(permission: Permission) -> Role:
    """Return the first role that has a permission."""
    return next(role for role in Role if permission in MATRIX[role])
