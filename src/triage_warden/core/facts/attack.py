"""The enterprise matrix of MITRE ATT&CK: technique names, and how far along an attack a tactic stands."""

import csv
import re
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec

TACTICS: Final = (
    "reconnaissance",
    "resource-development",
    "initial-access",
    "execution",
    "persistence",
    "privilege-escalation",
    "defense-evasion",
    "credential-access",
    "discovery",
    "lateral-movement",
    "collection",
    "command-and-control",
    "exfiltration",
    "impact",
)
"""The 14 enterprise tactics, in the matrix's order: https://attack.mitre.org/matrices/enterprise/."""

_RENAMED: Final = {"stealth": "defense-evasion", "defense-impairment": "defense-evasion"}
# Newer detection content splits defence evasion in two; the table here is the 14-tactic matrix.


class Technique(msgspec.Struct, frozen=True, kw_only=True):
    """One technique or sub-technique, with the tactics that it serves."""

    id: str
    name: str
    tactics: tuple[str, ...]


def technique(technique_id: str) -> Technique | None:
    """Return the technique of that id (`T1566.001`), its parent where only that is known, or None."""
    wanted = technique_id.strip().upper()
    return _techniques().get(wanted) or _techniques().get(wanted.partition(".")[0])


def tactic_name(written: str) -> str | None:
    """Return a tactic's short name however it is written (`DefenseEvasion`, `TA0005` is not), or None."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", written.strip())
    slug = re.sub(r"[\s_]+", "-", spaced).casefold()
    slug = _RENAMED.get(slug, slug)
    return slug if slug in _STAGE else None


def stage(tactic: str) -> int:
    """Return how far along the matrix a tactic stands: 0 for reconnaissance to 13 for impact."""
    return _STAGE[tactic]


_STAGE: Final = {name: number for number, name in enumerate(TACTICS)}


@cache
def _techniques() -> dict[str, Technique]:
    text = files("triage_warden.core.facts.data").joinpath("attack_techniques.csv").read_text("utf-8")
    return {
        row["id"]: Technique(id=row["id"], name=row["name"], tactics=tuple(row["tactics"].split(";")))
        for row in csv.DictReader(text.splitlines())
    }
