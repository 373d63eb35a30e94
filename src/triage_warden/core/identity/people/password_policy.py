"""What a password must be: long, and not the first thing that somebody would try.

No rules on capitals and digits, and no expiry (NIST SP 800-63B-4 §3.1.1.2): both make passwords worse.
"""

from collections.abc import Callable, Sequence
from typing import Final

from triage_warden.core.identity.people.errors import WeakPassword

LEAST: Final = 12
MOST: Final = 128
"""Characters. The upper bound keeps hashing cheap to refuse."""
STRONG: Final = 10.0
"""log10 of guesses: what the estimate's authors call "very unguessable" (score 4)."""
OURS: Final = ("triage", "warden", "triagewarden", "security", "soc")

Guesses = Callable[[str, Sequence[str]], float]
"""log10 of the guesses that a password stands, the known words tried first."""


def check_password(password: str, guesses: Guesses, *, names: Sequence[str]) -> None:
    """Raise WeakPassword, saying why; `names` are what people call the person and their account."""
    if len(password) < LEAST:
        raise WeakPassword(detail=f"A password has at least {LEAST} characters; a sentence is easy to remember.")
    if len(password) > MOST:
        raise WeakPassword(detail=f"A password has at most {MOST} characters.")
    folded = password.casefold()
    known = [name.casefold() for name in names if name]
    if any(len(name) >= 4 and name in folded and len(folded) - len(name) < LEAST // 2 for name in known):  # noqa: PLR2004  # shorter names are in any word
        raise WeakPassword(detail="That password is the name and little else; choose something unrelated.")
    if guesses(password, [*known, *OURS]) < STRONG:
        raise WeakPassword(detail="That password would be guessed early; put several unrelated words together.")
