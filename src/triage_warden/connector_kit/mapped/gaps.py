"""What a mapping leaves open, taken by the structural normaliser: for sources that log many kinds of message.

Reading structure costs several times what a mapping does, so it is asked only where an alert says too little to be
grouped: not when, or of addresses, accounts and hosts hardly any. Then whole facets that the mapping found nothing for
are filled; what it did find stands as it is.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

import msgspec

from triage_warden.connector_kit.accounts import account
from triage_warden.connector_kit.flow import flow_roles
from triage_warden.connector_kit.formats.record import Record
from triage_warden.connector_kit.observed import MAX_OBSERVABLES, Observed
from triage_warden.connector_kit.structural.explained import Explained, Fact
from triage_warden.connector_kit.structural.reading import read
from triage_warden.core.alerts.model import Alert
from triage_warden.core.observables.model import Observable, ObservableType, Role

Said = Mapping[Fact, Sequence[Explained]]

_ADDRESSES: Final = frozenset({ObservableType.IPV4, ObservableType.IPV6})
_USERS: Final = frozenset({ObservableType.USER, ObservableType.EMAIL})
_HOSTS: Final = frozenset({ObservableType.HOSTNAME})
_FACETS: Final = (
    _ADDRESSES,
    _USERS,
    _HOSTS,
    frozenset({ObservableType.MD5, ObservableType.SHA1, ObservableType.SHA256}),
    frozenset({ObservableType.URL}),
)
"""Kinds of observable that answer one question; of each question either the mapping's answers stand or the others."""


def filled(alert: Alert, record: Record) -> Alert:
    """Return the alert with open facets filled from the record."""
    open_facets = [kinds for kinds in _FACETS if not any(_answers(seen, kinds) for seen in alert.observables)]
    if alert.occurred_at is not None and not _says_too_little(open_facets):
        return alert
    said = _by_fact(read(record))
    wanted = frozenset[ObservableType]().union(*open_facets)
    return msgspec.structs.replace(
        alert,
        occurred_at=alert.occurred_at or _time(said),
        observables=_merged(alert.observables, [seen for seen in _seen(said) if seen.type in wanted]),
    )


def _says_too_little(open_facets: Sequence[frozenset[ObservableType]]) -> bool:
    """Say whether there is no address, and an account or a host is not known either."""
    return _ADDRESSES in open_facets and (_HOSTS in open_facets or _USERS in open_facets)


def _answers(seen: Observable, kinds: frozenset[ObservableType]) -> bool:
    """Say whether the observable answers the question: not if it is only mentioned, or the sensor."""
    return seen.type in kinds and seen.role not in {Role.MENTIONED, Role.REPORTER}


def _merged(own: Sequence[Observable], found: Sequence[Observable]) -> tuple[Observable, ...]:
    """Return what fields named, then what was filled in, then mentions of other values."""
    named = [seen for seen in own if seen.role is not Role.MENTIONED]
    rest = [seen for seen in own if seen.role is Role.MENTIONED]
    merged: dict[tuple[ObservableType, str], Observable] = {}
    for seen in (*named, *found, *rest):
        merged.setdefault((seen.type, seen.value), seen)
    return tuple(merged.values())[:MAX_OBSERVABLES]


def _by_fact(explained: Sequence[Explained]) -> Said:
    said: dict[Fact, list[Explained]] = {}
    for each in explained:
        said.setdefault(each.fact, []).append(each)
    return said


def _time(said: Said) -> datetime | None:
    return next((datetime.fromisoformat(each.value) for each in said.get(Fact.TIME, ())), None)


def _seen(said: Said) -> tuple[Observable, ...]:
    seen = Observed()
    near, far = flow_roles(_first(said, Fact.SOURCE_ADDRESS), _first(said, Fact.DESTINATION_ADDRESS))
    person = Role.ACTOR if near is Role.ACTOR else Role.TARGET
    host = _first(said, Fact.HOST)
    takers: dict[Fact, Callable[[str], object]] = {
        Fact.SOURCE_ADDRESS: lambda value: seen.address(value, near),
        Fact.DESTINATION_ADDRESS: lambda value: seen.address(value, far),
        Fact.USER: lambda value: seen.add(ObservableType.USER, account(value, host=host), person),
        Fact.HOST: lambda value: seen.own_host("-".join(value.split()), Role.TARGET),
        Fact.SOURCE_HOST: lambda value: seen.own_host(value, near),
        Fact.DESTINATION_HOST: lambda value: _far_host(value, far, seen),
        Fact.HASH: seen.hash,
        Fact.URL: lambda value: seen.add(ObservableType.URL, value, Role.ARTIFACT),
    }
    for fact, value in _values(said, takers):
        takers[fact](value)
    return seen.all()


def _far_host(value: str, role: Role, seen: Observed) -> None:
    """Take in the other end's name: outside it is a site, and its first label is no host of ours."""
    if role is Role.DESTINATION and "." in value:
        seen.endpoint(value, role, ObservableType.DOMAIN)
    else:
        seen.own_host(value, role)


def _values(said: Said, facts: Mapping[Fact, object]) -> Iterator[tuple[Fact, str]]:
    return ((fact, each.value) for fact in facts for each in said.get(fact, ()))


def _first(said: Said, fact: Fact) -> str:
    return next((each.value for each in said.get(fact, ())), "")
