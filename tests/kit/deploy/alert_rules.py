"""The alert rules as they lie in deploy/monitoring."""

from pathlib import Path
from typing import Final

import msgspec

ROOT: Final = Path(__file__).parents[3]
RULES: Final = ROOT / "deploy" / "monitoring" / "rules.yaml"


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"for_": "for"}):
    """A rule that records, or one that alerts."""

    expr: str
    record: str | None = None
    alert: str | None = None
    for_: str | None = None
    labels: dict[str, str] = {}
    annotations: dict[str, str] = {}


class Group(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Rules that are evaluated one after another."""

    name: str
    rules: list[Rule]


class Rules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file."""

    groups: list[Group]

    @property
    def every(self) -> list[Rule]:
        """Return all rules in order."""
        return [rule for group in self.groups for rule in group.rules]

    @property
    def alerts(self) -> dict[str, Rule]:
        """Return the rules that alert, by name."""
        return {rule.alert: rule for rule in self.every if rule.alert}

    @property
    def recorded(self) -> frozenset[str]:
        """Return the names of what is recorded."""
        return frozenset(rule.record for rule in self.every if rule.record)


def rules(path: Path = RULES) -> Rules:
    """Return the rules."""
    return msgspec.yaml.decode(path.read_bytes(), type=Rules)
