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
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from evals.coverage import coverage
from evals.format_fields import FIELDS, Expected
from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.alerts.model import Alert, Identity
from triage_warden.wiring.catalogue import recognise, sources


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


def _asked(field: str, expected: Expected) -> dict[str, object]:
    marks = _MARKS[field]
    return {name: value for name, value in expected.items() if any(mark in name for mark in marks)}


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
