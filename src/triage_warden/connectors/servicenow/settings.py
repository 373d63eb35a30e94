"""How a ServiceNow instance is reached."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from triage_warden.kernel.errors import Invalid

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class UnusableServiceNow(Invalid):
    """ServiceNow's settings cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceNow:
    """One instance and the account that makes tickets there: a token, or a user with a password.

    Raises:
        UnusableServiceNow: the address is none, is not https (but on this machine), or holds a password; or there is
        not exactly one way to sign in.
    """

    url: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)
    table: str = "incident"
    assignment_group: str | None = None
    call_seconds: float = 15.0
    settle_seconds: float = 120.0

    def __post_init__(self) -> None:
        """Refuse what cannot work before anything is sent."""
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.username:
            raise UnusableServiceNow(detail="TW_SERVICENOW_URL must be like https://example.service-now.com.")
        if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
            raise UnusableServiceNow(detail="TW_SERVICENOW_URL must be https; a password goes with every request.")
        if (self.token is None) == (self.user is None or self.password is None):
            raise UnusableServiceNow(
                detail="Set either TW_SERVICENOW_TOKEN, or TW_SERVICENOW_USER and TW_SERVICENOW_PASSWORD."
            )
        if not self.table.replace("_", "").isalnum():
            raise UnusableServiceNow(detail="TW_SERVICENOW_TABLE must be a table's name, such as incident.")
