"""Patterns that mappings name, searched in linear time whatever the payload holds."""

from collections.abc import Mapping
from typing import Protocol, cast

import re2

from triage_warden.connector_kit.mapped.errors import BadExpression

LONGEST_SEARCHED = 16_384
"""Characters of one value that are searched; what tells a message apart stands at its beginning."""
_LONGEST_PATTERN = 1_000


class Match(Protocol):
    """What a pattern found."""

    def group(self, number: int, /) -> str | None:
        """Return the text of a group, 0 for the whole; None where it took no part."""
        ...

    def groupdict(self) -> Mapping[str, str | None]:
        """Return the named groups."""
        ...


class Pattern(Protocol):
    """A compiled pattern."""

    groups: int

    def search(self, text: str, /) -> Match | None:
        """Return the first match."""
        ...


def pattern(written: str) -> Pattern:
    """Return the RE2 pattern; case does not matter. Raise BadExpression for what RE2 does not take."""
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = 1 << 20
    if len(written) > _LONGEST_PATTERN:
        raise BadExpression(f"the pattern is longer than {_LONGEST_PATTERN} characters; split it")
    try:
        return cast("Pattern", re2.compile(written, options))
    except re2.error as error:
        reason = error.args[0].decode("utf-8", "replace") if isinstance(error.args[0], bytes) else str(error)
        raise BadExpression(f"/{written}/ is no RE2 pattern: {reason}") from error


def search(compiled: Pattern, text: str) -> Match | None:
    """Return the first match near the beginning of the text; lone surrogates, which RE2 cannot take, match nothing."""
    try:
        return compiled.search(text[:LONGEST_SEARCHED])
    except UnicodeEncodeError:
        return None
