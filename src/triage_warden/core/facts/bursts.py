"""Many in a short time: guessing, spraying, scanning, and the guess that came true."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from typing import Final

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.facts.context import Context
from triage_warden.core.facts.model import Fact, a_fact
from triage_warden.core.facts.strands import rule_of
from triage_warden.core.facts.windows import SOME, Happened, most_distinct, most_within
from triage_warden.core.facts.wording import plural, quoted
from triage_warden.core.facts.words import classes_of, is_noise
from triage_warden.core.observables.model import ENTITY_TYPES, Observable, ObservableType, Role

WINDOW: Final = timedelta(minutes=10)
FAILURES: Final = 10
"""Failed sign-ins within the window that no forgetful person reaches (account lockout is commonly set at 5 to 10)."""
SPRAYED: Final = 5
"""Accounts that one address fails on within the window; a shared terminal rarely has so many people mistype."""
REFUSED: Final = 50
"""Refused web requests within the window: five a minute for ten minutes, more than a broken page asks for."""
ODDITIES: Final = 50
"""Findings of one detector of oddities within the window: what is new to it once is chance, by the dozen a machine."""
TARGETS: Final = 10
"""Machines that one actor sets off alerts on within the window."""


def burst_facts(alerts: Sequence[StoredAlert], context: Context) -> list[Fact]:
    """Return the bursts in an incident, the greatest of each sort; order of the alerts does not matter."""
    ordered = sorted(alerts, key=lambda alert: (alert.occurred_at, alert.id))
    classed = [(alert, {each.name for each in classes_of(alert)}) for alert in ordered]
    failures = [alert for alert, names in classed if names & {"failed_login", "brute_force"}]
    refused = [alert for alert, names in classed if "web_error" in names]
    successes = [alert for alert, names in classed if "login_success" in names]
    found = (
        _amount("host.failure_burst", failures, context, least=FAILURES, what="failed sign-ins"),
        _amount("host.web_scan", refused, context, least=REFUSED, what="refused web requests"),
        _oddities([alert for alert, names in classed if names & {"anomaly", "suspicion"}], context),
        _spray(failures, context),
        _many_targets([alert for alert in ordered if not is_noise(alert)], context),
        _came_true(failures, successes, context),
    )
    return [fact for fact in found if fact is not None]


def _by(
    alerts: Sequence[StoredAlert], chosen: Callable[[Observable], bool]
) -> dict[tuple[str, str], list[StoredAlert]]:
    kept: dict[tuple[str, str], list[StoredAlert]] = {}
    for alert in alerts:
        for key in sorted({(each.type, each.value) for each in alert.observables if chosen(each)}):
            kept.setdefault(key, []).append(alert)
    return kept


def _party(each: Observable) -> bool:
    return each.role in {Role.ACTOR, Role.TARGET, Role.SOURCE} and (
        each.type in ENTITY_TYPES or each.type in _ADDRESSES
    )


def _doer(each: Observable) -> bool:
    return each.role in {Role.ACTOR, Role.SOURCE} and each.type in _ADDRESSES | {ObservableType.HOSTNAME}


_ADDRESSES: Final = frozenset({ObservableType.IPV4, ObservableType.IPV6})


def _amount(kind: str, alerts: Sequence[StoredAlert], context: Context, *, least: int, what: str) -> Fact | None:
    found = [(key, most_within(members, WINDOW)) for key, members in sorted(_by(alerts, _party).items())]
    key, happened = max(found, key=lambda one: one[1].amount, default=(("", ""), None))
    if happened is None or happened.amount < least:
        return None
    statement = f"{happened.amount:,} {what} at {_named(key)} within {_minutes(happened)}."
    return _fact((kind, statement), key, happened.alerts, context=context)


def _oddities(odd: Sequence[StoredAlert], context: Context) -> Fact | None:
    by_rule: dict[str, list[StoredAlert]] = {}
    for alert in odd:
        by_rule.setdefault(rule_of(alert), []).append(alert)
    found = [
        fact
        for rule, members in sorted(by_rule.items())
        if (fact := _amount("host.odd_burst", members, context, least=ODDITIES, what=f"findings of {quoted(rule, 80)}"))
    ]
    return found[0] if found else None


def _spray(failures: Sequence[StoredAlert], context: Context) -> Fact | None:
    doer, count, some = _widest(failures, ObservableType.USER)
    if count < SPRAYED:
        return None
    statement = f"{_named(doer)} failed to sign in to {count} accounts within {_WINDOW_WORDS}."
    return _fact(("host.password_spray", statement), doer, some, context=context)


def _many_targets(alerts: Sequence[StoredAlert], context: Context) -> Fact | None:
    doer, count, some = _widest(alerts, None)
    if count < TARGETS:
        return None
    statement = f"{_named(doer)} set off alerts on {count} machines within {_WINDOW_WORDS}."
    return _fact(("host.many_targets", statement), doer, some, context=context)


_WINDOW_WORDS: Final = plural(int(WINDOW.total_seconds() // 60), "minute")


def _widest(
    alerts: Sequence[StoredAlert],
    wanted: ObservableType | None,
) -> tuple[tuple[str, str], int, tuple[StoredAlert, ...]]:
    """Return who did it to most distinct targets within the window, to how many, and some of the alerts."""
    best: tuple[tuple[str, str], int, tuple[StoredAlert, ...]] = (("", ""), 0, ())
    for key, members in sorted(_by(alerts, _doer).items()):
        count, stretch = most_distinct(members, partial(_targets, wanted=wanted, doer=key), WINDOW)
        if count > best[1]:
            best = (key, count, tuple(stretch[:SOME]))
    return best


def _targets(alert: StoredAlert, *, wanted: ObservableType | None, doer: tuple[str, str]) -> set[str]:
    machines = _ADDRESSES | {ObservableType.HOSTNAME}
    return {
        each.value
        for each in alert.observables
        if each.role in {Role.TARGET, Role.DESTINATION}
        and (each.type is wanted if wanted else each.type in machines)
        and (each.type, each.value) != doer
    }


def _came_true(failures: Sequence[StoredAlert], successes: Sequence[StoredAlert], context: Context) -> Fact | None:
    """Find a sign-in that succeeded right after a burst of failures of the same account or from the same address.

    A host is no such key: on a mail server somebody succeeds every second.
    """
    succeeded = _by(successes, _person_or_place)
    for key, members in _guessed(failures):
        happened = most_within(members, WINDOW)
        after = [each for each in succeeded.get(key, []) if happened.end <= each.occurred_at <= happened.end + WINDOW]
        if happened.amount >= FAILURES and after:
            kind = "host.failure_then_success"
            statement = f"After {happened.amount:,} failed sign-ins {_named(key)} signed in."
            return _fact((kind, statement), key, (*happened.alerts[:4], after[0]), context=context)
    return None


def _guessed(failures: Sequence[StoredAlert]) -> Iterator[tuple[tuple[str, str], list[StoredAlert]]]:
    yield from sorted(_by(failures, _person_or_place).items())


def _person_or_place(each: Observable) -> bool:
    person = each.type in {ObservableType.USER, ObservableType.EMAIL}
    return person or (each.role in {Role.ACTOR, Role.SOURCE} and each.type in _ADDRESSES)


def _named(key: tuple[str, str]) -> str:
    return f"{key[0]} {quoted(key[1], 80)}"


def _minutes(happened: Happened) -> str:
    seconds = max(1, int((happened.end - happened.begin).total_seconds()))
    return plural(seconds, "second") if seconds < 120 else plural(seconds // 60, "minute")  # noqa: PLR2004  # two minutes


def _fact(said: tuple[str, str], key: tuple[str, str], some: Sequence[StoredAlert], *, context: Context) -> Fact:
    rests_on = (*(f"alert:{alert.id}" for alert in some), f"observable:{key[0]}:{key[1][:200]}")
    return a_fact(said[0], said[1], source="rules", observed_at=context.observed_at, rests_on=rests_on)
