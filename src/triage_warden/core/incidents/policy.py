"""What an installation may set about grouping."""

from datetime import timedelta

import msgspec

from triage_warden.core.alerts.severity import Severity


class GroupingPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """The rules of grouping; `docs/explanation/grouping.md` argues each number.

    `own` holds values (any case) that never tie: service accounts, gateways, proxies, jump hosts, scanners of ours,
    as addresses, host names, accounts or domains.
    """

    own: frozenset[str] = frozenset()
    reach: timedelta = timedelta(hours=24)
    """How far apart two alerts may be that share just enough (weight 1)."""
    reach_per_weight: timedelta = timedelta(hours=48)
    """How much further each further unit of weight reaches."""
    longest_reach: timedelta = timedelta(hours=120)
    """How far apart two alerts may be at all, whatever they share."""
    longest_span: timedelta = timedelta(days=30)
    """An incident longer than this is cut where it was quiet longest."""
    core: Severity = Severity.MEDIUM
    """From this severity on an alert holds an incident together; below, it joins one but does not connect two."""
    chronic_below: Severity = Severity.HIGH
    chronic_hours: int = 12
    """A rule below `chronic_below` that fires on one entity in this many hours of a day is noise there that day."""
    reopen_within: timedelta = timedelta(days=7)
    """How long after its resolution an incident takes in a linked alert and opens again."""
