"""Which test checks which item of a guide."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Final

from kit.deploy.corrections import COMMANDS
from kit.deploy.guide import Item, Kind, guide, items_of


class Check(StrEnum):
    """What is done to an item; each has a test in tests/deploy/test_guide_*.py."""

    CLUSTER = "cluster"
    """kubectl or Helm takes the words, and what they name is in the installation."""
    MADE = "made"
    """`kubectl create` is run, and what it makes is looked at."""
    APPLIED = "applied"
    INSIDE = "inside"
    """What runs in a container is run against real processes."""
    CHART = "chart"
    """Helm reads it from a repository that is served."""
    SECRET = "secret"
    OWN_WORD = "own word"
    """A command of ours."""
    MANIFEST = "manifest"
    VALUES = "values"
    DEFAULT = "default"
    FIGURE = "figure"


_OF_COMMANDS: Final = {
    **{("kubectl", verb): Check.CLUSTER for verb in ("get", "describe", "logs", "top", "scale", "delete")},
    **{("kubectl", verb): Check.CLUSTER for verb in ("rollout", "set", "port-forward", "wait")},
    **{("helm", verb): Check.CLUSTER for verb in ("list", "history", "rollback", "uninstall", "test")},
    **{("helm", verb): Check.CHART for verb in ("repo", "install", "upgrade")},
    ("kubectl", "create"): Check.MADE,
    ("kubectl", "apply"): Check.APPLIED,
    ("kubectl", "kustomize"): Check.APPLIED,
    ("kubectl", "exec"): Check.INSIDE,
}


def check_of(item: Item) -> Check | None:
    """Return which check an item gets; None for what there is none for."""
    match item.kind:
        case Kind.OPTION:
            return Check.DEFAULT
        case Kind.FIGURE:
            return Check.FIGURE
        case Kind.BLOCK:
            return Check.MANIFEST if "\napiVersion:" in f"\n{item.text}" else Check.VALUES
        case Kind.COMMAND:
            return _of_command(item.words)


def of_check(path: Path, *wanted: Check, kind: Callable[[Item], bool] = lambda _: True) -> list[Item]:
    """Return a guide's items that get a check, as they are typed: corrected where a note corrects them."""
    corrected = [
        Item(item.kind, item.heading, COMMANDS[item.text][0] if item.text in COMMANDS else item.text)
        for item in items_of(guide(path))
    ]
    return [item for item in corrected if check_of(item) in wanted and kind(item)]


def _of_command(words: list[str]) -> Check | None:
    if words[0] == "export":
        return Check.SECRET
    if words[0] == "triage-warden":
        return Check.OWN_WORD
    return _OF_COMMANDS.get((words[0], words[1])) if len(words) > 1 else None
