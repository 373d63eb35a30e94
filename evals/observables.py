"""How well observables are found: `python -m evals.observables FILE...`; tables, and last the figures as JSON.

A file is a list of `{"text", "truth": {type: [values]}}` (threat reports) or `{"text", "expected": {...}}` (the test
cases of ioc-finder); a folder is all its `*.json`. Other finders run beside ours when they can be imported: ioc-finder,
iocextract, iocsearcher. All are asked for every type they know of those that the file can name, and scored alike:

- A value is right when its normal form is in the truth; a link may be in either of its spellings (cleaned, complete).
  One found under another type (a bare host listed as a link, `a.py` as a domain) is right as well, and counted.
- A value is wrong when the text's truth lists its type and does not hold it, unless it follows from what the truth
  holds: the host of a link or mailbox, a link inside a link, and what the truth lists under a type of its own.
- The clock runs while a finder reads, in seconds of the processor, and not while its values are put in normal form.
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

import msgspec

from evals.other_finders import IOC_FINDER_TYPES, Finder, Values, key, keys, other_finders
from triage_warden.core.observables.classify import observable
from triage_warden.core.observables.derive import derived
from triage_warden.core.observables.find import find
from triage_warden.core.observables.model import Found, ObservableType

WARM_UP = r"""see https://www.example.com/a?b=c, hxxp://bad[.]example.co.uk, bob@example.org, 192.0.2.1, 2001:db8::1
user=alice example.net invoice.zip d41d8cd98f00b204e9800998ecf8427e HKLM\Software\Run C:\Windows\a.exe /etc/passwd
CVE-2024-12345 AS64496 00:00:5e:00:53:af 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa
Mozilla/5.0 (X11) Gecko/20100101 github.io www.google.com"""
"""Read before the clock starts: every finder loads its lists and builds its tables at its first texts."""
WARM_UPS = 20
"""Times that it is read, never the same way, until the interpreter has seen each path often enough to be quick."""


class Case(msgspec.Struct, frozen=True):
    """A text and the values in it, by type."""

    text: str
    truth: dict[str, set[str]]
    spellings: dict[str, str] = {}
    """Link as the text has it -> the link in the truth that was made of it by cleaning."""
    also: frozenset[str] = frozenset()
    """Values that the truth lists under types that we have no name for."""


class Tally(msgspec.Struct):
    """Right, missed and wrong values."""

    right: int = 0
    elsewhere: int = 0
    """Of the right ones, how many were found under another type only."""
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

    def add(self, other: "Tally") -> None:
        """Count the other's values as well."""
        self.right += other.right
        self.elsewhere += other.elsewhere
        self.missed += other.missed
        self.wrong += other.wrong

    def figures(self) -> dict[str, object]:
        """Return the two shares and what they are shares of."""
        return {
            "recall": round(self.recall, 4),
            "precision": round(self.precision, 4),
            "truth": self.right + self.missed,
            "found_under_another_type": self.elsewhere,
            "wrong": self.wrong,
        }


class Score(msgspec.Struct):
    """What one finder did over some texts."""

    tallies: defaultdict[str, Tally] = msgspec.field(default_factory=lambda: defaultdict(Tally))
    seconds: float = 0.0
    size: int = 0
    """Bytes of the texts."""

    def figures(self) -> dict[str, object]:
        """Return recall, precision and speed, and the first two by type."""
        total = Tally()
        for tally in self.tallies.values():
            total.add(tally)
        return {
            **total.figures(),
            "megabytes_per_second": round(self.size / 1e6 / self.seconds, 3) if self.seconds else 0.0,
            "types": {kind: tally.figures() for kind, tally in sorted(self.tallies.items())},
        }


def main(paths: Sequence[str]) -> int:
    """Score each file, then all of them; 2 on wrong usage."""
    files = [file for path in map(Path, paths) for file in (sorted(path.glob("*.json")) if path.is_dir() else [path])]
    if not files:
        print("usage: python -m evals.observables FILE...", file=sys.stderr)
        return 2
    scored = {file.name: score_all(read(file)) for file in files}
    if len(scored) > 1:
        scored["all"] = {name: _sum(each[name] for each in scored.values()) for name in next(iter(scored.values()))}
    for name, each in scored.items():
        print(_table(name, each))
    print(json.dumps(scored["all" if len(scored) > 1 else files[0].name]["triage-warden"].figures()))
    return 0


def score_all(cases: Sequence[Case]) -> dict[str, Score]:
    """Return the score of every finder there is, ours first."""
    wanted = frozenset(kind for case in cases for kind in case.truth)
    return {name: score(finder, cases) for name, finder in {"triage-warden": ours, **other_finders(wanted)}.items()}


def read(path: Path) -> list[Case]:
    """Return the cases of a file, every expected value in its normal form; what has none is left out."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [_report(row) if "truth" in row else _ioc_finder_case(row) for row in rows]


def score(finder: Finder, cases: Sequence[Case]) -> Score:
    """Return how one finder does over the cases."""
    done = Score()
    for turn in range(WARM_UPS):
        finder(WARM_UP.replace("example", f"example{turn}"))
    for case in cases:
        begun = time.process_time()
        values = finder(case.text)
        done.seconds += time.process_time() - begun
        done.size += len(case.text.encode("utf-8"))
        _count(done.tallies, case, values())
    return done


def _sum(scores: Iterable[Score]) -> Score:
    total = Score()
    for each in scores:
        total.seconds += each.seconds
        total.size += each.size
        for kind, tally in each.tallies.items():
            total.tallies[kind].add(tally)
    return total


def ours(text: str) -> Callable[[], Values]:
    """Find with the product, and afterwards add what follows from what was found."""
    return partial(_with_derived, find(text))


def _with_derived(found: Sequence[Found]) -> Values:
    values: defaultdict[str, set[str]] = defaultdict(set)
    for each in found:
        for one in (each.observable, *derived(each.observable)):
            values[one.type].add(key(one.type, one.value))
    return values


def _count(tallies: Mapping[str, Tally], case: Case, found: Values) -> None:
    follows = _following(case.truth) | case.also
    anywhere = set().union(*found.values())
    for kind, expected in case.truth.items():
        seen = {case.spellings.get(value, value) for value in found.get(kind, set())}
        elsewhere = (expected - seen) & anywhere
        tallies[kind].add(
            Tally(
                right=len(expected & seen) + len(elsewhere),
                elsewhere=len(elsewhere),
                missed=len(expected - seen - elsewhere),
                wrong=len(seen - expected - follows),
            )
        )


def _following(truth: Values) -> set[str]:
    """Return what follows from the truth's links and mailboxes; finding that as well is neither right nor wrong."""
    links = (observable(ObservableType.URL, "http://" + value) for value in truth.get("url", ()))
    mails = (observable(ObservableType.EMAIL, value) for value in truth.get("email", ()))
    return {key(one.type, one.value) for parent in (*links, *mails) if parent for one in derived(parent)}


def _report(row: dict[str, object]) -> Case:
    truth = msgspec.convert(row["truth"], dict[str, list[str]])
    return Case(text=str(row["text"]), truth={kind: keys(kind, values) for kind, values in truth.items() if values})


_OTHER_MAIL = ("xmpp_addresses", "email_addresses_complete")


def _ioc_finder_case(row: dict[str, object]) -> Case:
    expected = {
        name: msgspec.convert(values, list[str])
        for name, values in msgspec.convert(row["expected"], dict[str, object]).items()
        if isinstance(values, list)
    }
    truth = {kind: keys(kind, expected[name]) for name, kind in IOC_FINDER_TYPES.items() if expected.get(name)}
    return Case(
        text=str(row["text"]),
        truth={kind: values for kind, values in truth.items() if values},
        spellings=_spellings(expected.get("urls", ()), expected.get("urls_complete", ())),
        also=frozenset(keys("email", chain.from_iterable(expected.get(name, ()) for name in _OTHER_MAIL))),
    )


def _spellings(cleaned: Sequence[str], complete: Sequence[str]) -> dict[str, str]:
    return {
        whole: part
        for written in complete
        for short in cleaned
        if short in written
        for whole in keys("url", [written])
        for part in keys("url", [short])
        if part != whole
    }


def _table(title: str, scored: Mapping[str, Score]) -> str:
    rows = [title, f"{'finder':<16}{'recall':>8}{'precision':>11}{'MB/s':>9}"]
    for name, each in scored.items():
        shown = each.figures()
        rows.append(f"{name:<16}{shown['recall']:>8}{shown['precision']:>11}{shown['megabytes_per_second']:>9}")
    for kind, tally in sorted(scored["triage-warden"].tallies.items()):
        shown = tally.figures()
        rows.append(
            f"  {kind:<16}recall {shown['recall']:<8} precision {shown['precision']:<8} of {shown['truth']}"
            f" ({shown['found_under_another_type']} under another type), {shown['wrong']} wrong"
        )
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
