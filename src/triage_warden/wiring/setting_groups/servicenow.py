"""The ServiceNow connector."""

from dataclasses import dataclass, field

from triage_warden.wiring.setting import About


@dataclass(frozen=True, kw_only=True)
class ServiceNowSettings:
    """The ServiceNow connector."""

    servicenow_url: str | None = field(
        default=None,
        metadata={
            "about": About("ServiceNow instance to make tickets in, `https://example.service-now.com`; unset: none.")
        },
    )
    servicenow_user: str | None = field(
        default=None,
        metadata={"about": About("Account of ours on the instance, with `TW_SERVICENOW_PASSWORD`.")},
    )
    servicenow_password: str | None = field(
        default=None,
        repr=False,
        metadata={"about": About("Its password.")},
    )
    servicenow_token: str | None = field(
        default=None,
        repr=False,
        metadata={"about": About("OAuth access token, instead of user and password.")},
    )
    servicenow_table: str = field(
        default="incident",
        metadata={"about": About("Table that tickets are made in; `sn_si_incident` with Security Incident Response.")},
    )
    servicenow_assignment_group: str | None = field(
        default=None,
        metadata={"about": About("Group that new tickets go to, by name or `sys_id`; unset: the instance decides.")},
    )
    servicenow_call_seconds: int = field(
        default=15,
        metadata={"about": About("Longest that one call may take, in seconds.", least=1, most=60)},
    )
    servicenow_settle_seconds: int = field(
        default=120,
        metadata={
            "about": About(
                "How long after a call the instance may still carry it out, in seconds; its default quota rule is 60.",
                least=1,
                most=3600,
            ),
        },
    )
