"""What pages name: commands of ours, settings, metrics, and addresses."""

import re
import shlex
import subprocess
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Final

import typer
from typer.core import TyperGroup
from typer.main import get_command

from triage_warden.cli.app import app

ROOT: Final = Path(__file__).parents[2]
PROGRAM: Final = "triage-warden"
_CODE: Final = re.compile(r"^[ \t]*```[^\n]*\n(.*?)^[ \t]*```|`([^`\n]+)`", re.MULTILINE | re.DOTALL)
_BEFORE: Final = re.compile(r"[A-Z_]+=.*|[$-]|--|exec|watch|time")
"""What may stand before a command of ours: variables, a prompt, and programs that run another."""
_CHOICE: Final = re.compile(r"[a-z-]+(\|[a-z-]+)+")
_PLACES: Final = {"…": "x", "NUMBER": "1", "JOB": "1", "SECONDS": "1"}
"""What is for the reader to fill in, and has to be read as something else than words."""
_NAMED: Final = re.compile(r"Missing parameter: .*|Option '\S+' requires an argument\.")
"""A sentence may name a command, or one option of it, and leave the rest away; a block is there to be typed."""


def pages(*folders: str) -> list[Path]:
    """Return the pages in these folders of the repository, and those at its top."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *folders, "README.md", "CHANGELOG.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines() if name.endswith(".md") and (ROOT / name).exists()]


def code_of(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the lines of a page's blocks, continued ones joined, and what its sentences set as code (False)."""
    for block, inline in _CODE.findall(text):
        for line in (block or inline).replace("\\\n", " ").splitlines():
            yield line, bool(block)


def commands_of(text: str) -> Iterator[tuple[list[str], bool]]:
    """Yield the words behind the program's name of each command of ours, and whether it is one to be typed.

    `audit list|show` stands for two commands.
    """
    for line, typed in code_of(text):
        for words in map(_ours, _commands_in(line) if PROGRAM in line else ()):
            for chosen in product(*(_choices(word) for word in words)) if words else ():
                yield list(chosen), typed


def why_not(words: Sequence[str], *, typed: bool) -> str | None:
    """Return why the program takes these words for wrong usage; None where it does not. Nothing is run."""
    open_end = words[-1] == "…" and not words[-2:][0].startswith("--")
    filled = [_PLACES.get(word, word) for word in (words[:-1] if open_end else words)]
    try:
        _read(filled)
    except typer.Exit:  # `--version`, or a group's help
        return None
    except typer.TyperException as error:
        reason = str(error) or type(error).__name__
        return None if _NAMED.fullmatch(reason) and not typed else reason
    return None


def _read(rest: list[str]) -> None:
    command, parent = get_command(app), None
    while isinstance(command, TyperGroup) and rest:
        parent = command.make_context(PROGRAM, rest, parent=parent)
        _, found, rest = command.resolve_command(parent, rest)
        assert found is not None
        command = found
    if not isinstance(command, TyperGroup):
        command.make_context(PROGRAM, rest, parent=parent)


def _commands_in(line: str) -> Iterator[list[str]]:
    try:
        lexer = shlex.shlex(line, posix=True, punctuation_chars="();<>&")
        lexer.whitespace_split, lexer.commenters = True, "#"
        words = list(lexer)
    except ValueError:  # a quote that is closed in another line
        words = line.split()
    command: list[str] = []
    for word in [*words, ";"]:
        if word == "|" or set(word) <= set("();<>&"):
            yield command
            command = []
        else:
            command.append(word)


def _ours(words: Sequence[str]) -> list[str]:
    for place, word in enumerate(words):
        if word.rpartition("/")[2] == PROGRAM:
            return list(words[place + 1 :]) if place == 0 or _BEFORE.fullmatch(words[place - 1]) else []
    return []


def _choices(word: str) -> list[str]:
    return word.split("|") if _CHOICE.fullmatch(word) else [word]
