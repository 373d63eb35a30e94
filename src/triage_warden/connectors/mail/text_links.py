"""Links written out in plain text."""

import re
from collections.abc import Iterator

from triage_warden.core.facts.mail.model import Link, LinkKind

MAX_TEXT_LINKS = 500

_LINK = re.compile(r"\b(?:https?://|ftp://|www\.)[^\s<>\"'`\u3000-\u3002\uff08\uff09]{3,4000}", re.IGNORECASE)
_CLOSERS = ".,;:!?)]}>*_\u00bb\u201d\u2019"


def text_links(text: str) -> Iterator[Link]:
    """Yield the links in the text as a mail program would make them clickable, quoted lines included."""
    for position, match in enumerate(_LINK.finditer(text)):
        if position >= MAX_TEXT_LINKS:
            return
        target = match.group().rstrip(_CLOSERS)
        yield Link(text=target[:300], target=target, kind=LinkKind.TEXT, position=position)
