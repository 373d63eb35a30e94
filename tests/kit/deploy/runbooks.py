"""The runbooks, and the commands, expressions and statements in them."""

import re
import shlex
from pathlib import Path
from typing import Final

import msgspec

from kit.command import run
from kit.deploy.alert_rules import ROOT
from kit.deploy.commands import NOBODY

FOLDER: Final = ROOT / "docs" / "runbooks"
HEADINGS: Final = ("Means", "Users see", "Look", "Do", "Over when", "Try it")
_BLOCK: Final = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INLINE: Final = re.compile(r"`([^`\n]+)`")
_PROGRAMS: Final = ("triage-warden", "kubectl", "helm")
_PLACES: Final = {"…": "x", "ID": "x", "JOB": "1", "NAME": "github", "MAPPING": "x"}
"""What is for the reader to fill in."""


class Runbook(msgspec.Struct, frozen=True, kw_only=True):
    """One page."""

    name: str
    text: str

    @property
    def headings(self) -> tuple[str, ...]:
        """Return its headings in order."""
        return tuple(re.findall(r"^## (.+)$", self.text, re.MULTILINE))

    def blocks(self, language: str) -> list[str]:
        """Return its code blocks in a language."""
        return [body for name, body in _BLOCK.findall(self.text) if name == language]

    @property
    def commands(self) -> list[list[str]]:
        """Return every command as its words, from blocks and out of the text, without what it is piped into."""
        lines = [line for block in self.blocks("sh") for line in block.splitlines()]
        lines += [text for text in _INLINE.findall(_BLOCK.sub("", self.text)) if text.startswith(_PROGRAMS)]
        found = [shlex.split(re.split(r" \| | > ", line)[0]) for line in lines]
        return [words for words in found if len(words) > 1 and "…" not in words]

    @property
    def words_in_code(self) -> list[str]:
        """Return what is set as code in the text."""
        return _INLINE.findall(_BLOCK.sub("", self.text))


def runbooks() -> list[Runbook]:
    """Return all pages but the index."""
    return [
        Runbook(name=path.stem, text=path.read_text(encoding="utf-8"))
        for path in sorted(FOLDER.glob("*.md"))
        if path.stem != "README"
    ]


def wrong_words(words: list[str]) -> str | None:
    """Return why the program refuses these words as wrong usage (exit code 2), None where it does not.

    It is run, and finds neither server nor database: words that are right end in a refusal.
    """
    filled = [_PLACES.get(word, word) for word in words[1:]]
    done = run(
        filled, env={"TW_BASE_URL": NOBODY, "TW_API_KEY": "tw_x", "DATABASE_URL": "postgresql://x@127.0.0.1:9/x"}
    )
    return done.output if done.exit_code == 2 else None


def existing(path: str) -> bool:
    """Tell whether a file that a page names is there."""
    return (ROOT / path).exists() or Path(path).is_absolute()
