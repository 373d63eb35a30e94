"""How well observables are found: `python -m evals.observables FILE...`; tables, and last the figures as JSON.

A file is a list of `{"text", "truth": {type: [values]}}` (threat reports) or `{"text", "expected": {...}}` (the test
cases of ioc-finder). Other finders run beside ours when they can be imported: ioc-finder, iocextract, iocsearcher. A
value counts against precision when its type is one that the text's truth lists, unless it is the host of a link or
mailbox in it.
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

import msgspec

from triage_warden.core.observables.derive import derived
from triage_warden.core.observables.errors import NotAnObservable
from triage_warden.core.observables.find import find
from triage_warden.core.observables.model import ObservableType
from triage_warden.core.observables.normalise import normalise
from triage_warden.core.observables.refang import refang

WARM_UP = "see https://www.example.com/a, bob@example.org, 192.0.2.1"
"""Read once before the clock starts: every finder loads its lists at its first text."""

Values = Mapping[str, set[str]]
Finder = Callable[[str], Values]


class Case(msgspec.Struct, frozen=True):
    """A text and the values in it, by type."""

    text: str
    truth: dict[str, set[str]]


class Tally(msgspec.Struct):
    """Right, missed and wrong values."""

    right: int = 0
    missed: int = 0
    wrong: int = 0

    @property
    def recall(self) -> float:
        """Return the share of the truth that was found; 1 where there was none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def precision(self) -> float:
        """Return the share of what was found that is true; 1 where nothing was."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0


def main(paths: Sequence[str]) -> int:
    """Score each file; 2 on wrong usage."""
    if not paths:
        print("usage: python -m evals.observables FILE...", file=sys.stderr)
        return 2
    figures = {}
    for path in paths:
        cases = read(Path(path))
        scored = {name: score(finder, cases) for name, finder in _finders().items()}
        print(_table(path, scored))
        figures[Path(path).name] = scored
    ours = next(iter(figures.values()))["triage-warden"]
    print(
        json.dumps(ours if len(figures) == 1 else {name: scored["triage-warden"] for name, scored in figures.items()})
    )
    return 0


def read(path: Path) -> list[Case]:
    """Return the cases of a file, every expected value in its normal form; what has none is left out."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [_report(row) if "truth" in row else _ioc_finder_case(row) for row in rows]


def score(finder: Finder, cases: Sequence[Case]) -> dict[str, object]:
    """Return recall, precision, speed and the figures by type of one finder over the cases."""
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    finder(WARM_UP)
    seconds = 0.0
    for case in cases:
        begun = time.perf_counter()
        found = finder(case.text)
        seconds += time.perf_counter() - begun
        hosts = _hosts(case.truth)
        for kind, expected in case.truth.items():
            _count(tallies[kind], expected, found.get(kind, set()) - (hosts - expected), anywhere=_all(found))
    total = Tally(
        right=sum(tally.right for tally in tallies.values()),
        missed=sum(tally.missed for tally in tallies.values()),
        wrong=sum(tally.wrong for tally in tallies.values()),
    )
    size = sum(len(case.text.encode("utf-8")) for case in cases)
    return {
        "recall": round(total.recall, 4),
        "precision": round(total.precision, 4),
        "megabytes_per_second": round(size / 1e6 / seconds, 3) if seconds else 0.0,
        "types": {
            kind: {
                "recall": round(tally.recall, 4),
                "precision": round(tally.precision, 4),
                "truth": tally.right + tally.missed,
            }
            for kind, tally in sorted(tallies.items())
        },
    }


def ours(text: str) -> Values:
    """Return what we find, with what follows from it."""
    found = [each.observable for each in find(text)]
    values: defaultdict[str, set[str]] = defaultdict(set)
    for each in found:
        values[each.type].add(_key(each.type, each.value))
        for other in derived(each):
            values[other.type].add(_key(other.type, other.value))
    return values


def _count(tally: Tally, expected: set[str], found: set[str], *, anywhere: set[str]) -> None:
    """Count one type of one text; a URL found inside a longer one, or as the bare host that it is, counts as found."""
    right = expected & found
    lenient = {value for value in expected - right if value in anywhere}
    tally.right += len(right) + len(lenient)
    tally.missed += len(expected - right - lenient)
    tally.wrong += len(found - expected)


def _hosts(truth: Mapping[str, set[str]]) -> set[str]:
    """Return the hosts of the links and mailboxes in the truth: naming those as well is neither right nor wrong."""
    links = {value.partition("/")[0].rpartition("@")[2].partition(":")[0] for value in truth.get("url", ())}
    return links | {value.rpartition("@")[2] for value in truth.get("email", ())}


def _all(found: Values) -> set[str]:
    return set().union(*found.values()) if found else set()


def _key(kind: str, value: str) -> str:
    """Compare links without scheme, final slash and case: reports leave out the first two and lower the third."""
    if kind == ObservableType.URL:
        return value.partition("://")[2].removesuffix("/").lower() or value.lower()
    return value


def _normal(kind: str, values: Iterable[str]) -> set[str]:
    keys = set()
    for value in values:
        written = refang(value).text
        for candidate in (written, "http://" + written) if kind == ObservableType.URL else (written,):
            try:
                keys.add(_key(kind, normalise(ObservableType(kind), candidate)))
                break
            except NotAnObservable:
                continue
    return keys


def _report(row: dict[str, object]) -> Case:
    truth = msgspec.convert(row["truth"], dict[str, list[str]])
    return Case(text=str(row["text"]), truth={kind: _normal(kind, values) for kind, values in truth.items() if values})


_IOC_FINDER_TYPES = {
    "domains": "domain",
    "urls": "url",
    "email_addresses": "email",
    "ipv4s": "ipv4",
    "ipv6s": "ipv6",
    "md5s": "md5",
    "sha1s": "sha1",
    "sha256s": "sha256",
    "asns": "asn",
    "cves": "cve",
    "registry_key_paths": "registry_key",
    "mac_addresses": "mac",
    "bitcoin_addresses": "bitcoin_address",
    "user_agents": "user_agent",
    "file_paths": "file_path",
}


def _ioc_finder_case(row: dict[str, object]) -> Case:
    expected = msgspec.convert(row["expected"], dict[str, object])
    truth: dict[str, set[str]] = {}
    for name, kind in _IOC_FINDER_TYPES.items():
        values = expected.get(name)
        if isinstance(values, list) and values:
            truth[kind] = _normal(kind, (value.replace("ASN", "AS") if kind == "asn" else value for value in values))
    return Case(text=str(row["text"]), truth=truth)


def _finders() -> dict[str, Finder]:
    finders: dict[str, Finder] = {"triage-warden": ours}
    for name, make in (("ioc-finder", _ioc_finder), ("iocextract", _iocextract), ("iocsearcher", _iocsearcher)):
        try:
            finders[name] = make()
        except ImportError:
            continue
    return finders


def _ioc_finder() -> Finder:
    find_iocs = import_module("ioc_finder").find_iocs

    def finder(text: str) -> Values:
        found = find_iocs(text)
        return {
            kind: _normal(kind, (value.replace("ASN", "AS") for value in found.get(name, [])))
            for name, kind in _IOC_FINDER_TYPES.items()
        }

    return finder


def _iocextract() -> Finder:
    module = import_module("iocextract")

    def finder(text: str) -> Values:
        return {
            "url": _normal("url", module.extract_urls(text, refang=True)),
            "ipv4": _normal("ipv4", module.extract_ipv4s(text, refang=True)),
            "ipv6": _normal("ipv6", module.extract_ipv6s(text)),
            "email": _normal("email", module.extract_emails(text, refang=True)),
            "md5": _normal("md5", module.extract_md5_hashes(text)),
            "sha1": _normal("sha1", module.extract_sha1_hashes(text)),
            "sha256": _normal("sha256", module.extract_sha256_hashes(text)),
        }

    return finder


_IOCSEARCHER_TYPES = {
    "fqdn": "domain",
    "url": "url",
    "email": "email",
    "ip4": "ipv4",
    "ip6": "ipv6",
    "md5": "md5",
    "sha1": "sha1",
    "sha256": "sha256",
    "cve": "cve",
    "bitcoin": "bitcoin_address",
}


def _iocsearcher() -> Finder:
    searcher = import_module("iocsearcher.searcher").Searcher()

    def finder(text: str) -> Values:
        values: defaultdict[str, list[str]] = defaultdict(list)
        for ioc in searcher.search_data(text):
            if ioc.name in _IOCSEARCHER_TYPES:
                values[_IOCSEARCHER_TYPES[ioc.name]].append(ioc.value)
        return {kind: _normal(kind, found) for kind, found in values.items()}

    return finder


def _table(path: str, scored: Mapping[str, dict[str, object]]) -> str:
    rows = [f"{Path(path).name}", f"{'finder':<16}{'recall':>8}{'precision':>11}{'MB/s':>9}"]
    rows += [
        f"{name:<16}{figures['recall']:>8}{figures['precision']:>11}{figures['megabytes_per_second']:>9}"
        for name, figures in scored.items()
    ]
    kinds = scored["triage-warden"]["types"]
    if isinstance(kinds, dict):
        rows += [
            f"  {kind:<16}recall {row['recall']:<8} precision {row['precision']:<8} of {row['truth']}"
            for kind, row in kinds.items()
        ]
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
