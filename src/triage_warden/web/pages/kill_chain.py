"""ATT&CK techniques laid out along the tactics."""

from collections.abc import Iterable

import msgspec

from triage_warden.core.alerts.model import AttackRef
from triage_warden.core.facts.attack import TACTICS, tactic_name, technique


class Seen(msgspec.Struct, frozen=True, order=True):
    """A technique: its id, and its name where the matrix has it."""

    id: str
    name: str


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """A tactic, whether anything of it was seen, and which techniques."""

    tactic: str
    seen: bool
    techniques: tuple[Seen, ...]


def chain(refs: Iterable[AttackRef]) -> list[Stage]:
    """Return all tactics in the matrix's order.

    A technique stands under the tactic that was stated with it, else under the first that it serves; most serve
    one, and where one serves several, showing it everywhere would overstate how far the attack went.
    """
    tactics, techniques = set[str](), dict[str, set[Seen]]()
    for ref in refs:
        tactic = (tactic_name(ref.tactic) if ref.tactic else None) or _first_tactic(ref.technique)
        if tactic is None:
            continue
        tactics.add(tactic)
        if ref.technique:
            techniques.setdefault(tactic, set()).add(_seen(ref.technique))
    return [
        Stage(tactic=name, seen=name in tactics, techniques=tuple(sorted(techniques.get(name, ())))) for name in TACTICS
    ]


def _seen(technique_id: str) -> Seen:
    known = technique(technique_id)
    return Seen(technique_id.upper(), known.name if known else "")


def _first_tactic(technique_id: str | None) -> str | None:
    known = technique(technique_id) if technique_id else None
    return next((name for name in TACTICS if known and name in known.tactics), None)
