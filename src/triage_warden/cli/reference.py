"""The command line as a reference page, written from the commands' own help."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import typer
from typer.core import TyperGroup
from typer.main import get_command

from triage_warden.cli.app import app

COLUMNS: Final = 110

PAGE_HEAD: Final = """# Command line

Written from `src/triage_warden/cli` by `make docs`; a test fails when the two differ.

Every command takes `--output table|json`: tables and sentences for people; for programs one object or, for lists and
streams, one line of JSON each. It exits with 0 on success, 1 on a refusal or failure with one line on stderr, and 2
on wrong usage. `python -m triage_warden` is the same command.
"""


def reference_page() -> str:
    """Return docs/reference/cli.md."""
    sections = [f"\n## {path}\n\n```\n{text}\n```\n" for path, text in helps()]
    return PAGE_HEAD + "".join(sections)


def helps() -> Iterator[tuple[str, str]]:
    """Yield every command's full name and help, in the order in which they are listed."""
    root = get_command(app)
    assert isinstance(root, TyperGroup)  # noqa: S101  # it is: the app holds more than one command
    yield from _helps("triage-warden", root)


def write(root: Path) -> None:
    """Write the page below the repository's root."""
    (root / "docs" / "reference" / "cli.md").write_text(reference_page(), encoding="utf-8")


def _helps(path: str, group: TyperGroup) -> Iterator[tuple[str, str]]:
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from _helps(f"{path} {name}", command)
        else:
            context = typer.Context(command, info_name=f"{path} {name}", terminal_width=COLUMNS)
            yield f"{path} {name}", command.get_help(context)


if __name__ == "__main__":
    write(Path.cwd())
