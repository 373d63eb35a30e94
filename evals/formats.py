"""How well payloads of any format are understood: `python -m evals.formats FILE [--structural-only]`.

A file has a JSON object on each line: `raw`, a message as a tool sends it, and `expected`, what it says by ECS names.
Prints a table and, last, the figures as one JSON object. `python -m evals.formats coverage PATH...` prints instead, for
files and folders of payloads without expected values, which fields were found in how many.

A field counts for a message where `expected` has it, and is right or wrong as a whole:

| field | expected | right when |
|---|---|---|
| time | `@timestamp` | the alert's time is the same second |
| source_address, destination_address | `source.ip`, `destination.ip` | the end has this address, and at most three |
| user | `user.name`, `user.email`, `user.full_name` | an account has one of them, whole or as local name, `$` aside |
| host | `host.name`, `host.hostname` | a host has one of them, whole or as first label; blanks are hyphens |
| rule_or_title | `rule.name`, `rule.id`, `rule.description` | the rule's name or id or the title is one of them |
| hashes | `file.hash.*`, `process.hash.*`, `related.hash` | every MD5, SHA-1 and SHA-256 is there |
| url | `url.original`, `url.full` | there is this URL; written as a path, a URL with this path and query |
| severity | `event.severity`, `log.level` | it as the source wrote it, or what the word or OCSF's number means |

Values that are none of their kind (an anonymised hash of letters, `-` for a rule) are not counted. An address that is
both ends counts in either part, as an alert names a value once. `overall` is the share of all counted fields.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from evals.coverage import coverage
from triage_warden.connector_kit.observed import bare_address
from triage_warden.connector_kit.severity import by_word
from triage_warden.connector_kit.times import moment
from triage_warden.core.alerts.attributes import SOURCE_SEVERITY
from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.alerts.model import Alert, Identity
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.observables.model import ObservableType, Role
from triage_warden.wiring.catalogue import recognise, sources

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


class Case(msgspec.Struct, frozen=True):
    """A message and what it says."""

    raw: str
    expected: dict[str, object]
    format: str = ""


def main(arguments: Sequence[str]) -> int:
    """Score a file, or print what is found in some; 2 on wrong usage."""
    paths = [each for each in arguments if not each.startswith("--")]
    structural = "--structural-only" in arguments
    if paths[:1] == ["coverage"] and len(paths) > 1:
        return coverage(paths[1:], structural_only=structural)
    if len(paths) != 1:
        print(__doc__)
        return 2
    cases = [msgspec.json.decode(line, type=Case) for line in Path(paths[0]).read_bytes().splitlines() if line.strip()]
    tally = score(cases, structural_only=structural)
    report(tally, "--misses" in arguments)
    return 0


class Tally(msgspec.Struct):
    """Right and counted, and the misses, by field."""

    right: dict[str, int]
    counted: dict[str, int]
    misses: list[tuple[str, str, str]]
    by_source: dict[str, int]
    lost: int = 0

    @property
    def overall(self) -> float:
        """Return the share of all counted fields that are right."""
        return sum(self.right.values()) / max(1, sum(self.counted.values()))


def score(cases: Iterable[Case], *, structural_only: bool) -> Tally:
    """Return how many fields of the messages were read right."""
    tally = Tally(right=defaultdict(int), counted=defaultdict(int), misses=[], by_source=defaultdict(int))
    for number, case in enumerate(cases):
        alert, source = read(case.raw.encode(), structural_only=structural_only)
        tally.lost += alert is None
        tally.by_source[source] += 1
        for field, is_right in FIELDS.items():
            verdict = is_right(alert or _NO_ALERT, case.expected)
            if verdict is None:
                continue
            tally.counted[field] += 1
            tally.right[field] += verdict
            if not verdict:
                tally.misses.append(
                    (field, f"{number} {case.format} by {source}", json.dumps(_asked(field, case.expected)))
                )
    return tally


def read(payload: bytes, *, structural_only: bool) -> tuple[Alert | None, str]:
    """Return what the product makes of a message, and by which source: the one that recognises it, or the structure.

    What its source refuses as no alert (a log line among a sensor's alerts) is read by its structure alone, as it is
    when somebody sends it as `unknown`; the report says how many those were.
    """
    known = sources()
    source = known["unknown"] if structural_only else recognise(payload) or known["unknown"]
    for each in (source, known["unknown"]):
        try:
            return each.parser.parse(payload)[0], each.name if each is source else f"{source.name}, refused"
        except CannotParse:
            continue
    return None, source.name


def report(tally: Tally, with_misses: bool) -> None:  # noqa: FBT001  # two ways to print
    """Print the table, and last the figures as JSON."""
    if with_misses:
        for field, message, asked in tally.misses:
            print(f"{field:20} {message:55} {asked}")
    print(f"{'field':20} {'right':>6} {'of':>5} {'share':>7}")
    shares = {field: tally.right[field] / tally.counted[field] for field in FIELDS if tally.counted[field]}
    for field, share in shares.items():
        print(f"{field:20} {tally.right[field]:6} {tally.counted[field]:5} {share:7.3f}")
    print(f"{'overall':20} {sum(tally.right.values()):6} {sum(tally.counted.values()):5} {tally.overall:7.3f}")
    refused = sum(count for source, count in tally.by_source.items() if source.endswith("refused"))
    unmapped = tally.by_source.get("unknown", 0)
    print(f"no alert: {tally.lost}; read by structure: {unmapped} that no source knows, {refused} that theirs refuses")
    print(
        json.dumps(
            {"overall": round(tally.overall, 4), "fields": {name: round(each, 4) for name, each in shares.items()}}
        )
    )


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
    from triage_warden.core.observables.errors import NotAnObservable  # used here alone
    from triage_warden.core.observables.normalise import normalise  # likewise

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


def _asked(field: str, expected: Expected) -> dict[str, object]:
    marks = _MARKS[field]
    return {name: value for name, value in expected.items() if any(mark in name for mark in marks)}


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
_MARKS: Final = {
    "time": ("@timestamp",),
    "source_address": ("source.ip",),
    "destination_address": ("destination.ip",),
    "user": ("user.",),
    "host": ("host.",),
    "rule_or_title": ("rule.",),
    "hashes": ("hash",),
    "url": ("url.",),
    "severity": ("event.severity", "log.level"),
}
_NO_ALERT: Final = Alert(source="", title="", identity=Identity(parts=()), raw=b"")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
