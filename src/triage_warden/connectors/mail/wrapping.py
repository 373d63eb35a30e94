"""A mail that carries the reported mail: which of its parts is the one that was meant."""

import re
from email.message import Message

from triage_warden.connectors.mail.headers import addresses, raw_values
from triage_warden.connectors.mail.message import content_of, file_name, leaves, parsed
from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.facts.mail.model import Address

MAX_WRAPPERS = 3
"""A report forwarded by a ticket system that wraps once more is the deepest that is met."""

USUAL_HEADERS = 3

_HEADER_LINE = re.compile(
    rb"^(?:from|to|subject|date|received|message-id|return-path|mime-version)\s*:", re.IGNORECASE | re.MULTILINE
)
_NOT_A_REPORTED_MAIL = frozenset({"multipart/report"})


def unwrapped(raw: bytes) -> tuple[bytes, Address | None]:
    """Return the reported mail and who reported it; the mail itself and None where it carries none.

    A mail is a wrapper when exactly one whole mail hangs on it (message/rfc822, or a file named `.eml`). A bounce
    also carries a mail, but is itself what is to be judged.
    """
    reporter: Address | None = None
    current = raw
    for _ in range(MAX_WRAPPERS):
        message, _ = parsed(current)
        inner = _carried(message)
        if inner is None:
            break
        senders = addresses(raw_values(message, "From"))
        reporter = reporter or (senders[0] if senders else None)
        current = inner
    return current, reporter


def _carried(message: Message) -> bytes | None:
    if message.get_content_type() in _NOT_A_REPORTED_MAIL:
        return None
    carried = [
        content for part in leaves(message) if part is not message and _is_mail(part) and (content := content_of(part))
    ]
    whole = [content for content in carried if looks_like_mail(content)]
    if len(whole) != 1:
        return None
    try:
        parsed(whole[0])
    except CannotParse:
        return None
    return whole[0]


def _is_mail(part: Message) -> bool:
    return part.get_content_type() in {"message/rfc822", "message/global"} or file_name(part).lower().endswith(".eml")


def looks_like_mail(content: bytes) -> bool:
    """Tell whether the bytes begin with a mail's headers: at least three different ones of the usual."""
    head = content[:65_536].replace(b"\r\n", b"\n").lstrip(b"\n").partition(b"\n\n")[0]
    names = {match.group().lower().rstrip(b": \t") for match in _HEADER_LINE.finditer(head)}
    return len(names) >= USUAL_HEADERS
