"""The densest stretch of time."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

import msgspec

from triage_warden.core.alerts.model import StoredAlert


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    """Alerts that fell together: how many findings, from when to when, and some of them to rest on."""

    amount: int
    begin: datetime
    end: datetime
    alerts: tuple[StoredAlert, ...]


SOME: int = 5
"""Alerts of a stretch that a fact rests on."""


def most_within(alerts: Sequence[StoredAlert], window: timedelta) -> Happened:
    """Return the stretch with most findings; one that folds repeats counts as its share of the window.

    `alerts` are at least one, by time of occurrence.
    """
    best = Happened(amount=0, begin=alerts[0].occurred_at, end=alerts[0].occurred_at, alerts=())
    first, total = 0, 0
    for last, alert in enumerate(alerts):
        total += _share(alert, window)
        while alert.occurred_at - alerts[first].occurred_at > window:
            total -= _share(alerts[first], window)
            first += 1
        if total > best.amount:
            some = tuple(alerts[first : min(first + SOME, last + 1)])
            best = Happened(amount=total, begin=alerts[first].occurred_at, end=alert.occurred_at, alerts=some)
    return best


def _share(alert: StoredAlert, window: timedelta) -> int:
    span = alert.last_seen_at - alert.occurred_at
    return alert.count if span <= window else max(1, int(alert.count * (window / span)))


def most_distinct(
    alerts: Sequence[StoredAlert],
    names: Callable[[StoredAlert], Collection[str]],
    window: timedelta,
) -> tuple[int, Sequence[StoredAlert]]:
    """Return the greatest number of distinct names within the window, and the alerts of that stretch, by time."""
    counts: dict[str, int] = {}
    best, stretch, first = 0, alerts[:0], 0
    for last, alert in enumerate(alerts):
        for name in names(alert):
            counts[name] = counts.get(name, 0) + 1
        while alert.occurred_at - alerts[first].occurred_at > window:
            _forget(counts, names(alerts[first]))
            first += 1
        if len(counts) > best:
            best, stretch = len(counts), alerts[first : last + 1]
    return best, stretch


def _forget(counts: dict[str, int], names: Collection[str]) -> None:
    for name in names:
        counts[name] -= 1
        if not counts[name]:
            del counts[name]
