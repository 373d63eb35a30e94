"""What of an alert matters to grouping: alerts with one profile are tied by the same things."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Final

import msgspec

from triage_warden.core.alerts.attributes import MEDIA_TYPE
from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.incidents import weights
from triage_warden.core.incidents.keys import Key, KeyKind, Pairing, strongest_first
from triage_warden.core.incidents.policy import GroupingPolicy
from triage_warden.core.incidents.system_names import account_name, is_system_account, is_system_program
from triage_warden.core.incidents.weights import WORTH, Worth
from triage_warden.core.observables.model import ENTITY_TYPES, Observable, ObservableType, Role, Trait

MAX_KEYS: Final = 40
"""Keys kept of one alert, the weightiest first; a mail with a thousand links is tied by its best."""
MAX_PARTIES: Final = 16
"""Parties counted of one alert."""
MAX_ENTITIES: Final = 20
_ADDRESSES: Final = frozenset({ObservableType.IPV4, ObservableType.IPV6})
_NAMES: Final = frozenset({KeyKind.NAME, KeyKind.PATH})
_NEVER: Final = frozenset({Trait.LOOPBACK, Trait.MULTICAST, Trait.LINK_LOCAL, Trait.KNOWN_GOOD, Trait.SHORTENER})
_MAILED: Final = {
    ObservableType.EMAIL: weights.MAILED_WEIGHT,
    ObservableType.USER: weights.MAILED_WEIGHT,
    ObservableType.IPV4: weights.RELAY_WEIGHT,
    ObservableType.IPV6: weights.RELAY_WEIGHT,
}
"""What values are worth at most in a mail."""
_LONG_COMMAND: Final = 40
"""Characters from which a command line is too particular to be typed twice by chance."""


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What grouping looks at. Equal profiles have equal `digest`s; one that nothing can tie is equal to no other."""

    source: str
    rule: str
    title: str
    severity: Severity
    mail: bool = False
    keys: tuple[Key, ...]
    pairings: tuple[Pairing, ...]
    entities: tuple[Observable, ...]
    digest: str


def profile(alert: StoredAlert, policy: GroupingPolicy) -> Profile:
    """Return what ties the alert; a pure function of the alert and the policy."""
    parties = [each for each in alert.observables if each.role is not Role.REPORTER]
    rule = alert.rule.id or alert.rule.name or alert.title
    mail = alert.attributes.get(MEDIA_TYPE) == "message/rfc822"
    useful = _full_names([each for each in parties if _may_tie(each, policy)])
    keys = strongest_first(_keys(useful, parties, rule=f"{alert.source}\x1f{rule}", mail=mail))[:MAX_KEYS]
    named = _full_names(parties)
    entities = tuple(dict.fromkeys(_entity(each) for each in named if each.type in ENTITY_TYPES))[:MAX_ENTITIES]
    made = Profile(
        source=alert.source,
        rule=rule,
        title=alert.title,
        severity=alert.severity,
        mail=mail,
        keys=keys,
        pairings=_pairings(keys, useful),
        entities=entities,
        digest="",
    )
    alone = (
        b"" if any(key.kind is not KeyKind.RULE for key in keys) else alert.fingerprint.encode("utf-8", "surrogatepass")
    )
    return msgspec.structs.replace(made, digest=sha256(msgspec.msgpack.encode(made) + alone).hexdigest()[:32])


def _full_names(observables: list[Observable]) -> list[Observable]:
    """Leave out a host's short name where its full name is there: the same short name elsewhere may be another host."""
    full = {each.value.partition(".")[0] for each in observables if _is_full(each)}
    return [
        each
        for each in observables
        if each.type is not ObservableType.HOSTNAME or _is_full(each) or each.value not in full
    ]


def _is_full(observable: Observable) -> bool:
    return observable.type is ObservableType.HOSTNAME and "." in observable.value


def _entity(observable: Observable) -> Observable:
    return Observable(type=observable.type, value=observable.value, role=observable.role)


def _may_tie(observable: Observable, policy: GroupingPolicy) -> bool:
    value = observable.value.lower()
    if observable.role is Role.REPORTER or not _NEVER.isdisjoint(observable.traits):
        return False
    if observable.type is ObservableType.USER and is_system_account(value):
        return False
    return value not in policy.own and value.partition(".")[0] not in policy.own


def _keys(useful: list[Observable], parties: list[Observable], *, rule: str, mail: bool) -> Iterator[Key]:
    for observable in useful:
        yield from _own_keys(observable, useful, mail=mail)
        if observable.role is Role.ACTOR and observable.type in _ADDRESSES and not mail:
            yield _key(weights.SAME_ACTOR_AND_RULE, observable, 1.0, value=f"{observable.value}\x1f{rule}")
    if not mail:
        yield _plain_key(KeyKind.RULE, rule, weights.RULE_WEIGHT)
    context = sorted({f"{each.type}\x1f{each.value}" for each in parties})
    if useful:
        digest = sha256("\x1e".join((rule, *context)).encode("utf-8", "surrogatepass")).hexdigest()[:32]
        yield _plain_key(KeyKind.ECHO, digest, weights.ECHO_WEIGHT)


def _own_keys(observable: Observable, useful: Iterable[Observable], *, mail: bool) -> Iterator[Key]:
    worth = _worth(observable)
    weight = worth.weights.get(observable.role, 0.0) if worth else 0.0
    if worth is None or weight <= 0:
        return
    weight = _adjusted(observable, weight, useful, mail=mail)
    if weight <= 0:
        return
    yield _key(worth, observable, weight)
    yield from _aliases(observable, worth, weight)


def _worth(observable: Observable) -> Worth | None:
    if observable.type in _ADDRESSES:
        return weights.PRIVATE_ADDRESS if Trait.PRIVATE in observable.traits else weights.PUBLIC_ADDRESS
    if observable.type is ObservableType.EMAIL and observable.role is Role.ACTOR:
        return weights.SENDER
    return WORTH.get(observable.type)


def _adjusted(observable: Observable, weight: float, useful: Iterable[Observable], *, mail: bool) -> float:
    """Return the weight in the company that the value is in."""
    if mail:
        weight = min(weight, _MAILED.get(observable.type, weight)) if not _is_sender(observable) else weight
    match WORTH[observable.type].kind if observable.type in WORTH else None:
        case KeyKind.HASH:
            return min(weight, weights.SYSTEM_HASH_WEIGHT) if _has_system_program(useful) else weight
        case KeyKind.NAME | KeyKind.PATH:
            return 0.0 if is_system_program(observable.value) else weight
        case KeyKind.COMMAND:
            return weight if len(observable.value) >= _LONG_COMMAND else 0.0
        case KeyKind.RESOURCE:
            return weights.RESOURCE_PATH_WEIGHT if _is_path(observable.value) else weight
        case KeyKind.URL:
            return min(weight, weights.HOME_PAGE_WEIGHT) if _is_home_page(observable.value) else weight
        case _:
            return weight


def _has_system_program(useful: Iterable[Observable]) -> bool:
    """Whether a system program is named: then any of the hashes may be its own, and every host has it."""
    return any(
        WORTH[each.type].kind in _NAMES and is_system_program(each.value) for each in useful if each.type in WORTH
    )


def _is_home_page(url: str) -> bool:
    """Whether the link names a site and nothing on it: that says no more than its domain."""
    return not url.partition("://")[2].partition("/")[2]


def _is_path(value: str) -> bool:
    return "/" in value or value.count(":") > 1


def _aliases(observable: Observable, worth: Worth, weight: float) -> Iterator[Key]:
    """Yield the short form of a name, so that `ws-014` meets `ws-014.example.com` where only one is called so."""
    if observable.type is ObservableType.HOSTNAME:
        short = observable.value.partition(".")[0]
    elif observable.type is ObservableType.USER:
        short = account_name(observable.value) or ""
    else:
        return
    full = observable.value if short != observable.value.lower() else None
    if short and not is_system_account(short):
        value = f"{worth.kind}\x1f{short}"
        yield Key(
            kind=KeyKind.ALIAS,
            family=KeyKind.ALIAS,
            type=observable.type,
            value=value,
            weight=weight if full is None else 0.0,
            tolerance=1,
            full=full,
        )


def _key(worth: Worth, observable: Observable, weight: float, *, value: str | None = None) -> Key:
    ours = observable.role is Role.TARGET or Trait.PRIVATE in observable.traits
    family = KeyKind.HOST if worth.kind is KeyKind.ADDRESS and ours else weights.FAMILIES.get(worth.kind, worth.kind)
    return Key(
        kind=worth.kind,
        family=family,
        type=observable.type,
        value=value or observable.value.lower(),
        weight=weight,
        tolerance=worth.tolerance,
    )


def _plain_key(kind: KeyKind, value: str, weight: float) -> Key:
    return Key(kind=kind, family=kind, value=value, weight=weight, tolerance=1)


def _pairings(keys: tuple[Key, ...], useful: list[Observable]) -> tuple[Pairing, ...]:
    """Return who each key was seen with: a host's parties are accounts, all else's are hosts or, without, accounts.

    A short name's are the full names that it is short for: with two of them it is ambiguous.
    """
    hosts = _named(useful, {ObservableType.HOSTNAME}) or _named(useful, _ADDRESSES, target=True)
    accounts = _people(useful)
    pairs: list[Pairing] = []
    for key in keys:
        if key.kind in {KeyKind.RULE, KeyKind.ECHO, KeyKind.ALIAS}:
            pairs += [Pairing(token=key.token, party=key.full)] if key.full else []
            continue
        parties = {KeyKind.HOST: accounts, KeyKind.ACCOUNT: hosts}.get(key.kind, hosts or accounts)
        pairs += [Pairing(token=key.token, party=party) for party in parties if party != key.value]
    return tuple(pairs)


def _named(useful: list[Observable], types: Iterable[ObservableType], *, target: bool = False) -> list[str]:
    wanted = set(types)
    roles = {Role.TARGET} if target else {Role.TARGET, Role.ACTOR, Role.SOURCE}
    return sorted({each.value.lower() for each in useful if each.type in wanted and each.role in roles})[:MAX_PARTIES]


def _people(useful: list[Observable]) -> list[str]:
    """Return the accounts concerned, one name each where a directory gave several for one person."""
    types = {ObservableType.USER, ObservableType.EMAIL}
    names = {
        each.value.lower()
        for each in useful
        if each.type in types and each.role in {Role.TARGET, Role.ACTOR} and not _is_sender(each)
    }
    plain = {name for name in names if account_name(name) is not None}
    return sorted(plain or names)[:MAX_PARTIES]


def _is_sender(observable: Observable) -> bool:
    return observable.type is ObservableType.EMAIL and observable.role is Role.ACTOR
