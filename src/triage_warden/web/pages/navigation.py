"""The pages one can go to from anywhere; only those that exist."""

from typing import Final

import msgspec

from triage_warden.core.identity.permissions import Permission


class Entry(msgspec.Struct, frozen=True):
    """A line of the navigation, for those who have the permission."""

    name: str
    title: str
    path: str
    needs: Permission | None = None


ENTRIES: Final = (
    Entry("incidents", "Incidents", "/incidents", Permission.INCIDENTS_READ),
    Entry("actions", "Actions", "/actions", Permission.ACTIONS_READ),
    Entry("kill-switch", "Kill switch", "/kill-switch", Permission.KILL_SWITCH_READ),
    Entry("audit", "Audit", "/audit", Permission.AUDIT_READ),
    Entry("users", "Users", "/users", Permission.USERS_READ),
    Entry("api-keys", "API keys", "/api-keys", Permission.API_KEYS_READ),
    Entry("docs", "API", "/docs"),
)
