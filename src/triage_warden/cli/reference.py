"""The command line as a reference page, written from the commands' own help."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import typer
from typer.core import TyperGroup
from typer.main import get_command

from triage_warden.cli.access import Declared, Here, Needs, declared_by
from triage_warden.cli.app import app

COLUMNS: Final = 110

PAGE_HEAD: Final = """# Command line

Written from `src/triage_warden/cli` by `make docs`; a test fails when the two differ.

Every command takes `--output table|json`: tables and sentences for people; for programs one object or, for lists and
streams, one line of JSON each. It exits with 0 on success, 1 on a refusal or failure with one line on stderr, and 2
on wrong usage. What a command needs is a permission of the key that it shows ([who has which](permissions.md)), or,
where it asks no server, what it has to reach on this machine. `python -m triage_warden` is the same command.
"""


class UndeclaredCommand(RuntimeError):
    """A command does not say what it needs."""


def reference_page() -> str:
    """Return docs/reference/cli.md."""
    sections = [
        f"\n## {path}\n\nNeeds {_needed(declared)}.\n\n```\n{text}\n```\n" for path, text, declared in commands()
    ]
    return PAGE_HEAD + "".join(sections)


def commands() -> Iterator[tuple[str, str, Declared]]:
    """Yield every command's full name, help and what it declares that it needs, in the order in which they are listed.

    Raises:
        UndeclaredCommand: one declares nothing.
    """
    root = get_command(app)
    assert isinstance(root, TyperGroup)  # noqa: S101  # it is: the app holds more than one command
    yield from _below("triage-warden", root)


def write(root: Path) -> None:
    """Write the page below the repository's root."""
    (root / "docs" / "reference" / "cli.md").write_text(reference_page(), encoding="utf-8")


def _below(path: str, group: TyperGroup) -> Iterator[tuple[str, str, Declared]]:
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from _below(f"{path} {name}", command)
        else:
            context = typer.Context(command, info_name=f"{path} {name}", terminal_width=COLUMNS)
            declared = declared_by(command.callback)
            if declared is None:
                message = f"declare @needs(Permission.…) or @works_here('…') on `{path} {name}` (cli/access.py)"
                raise UndeclaredCommand(message)
            yield f"{path} {name}", command.get_help(context), declared


def _needed(declared: Declared) -> str:
    match declared:
        case Needs(permissions):
            return " and ".join(f"`{each.value}`" for each in sorted(permissions))
        case Here(what):
            return f"no server; it works on {what}"


if __name__ == "__main__":
    write(Path.cwd())
