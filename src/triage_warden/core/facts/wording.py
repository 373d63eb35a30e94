"""How words from an alert are written into a statement of ours."""

import unicodedata
from typing import Final

LONGEST: Final = 120
"""Characters of foreign text in one statement: enough to recognise it, too few to take it over."""


def quoted(text: str, longest: int = LONGEST) -> str:
    """Return foreign text as one short quoted line that can forge neither a citation nor a layout.

    Square brackets become round (citations are written `[f-…]`), control and direction-changing characters and
    lone surrogates go, white space folds.
    """
    kept = "".join(character if _harmless(character) else " " for character in text[: longest * 4])
    folded = " ".join(kept.translate(_BRACKETS).split())
    cut = folded if len(folded) <= longest else folded[: longest - 1].rstrip() + "…"
    return f"“{cut}”"


def plural(count: int, singular: str, plural_form: str | None = None) -> str:
    """Return `1 alert`, `20,000 alerts`."""
    return f"{count:,} {singular if count == 1 else plural_form or singular + 's'}"


_BRACKETS: Final = str.maketrans("[]“”", "()''")


def _harmless(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
