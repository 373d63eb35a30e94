"""Throw mutated payloads at every source: `python -m evals.fuzz_formats --count N [--seed S] [PATH...]`.

Payloads of the test suite, and of the files and folders named, are mutated with regard to their structure: fields are
retyped, renamed, moved between payloads, nested, wrapped into other formats, cut, and damaged byte by byte. Each one
goes through `recognise`, which asks every source, the splitter and parser of the source found, those of `unknown`, and
those of one more source in turn. What comes out must be alerts that may be stored, or a stated reason.

The last line is one JSON object. Slowness is measured by `evals.adversarial_formats`.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from evals.coverage import files_of, messages
from triage_warden.connector_kit.source import AlertSource
from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.alerts.model import Alert
from triage_warden.wiring.catalogue import SOURCES, recognise, sources

PAYLOADS: Final = Path(__file__).parents[1] / "tests" / "connectors"
_LONGEST_SEED: Final = 20_000
_MOST_SHOWN: Final = 10
_TOLD_EVERY: Final = 20_000
"""Inputs after which a long run says how far it is."""
_HOSTILE: Final[tuple[object, ...]] = (
    *(None, True, False, 0, -1, 10**30, 1e308, "", " ", "\x00", "\u202e", "\ud800", "\\", '"', "a" * 500, [], {}, [[]]),
    *(
        {"": ""},
        "9999-12-31T23:59:59Z",
        "0",
        "192.0.2.1:80",
        "[::1]:1",
        "T1566",
        "CVE-2024-1",
        "a@b@c",
        "=",
        "|",
        "CEF:0|",
    ),
    *('{"a":', "<Event>", "<134>", "%00", "../../etc/passwd", "$ref", "null", "NaN", "1e400", "2024-13-45T99:99:99Z"),
)
_WRAPS: Final[tuple[Callable[[bytes], bytes], ...]] = (
    lambda body: b"<134>1 2024-01-02T03:04:05Z h a 1 - - " + body,
    lambda body: b"<13>Jan  2 03:04:05 host app[1]: " + body,
    lambda body: json.dumps({"message": body.decode("latin-1"), "@timestamp": "2024-01-02T03:04:05Z"}).encode(),
    lambda body: b'{"Records":[' + body + b"]}",
    lambda body: b"[" + body + b"," + body + b"]",
    lambda body: b"CEF:0|v|p|1|s|n|5|msg=" + body,
    lambda body: b"time,host,message\n2024-01-02,h," + body,
    lambda body: b"<Event><System><EventID>1</EventID></System><EventData>" + body + b"</EventData></Event>",
)


def main(arguments: Sequence[str]) -> int:
    """Run; 1 when anything but an alert or a reason came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("paths", nargs="*")
    chosen = parser.parse_args(arguments)
    seeds = collect(chosen.paths)
    began = time.perf_counter()
    tally = fuzz(seeds, count=chosen.count, seed=chosen.seed)
    took = time.perf_counter() - began
    print(json.dumps({**tally, "seeds": len(seeds), "per_second": round(chosen.count / took)}))
    return 1 if tally["failed"] else 0


def collect(paths: Sequence[str]) -> list[bytes]:
    """Return the payloads of the test suite, and of what is named."""
    own = [file.read_bytes() for file in sorted(PAYLOADS.glob("*/payloads/*.*"))]
    real = [payload for file in files_of(paths) for payload in messages(file)]
    return [payload for payload in own + real if 0 < len(payload) <= _LONGEST_SEED]


def fuzz(seeds: Sequence[bytes], *, count: int, seed: int, in_turn: Sequence[AlertSource] = SOURCES) -> Counter[str]:
    """Return how many mutated payloads gave alerts, were refused with a reason, or failed."""
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    tally: Counter[str] = Counter(inputs=0, alerts=0, refused=0, unrecognised=0, failed=0)
    for number in range(count):
        payload = mutated(chance.choice(seeds), chance.choice(seeds), chance)
        tally["inputs"] += 1
        if number and number % _TOLD_EVERY == 0:
            print(json.dumps(tally), flush=True)
        try:
            found = recognise(payload)
            tally["unrecognised"] += found is None
            asked = {found or sources()["unknown"], sources()["unknown"], in_turn[number % len(in_turn)]}
            for source in asked:
                tally["alerts" if kept(source, payload) else "refused"] += 1
        except Exception as error:  # noqa: BLE001  # whatever comes out is what is looked for
            tally["failed"] += 1
            if tally["failed"] <= _MOST_SHOWN:
                print(f"FAILED {type(error).__name__}: {str(error)[:200]} on {payload[:300]!r}")
    return tally


def kept(source: AlertSource, payload: bytes) -> list[Alert]:
    """Return the alerts of a payload, having checked that they may be stored; none where it was refused."""
    for item, _ in zip(source.split(payload), range(2), strict=False):
        _parsed(source, item)
    return _parsed(source, payload)


def _parsed(source: AlertSource, payload: bytes) -> list[Alert]:
    try:
        alerts = source.parser.parse(payload)
    except CannotParse as refused:
        reason = refused.detail
    else:
        return _checked(alerts)
    assert reason.strip()
    assert len(reason) < 1_000
    return []


def _checked(alerts: list[Alert]) -> list[Alert]:
    assert alerts
    for alert in alerts:
        assert alert.title.strip()
        assert len(alert.title) <= 300
        assert any(alert.identity.parts)
        assert alert.occurred_at is None or alert.occurred_at.tzinfo
        words = [
            alert.title,
            alert.description,
            *alert.attributes.values(),
            *(seen.value for seen in alert.observables),
        ]
        for word in words:
            assert "\x00" not in word
            word.encode()
    return alerts


def mutated(payload: bytes, other: bytes, chance: random.Random) -> bytes:
    """Return the payload changed in one to three ways."""
    for _ in range(chance.randint(1, 3)):
        payload = chance.choice((_retyped, _retyped, _spliced, _damaged, _cut, _wrapped, _repeated))(
            payload, other, chance
        )
    return payload[: 4 * _LONGEST_SEED]


def _retyped(payload: bytes, other: bytes, chance: random.Random) -> bytes:
    """Return a JSON payload with values replaced, moved in from another, renamed or nested."""
    try:
        body, donor = json.loads(payload), _loaded(other)
    except ValueError:
        return _spliced(payload, other, chance)
    holders = _holders(body)
    gifts = [value for holder in _holders(donor) for value in _values(holder)] or ["x"]
    for _ in range(min(len(holders), chance.randint(1, 4))):
        _change(chance.choice(holders), chance, chance.choice((*_HOSTILE, *gifts[:200])))
    return json.dumps(body, ensure_ascii=chance.random() < 0.5, default=str).encode("utf-8", "replace")


def _change(holder: object, chance: random.Random, value: object) -> None:
    if isinstance(holder, list) and holder:
        holder[chance.randrange(len(holder))] = value
    elif isinstance(holder, dict) and holder:
        key = chance.choice(list(holder))
        kind = chance.random()
        if kind < 0.5:
            holder[key] = value
        elif kind < 0.7:
            holder[chance.choice((key.upper(), key.replace("_", "."), f"vendor{key}", "", "ip", "user", "time"))] = (
                value
            )
        elif kind < 0.85:
            holder[key] = json.dumps({key: holder[key]}, default=str)
        else:
            holder[key] = [{"name": key, "value": value}, value]


def _loaded(payload: bytes) -> object:
    try:
        return json.loads(payload)
    except ValueError:
        return [payload[:200].decode("latin-1")]


def _holders(body: object) -> list[dict[str, object] | list[object]]:
    found: list[dict[str, object] | list[object]] = []
    waiting: list[object] = [body]
    while waiting and len(found) < 500:
        holder = waiting.pop()
        if isinstance(holder, dict | list):
            found.append(holder)
            waiting += _values(holder)
    return found


def _values(holder: dict[str, object] | list[object]) -> list[object]:
    return list(holder.values()) if isinstance(holder, dict) else list(holder)


def _spliced(payload: bytes, other: bytes, chance: random.Random) -> bytes:
    return payload[: chance.randint(0, len(payload))] + other[chance.randint(0, len(other)) :]


def _damaged(payload: bytes, _other: bytes, chance: random.Random) -> bytes:
    start = chance.randint(0, len(payload))
    put = chance.choice(
        (chance.randbytes(chance.randint(0, 8)), b'"', b"\\", b"{", b"}", b"=", b"|", b"\n", b",", b"<", b"'")
    )
    return payload[:start] + put + payload[start + chance.randint(0, 20) :]


def _cut(payload: bytes, _other: bytes, chance: random.Random) -> bytes:
    return (
        payload[: chance.randint(0, len(payload))]
        if chance.random() < 0.7
        else payload[chance.randint(0, len(payload)) :]
    )


def _wrapped(payload: bytes, _other: bytes, chance: random.Random) -> bytes:
    return chance.choice(_WRAPS)(payload)


def _repeated(payload: bytes, _other: bytes, chance: random.Random) -> bytes:
    start = chance.randint(0, len(payload))
    piece = payload[start : start + chance.randint(1, 30)]
    return payload[:start] + piece * chance.randint(2, 50) + payload[start:]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
