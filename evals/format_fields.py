"""When a field of an alert is what was expected of it by ECS names; the rules stand in `evals.formats`."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final

from triage_warden.connector_kit.observed import bare_address
from triage_warden.connector_kit.severity import by_word
from triage_warden.connector_kit.times import moment
from triage_warden.core.alerts.attributes import SOURCE_SEVERITY
from triage_warden.core.alerts.model import Alert
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.observables.errors import NotAnObservable
from triage_warden.core.observables.model import ObservableType, Role
from triage_warden.core.observables.normalise import normalise

MOST_ENDS: Final = 3
_NOTHING: Final = frozenset({"", "-", "none", "null", "unknown", "n/a"})
_OF_NUMBER: Final[Mapping[float, Severity]] = dict(enumerate(Severity, 1))
"""OCSF's `severity_id`: where a source writes a word beside it, the word is what an alert keeps."""
_HEX: Final = frozenset("0123456789abcdef")
_NAMES: Final = (ObservableType.HOSTNAME, ObservableType.DOMAIN)
_ADDRESSES: Final = (ObservableType.IPV4, ObservableType.IPV6)
_HASHES: Final = (ObservableType.MD5, ObservableType.SHA1, ObservableType.SHA256)

Expected = Mapping[str, object]
Right = Callable[[Alert, Expected], bool | None]
"""Whether the alert has what was expected; None where nothing was."""


def _texts(expected: Expected, *names: str) -> list[str]:
    """Return the values of these names that say something."""
    found: list[str] = []
    for name in names:
        value = expected.get(name)
        found += [str(each) for each in (value if isinstance(value, list) else [value]) if each is not None]
    return [each.strip() for each in found if each.strip().lower() not in _NOTHING]


def _time(alert: Alert, expected: Expected) -> bool | None:
    asked = [time for time in map(moment, _texts(expected, "@timestamp")) if time]
    if not asked:
        return None
    return alert.occurred_at is not None and any(_second(alert.occurred_at) == _second(time) for time in asked)


def _second(time: datetime) -> int:
    return int(time.timestamp())


def _end(side: str, *roles: Role) -> Right:
    other = "destination.ip" if side == "source.ip" else "source.ip"

    def is_right(alert: Alert, expected: Expected) -> bool | None:
        asked = {bare for text in _texts(expected, side) if (bare := bare_address(text))}
        if not asked:
            return None
        both = bool(asked & {bare_address(text) for text in _texts(expected, other)})
        taken = {*roles, *((Role.SOURCE, Role.ACTOR, Role.DESTINATION, Role.TARGET) if both else ())}
        named = [seen.value for seen in alert.observables if seen.type in _ADDRESSES and seen.role in taken]
        return len(named) <= MOST_ENDS + len(asked) and bool(asked & set(named))

    return is_right


def _user(alert: Alert, expected: Expected) -> bool | None:
    asked = {text.lower() for text in _texts(expected, "user.name", "user.email", "user.full_name")}
    if not asked:
        return None
    named = {seen.value.lower() for seen in alert.observables if seen.type is ObservableType.USER}
    named |= {
        seen.value
        for seen in alert.observables
        if seen.type is ObservableType.EMAIL and seen.role is not Role.MENTIONED
    }
    return bool(_local(asked) & named or asked & _local(named) or _local(asked) & _local(named))


def _local(names: Iterable[str]) -> set[str]:
    return {name.rpartition("\\")[2].partition("@")[0].removesuffix("$") for name in names}


def _host(alert: Alert, expected: Expected) -> bool | None:
    names = (text.lower().rstrip(".") for text in _texts(expected, "host.name", "host.hostname"))
    asked = {"-".join(text.split()) for text in names if not bare_address(text)}
    if not asked:
        return None
    hosts = (seen for seen in alert.observables if seen.type in _NAMES and seen.role is not Role.MENTIONED)
    named = {seen.value for seen in hosts}
    return bool(
        asked & named or {each.partition(".")[0] for each in asked} & {each.partition(".")[0] for each in named}
    )


def _rule_or_title(alert: Alert, expected: Expected) -> bool | None:
    asked = {_plain(text) for text in _texts(expected, "rule.name", "rule.id", "rule.description")}
    if not asked:
        return None
    return bool(asked & {_plain(text) for text in (alert.rule.id, alert.rule.name, alert.title) if text})


def _plain(text: str) -> str:
    return " ".join(text.lower().split())[:300]


def _hashes(alert: Alert, expected: Expected) -> bool | None:
    names = [name for name in expected if ".hash." in name or name == "related.hash"]
    asked = {text.lower() for text in _texts(expected, *names)}
    asked = {each for each in asked if len(each) in (32, 40, 64) and _HEX.issuperset(each)}
    if not asked:
        return None
    return asked <= {seen.value for seen in alert.observables if seen.type in _HASHES}


def _url(alert: Alert, expected: Expected) -> bool | None:
    asked = _texts(expected, "url.original", "url.full")
    if not asked:
        return None
    named = [seen.value for seen in alert.observables if seen.type is ObservableType.URL]
    return any(_same_url(each, url) for each in asked for url in named)


def _same_url(asked: str, url: str) -> bool:
    """Say whether they are one, but for the case of host and scheme and a slash at the end."""
    bare, found = _without_scheme(asked), _without_scheme(url)
    if asked.startswith("/"):
        found = "/" + found.partition("/")[2]
    return bare == found


def _without_scheme(url: str) -> str:

    try:
        url = normalise(ObservableType.URL, url)
    except NotAnObservable:
        url = url.strip()
    host, slash, path = url.rpartition("://")[2].partition("/")
    return (host.lower() + slash + path).rstrip("/")


def _severity(alert: Alert, expected: Expected) -> bool | None:
    asked = {text.strip().lower() for text in _texts(expected, "event.severity", "log.level")}
    if not asked:
        return None
    written = alert.attributes.get(SOURCE_SEVERITY, "").strip().lower()
    meant = {by_word(text) for text in asked} | {_OF_NUMBER.get(_number(text) or 0) for text in asked} - {None}
    return written in asked or _number(written) in {_number(text) for text in asked} - {None} or alert.severity in meant


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


FIELDS: Final[Mapping[str, Right]] = {
    "time": _time,
    "source_address": _end("source.ip", Role.SOURCE, Role.ACTOR),
    "destination_address": _end("destination.ip", Role.DESTINATION, Role.TARGET),
    "user": _user,
    "host": _host,
    "rule_or_title": _rule_or_title,
    "hashes": _hashes,
    "url": _url,
    "severity": _severity,
}
