"""Patterns that take time linear in the text, whatever an attacker writes."""

from typing import Protocol

import re2


class Pattern(Protocol):
    """Something to look for in UTF-8."""

    def search(self, text: bytes, /) -> object | None:
        """Return what was found, or None."""
        ...


def compiled(pattern: str) -> Pattern:
    """Return the RE2 pattern; case does not matter.

    Tables are searched one pattern after the other and not as a `re2.Set`: a set gives up silently when its
    automaton outgrows its memory, and counted repetitions make it do so.
    """
    options = re2.Options()
    options.case_sensitive = False
    options.never_capture = True
    options.log_errors = False
    found: Pattern = re2.compile(pattern, options)
    return found
