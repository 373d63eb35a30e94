"""What a source did about it, in a few words of ours."""

import re
from typing import Final

_WORDS: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"\b(?:not|un|un-|no)[ _-]?(?:block|prevent|quarantin|drop|clean|delet)|uncorrected"), "allowed"),
    (re.compile(r"quarantin|isolat"), "quarantined"),
    (
        re.compile(r"block|den(?:y|ied)|drop|prevent|reject|reset|delet|clean|kill|terminat|remov|discard|revok"),
        "blocked",
    ),
    (re.compile(r"allow|permit|pass|accept|deliver|bypass|relay|no action"), "allowed"),
    (re.compile(r"detect|alert|monitor|notif|\blog|observ|report"), "detected"),
)
"""First match wins; what undoes a word comes before the word."""


def action_taken(words: str) -> str:
    """Return `blocked`, `quarantined`, `allowed` or `detected`; empty where the words say none of them."""
    lowered = words[:200].lower()
    return next((action for pattern, action in _WORDS if pattern.search(lowered)), "")
