"""ATT&CK references as vendors write them, brought to ids and short names."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from triage_warden.core.alerts.model import AttackRef
from triage_warden.core.alerts.tactics import TACTIC_IDS

_TECHNIQUE: Final = re.compile(r"T\d{4}(?:\.\d{3})?")
_TACTIC_IDS: Final = {number.lower(): name for name, number in TACTIC_IDS.items()}
_BY_LETTERS: Final = {name.replace("-", ""): name for name in _TACTIC_IDS.values()} | {
    "defenceevasion": "defense-evasion",
    "commandcontrol": "command-and-control",
    "commandandcontrol": "command-and-control",
    "c2": "command-and-control",
    "preattack": "reconnaissance",
}
_LIMIT: Final = 60


def tactic(words: str) -> str | None:
    """Return the short name (`initial-access`) for `InitialAccess`, `Initial Access`, `TA0001`; None if unknown."""
    lowered = words.strip().lower()
    return _TACTIC_IDS.get(lowered) or _BY_LETTERS.get(re.sub(r"[^a-z0-9]", "", lowered))


def technique(words: str) -> str | None:
    """Return the technique's id (`T1566.001`), None where it is none."""
    candidate = words.strip().upper().replace("/", ".")
    return candidate if _TECHNIQUE.fullmatch(candidate) else None


def references(techniques: Iterable[str] = (), tactics: Iterable[str] = ()) -> tuple[AttackRef, ...]:
    """Return one reference for each technique and each tactic; a technique gives way to its sub-techniques.

    Sources that list both do not say which technique serves which tactic, so neither do we.
    """
    return _references(tuple(techniques), tuple(tactics))


@lru_cache(maxsize=2_048)
def _references(techniques: tuple[str, ...], tactics: tuple[str, ...]) -> tuple[AttackRef, ...]:
    """A rule says the same in each of its alerts."""
    ids = list(dict.fromkeys(filter(None, map(technique, techniques))))
    parents = {each.partition(".")[0] for each in ids if "." in each}
    names = dict.fromkeys(filter(None, map(tactic, tactics)))
    found = [AttackRef(technique=each) for each in ids if each not in parents]
    return tuple((found + [AttackRef(tactic=each) for each in names])[:_LIMIT])
