"""Identifiers that show what they are wherever they stand: ATT&CK ids, CVEs, hashes with their names."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from triage_warden.connector_kit.attack import tactic
from triage_warden.connector_kit.structural import kinds
from triage_warden.connector_kit.structural.explained import Explained, Fact
from triage_warden.connector_kit.structural.leaves import Leaf

_TECHNIQUE: Final = re.compile(r"(?<![A-Za-z0-9])T\d{4}(?:\.\d{3})?(?![\w.])|(?<=attack\.)t\d{4}(?:\.\d{3})?(?![\w.])")
_CVE: Final = re.compile(r"CVE-\d{4}-\d{4,7}(?!\d)", re.IGNORECASE)
_NAMED_HASH: Final = re.compile(r"\b(?:MD5|SHA1|SHA256|SHA-1|SHA-256)[=:]\s?([0-9A-Fa-f]{32,64})\b", re.IGNORECASE)
_OF_ATTACK: Final = frozenset(
    {"technique", "tactic", "mitre", "tag", "tags", "threat", "label", "labels", "rule", "killchain"}
)
_LONGEST: Final = 4_096
_SURE_IDS: Final = 0.9


def listed(found: Sequence[Leaf]) -> Iterator[Explained]:
    """Yield the identifiers in the values."""
    for leaf in found:
        written = leaf.text[:_LONGEST]
        yield from _of_attack(leaf, written)
        if "cve" in written.lower():
            for match in _CVE.finditer(written):
                yield _read(Fact.CVE, match[0].upper(), leaf, reason="a CVE's number")
        for match in _NAMED_HASH.finditer(written):
            if kinds.digest(match[1]):
                yield _read(Fact.HASH, match[1].lower(), leaf, reason="named before its digits")


def _of_attack(leaf: Leaf, written: str) -> Iterator[Explained]:
    if _OF_ATTACK.isdisjoint(leaf.own) and all(_OF_ATTACK.isdisjoint(words) for words in leaf.around):
        return
    for match in _TECHNIQUE.finditer(written):
        yield _read(Fact.TECHNIQUE, match[0].upper(), leaf, reason="an ATT&CK technique's id")
    if "tactic" in leaf.own and (name := tactic(written)):
        yield _read(Fact.TACTIC, name, leaf, reason="a tactic of ATT&CK")


def _read(fact: Fact, value: str, leaf: Leaf, *, reason: str) -> Explained:
    return Explained(
        fact=fact, value=value, written=leaf.text[:1000], pointer=leaf.pointer, confidence=_SURE_IDS, reason=reason
    )
