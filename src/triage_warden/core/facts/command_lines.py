"""Read command lines against the table of tells, also through the commonest disguises."""

import binascii
import re
from base64 import b64decode
from functools import cache, lru_cache
from typing import Final

from triage_warden.core.facts.commands import COMMANDS, CommandTell
from triage_warden.core.facts.patterns import Pattern, compiled

LONGEST: Final = 8_191
"""Characters of a line that are read: the longest that cmd.exe takes; what is longer on Linux starts no differently."""


@lru_cache(maxsize=4096)
def tells_in(line: str) -> tuple[CommandTell, ...]:
    """Return the tells in a command line, in the table's order.

    Read are the line as written, the line without the escapes that shells ignore (`^`, a backtick, quotes inside
    words), and what an encoded PowerShell command decodes to (UTF-16LE in base64, one layer).
    """
    cut = line[:LONGEST]
    texts = {text.encode("utf-8", "replace") for text in (cut, _plain(cut), decoded(cut)) if text}
    return tuple(tell for tell, pattern in _patterns() if any(pattern.search(text) for text in texts))


def decoded(line: str) -> str:
    """Return what the line's encoded command says, or nothing where there is none that can be read."""
    found = _ENCODED.search(line[:LONGEST])
    if found is None:
        return ""
    letters = found.group(1)
    try:
        return b64decode(letters + "=" * (-len(letters) % 4)).decode("utf-16-le", "ignore")
    except binascii.Error:
        return ""


_ENCODED: Final = re.compile(r"\s[-/–—]e[a-z]{0,14}\s+[\"']?([A-Za-z0-9+/]{16,})", re.IGNORECASE)  # noqa: RUF001  # PowerShell takes any dash
_ESCAPES: Final = re.compile(r"[`^]|(?<=\w)[\"'](?=\w)")


def _plain(line: str) -> str:
    return _ESCAPES.sub("", line)


@cache
def _patterns() -> tuple[tuple[CommandTell, Pattern], ...]:
    return tuple((tell, compiled(tell.pattern)) for tell in COMMANDS)
