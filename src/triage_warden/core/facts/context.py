"""What was looked up beforehand, so that finding facts is a pure function."""

from datetime import datetime
from enum import StrEnum

import msgspec

from triage_warden.core.observables.model import ObservableType


class RuleOn(msgspec.Struct, frozen=True, kw_only=True):
    """A rule of a source and the entity it fired on (None: the alert names none)."""

    source: str
    rule: str
    """The rule's name, else its id, else the alert's title: `coalesce(rule_name, rule_id, title)`."""
    entity: str | None = None
    """The normalised value of the host, user, mailbox or resource."""


class RuleHistory(msgspec.Struct, frozen=True, kw_only=True):
    """How often a rule fired in a tenant before a moment, over a number of days; repeats count.

    All zero is what a new tenant has: nothing follows from it while `watched_days` is small.
    """

    watched_days: int = 0
    """Days since the tenant's first alert of this source, at most the days asked for."""
    on_entity: int = 0
    days_on_entity: int = 0
    """Distinct UTC days on which it fired on the entity."""
    in_tenant: int = 0
    days_in_tenant: int = 0
    entities: int = 0
    """Distinct entities it fired on."""
    judged_true: int = 0
    """Incidents with this rule that a person closed as a true positive."""
    judged_false: int = 0
    """… as a false positive or a benign positive."""


class ListKind(StrEnum):
    """What an own list says of the values on it."""

    ALLOW = "allow"
    DENY = "deny"


class ListedValue(msgspec.Struct, frozen=True, kw_only=True):
    """A value on one of the company's own lists, and why somebody put it there."""

    type: ObservableType
    value: str
    kind: ListKind
    reason: str = ""


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """All that facts need besides the alerts: the time, the history of their rules, the own lists' hits."""

    observed_at: datetime
    histories: dict[RuleOn, RuleHistory] = {}
    listed: dict[tuple[ObservableType, str], ListedValue] = {}
