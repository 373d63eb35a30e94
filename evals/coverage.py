"""Which fields are found in payloads that nobody gave expected values for; the second half of `evals.formats`.

Reads files and folders: lines of JSON (`raw`, `log` or `event` hold the message, else the line is it), texts that
assign a literal to a name, archives of samples (`*.raw`), and anything else as a file of payloads.
"""

import ast
import json
import tarfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from triage_warden.connector_kit.source import AlertSource
from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.alerts.model import Alert
from triage_warden.core.observables.model import ENTITY_TYPES, ObservableType, Role
from triage_warden.wiring.catalogue import recognise, sources

_MESSAGES: Final = ("raw", "log", "event", "alert")
_ADDRESSES: Final = (ObservableType.IPV4, ObservableType.IPV6)
_NEAR: Final = frozenset({Role.SOURCE, Role.ACTOR})
_FAR: Final = frozenset({Role.DESTINATION, Role.TARGET})
_HASHES: Final = (ObservableType.MD5, ObservableType.SHA1, ObservableType.SHA256)


def _has(types: Sequence[ObservableType], roles: frozenset[Role] = frozenset(Role)) -> Callable[[Alert], bool]:
    return lambda alert: any(seen.type in types and seen.role in roles for seen in alert.observables)


_STATED: Final = frozenset(Role) - {Role.MENTIONED}
FOUND: Final[dict[str, Callable[[Alert], bool]]] = {
    "time": lambda alert: alert.occurred_at is not None,
    "rule": lambda alert: bool(alert.rule.id or alert.rule.name),
    "title": lambda alert: not alert.title.startswith("Event of unknown shape"),
    "severity": lambda alert: "source_severity" in alert.attributes,
    "action": lambda alert: "action_taken" in alert.attributes,
    "attack": lambda alert: bool(alert.attack),
    "source": _has(_ADDRESSES, _NEAR),
    "dest.": _has(_ADDRESSES, _FAR),
    "user": _has((ObservableType.USER, ObservableType.EMAIL), _STATED),
    "host": _has((ObservableType.HOSTNAME, ObservableType.DOMAIN), _STATED),
    "hash": _has(_HASHES),
    "url": _has((ObservableType.URL,)),
    "process": _has((ObservableType.PROCESS, ObservableType.COMMAND_LINE, ObservableType.FILE_PATH), _STATED),
    "party": lambda alert: any(s.type in ENTITY_TYPES and s.role is not Role.MENTIONED for s in alert.observables),
}


def coverage(paths: Sequence[str], *, structural_only: bool) -> int:
    """Print for each file how many payloads became alerts and in how many each field was found; 1 if any was lost."""
    print(f"{'file':34} {'sent':>5} {'lost':>5} {'unmapped':>8} " + " ".join(f"{name:>8}" for name in FOUND))
    total: Counter[str] = Counter()
    for file in files_of(paths):
        counted = _count(file, structural_only=structural_only)
        if counted["sent"]:
            print(_line(file.name, counted))
            total += counted
    print(_line("all", total))
    print(json.dumps({"sent": total["sent"], "lost": total["lost"], "fields": {name: total[name] for name in FOUND}}))
    return 1 if total["lost"] else 0


def files_of(paths: Sequence[str]) -> Iterator[Path]:
    """Yield the files, and those in folders."""
    for path in map(Path, paths):
        yield from sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]


def messages(file: Path) -> Iterator[bytes]:
    """Yield the payloads of a file of test data."""
    if file.name.endswith((".tgz", ".tar.gz")):
        yield from _archived(file)
    elif file.suffix == ".jsonl":
        yield from (_message(json.loads(line)) for line in file.read_bytes().splitlines() if line.strip())
    elif file.name.endswith(".py.txt"):
        yield from _literals(file)
    else:
        data = file.read_bytes()
        source = recognise(data) or sources()["unknown"]
        yield from source.split(data)


def _count(file: Path, *, structural_only: bool) -> Counter[str]:
    counted: Counter[str] = Counter()
    known = sources()
    for payload in messages(file):
        source = known["unknown"] if structural_only else recognise(payload) or known["unknown"]
        counted["sent"] += 1
        counted["unmapped"] += source.name == "unknown"
        alert = _read(source, payload, file.name) or _read(known["unknown"], payload, file.name)
        counted["lost"] += alert is None
        if alert:
            counted.update(name for name, is_found in FOUND.items() if is_found(alert))
    return counted


def _read(source: AlertSource, payload: bytes, name: str) -> Alert | None:
    try:
        return source.parser.parse(payload)[0]
    except CannotParse as reason:
        print(f"  {name}: {source.name}: {reason.detail[:150]}")
        return None


def _line(name: str, counted: Counter[str]) -> str:
    figures = " ".join(f"{counted[name]:8}" for name in FOUND)
    return f"{name[:34]:34} {counted['sent']:5} {counted['lost']:5} {counted['unmapped']:8} {figures}"


def _message(item: object) -> bytes:
    held = next((item[name] for name in _MESSAGES if name in item), item) if isinstance(item, dict) else item
    return held.encode() if isinstance(held, str) else json.dumps(held).encode()


def _archived(file: Path) -> Iterator[bytes]:
    with tarfile.open(file) as archive:
        for member in archive:
            held = archive.extractfile(member) if member.name.endswith(".raw") else None
            if held:
                yield held.read()


def _literals(file: Path) -> Iterator[bytes]:
    """Yield the objects that a Python text assigns: one, or those under names of theirs."""
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign):
            try:
                value: object = ast.literal_eval(node.value)
            except ValueError:
                continue
            yield json.dumps(value).encode()
