"""How many guesses a password stands."""

from collections.abc import Sequence
from typing import Final

_LOOKED_AT: Final = 72
"""Characters; the estimate takes time that grows with their cube, and what is longer is strong by its length."""


def guesses(password: str, known: Sequence[str]) -> float:
    """Return log10 of the guesses that an attacker needs, starting with the `known` words.

    After them come common passwords, names, dates and keyboard walks.

    Method: D. L. Wheeler, "zxcvbn: Low-Budget Password Strength Estimation", USENIX Security 2016.
    """
    from zxcvbn import zxcvbn  # 15 MiB of word lists, needed when a password is set and never else

    found = zxcvbn(password[:_LOOKED_AT], user_inputs=list(known))
    return float(found["guesses_log10"])


def guesses_knowing(words: Sequence[str], password: str, known: Sequence[str]) -> float:
    """Return the same for an attacker who knows an organisation's own words, too."""
    return guesses(password, [*known, *(word.casefold() for word in words)])
