"""What one look at a mail found, before it becomes a fact with an id and a time."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from triage_warden.core.facts.mail.examined import Examined

MAX_QUOTED = 80

_UNSPEAKABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]+"
)


_REPLACEMENT = "\ufffd"
"""Stands for what no terminal can show: characters that are not assigned, or for private use."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One statement, the evidence it rests on, and its numbers and words for machines."""

    kind: str
    statement: str
    rests_on: tuple[str, ...]
    value: dict[str, str | int | float | bool] = {}


Look = Callable[["Examined"], Iterator[Finding]]
"""One way of looking at a mail; pure."""


def quoted(text: str, limit: int = MAX_QUOTED) -> str:
    """Return the mail's own words in quotation marks: one line, no control characters, no markup, capped."""
    plain = " ".join(
        _UNSPEAKABLE.sub(" ", text).replace("<", "\u2039").replace(">", "\u203a").replace('"', "'").split()
    )
    cut = f"{plain[: limit - 1]}…" if len(plain) > limit else plain
    return f'"{"".join(each if each.isprintable() else _REPLACEMENT for each in cut)}"'


def shown(text: str, limit: int = MAX_QUOTED) -> str:
    """Return a name or address as it may stand in a sentence, without quotation marks."""
    return quoted(text, limit)[1:-1]
