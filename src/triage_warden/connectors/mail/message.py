"""One message to a Mail. Any bytes give a mail or CannotParse with a reason; the limits are the constants below."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from email.policy import compat32

from triage_warden.connectors.mail import headers as heads
from triage_warden.connectors.mail.attachments import attachment
from triage_warden.connectors.mail.authentication import authentications, entry_of
from triage_warden.connectors.mail.hops import hops_of
from triage_warden.connectors.mail.html import read_html
from triage_warden.connectors.mail.signatures import KeyLookup, signatures
from triage_warden.connectors.mail.text_links import text_links
from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.facts.mail.model import Address, Attachment, HtmlBody, Link, LinkKind, Mail

MAX_MAIL_BYTES = 50 * 1024 * 1024
MAX_HEADER_BYTES = 512 * 1024
MAX_BOUNDARIES = 300
"""Multipart declarations; the parser recurses once for each level of nesting."""
MAX_DELIMITERS = 50_000
"""Lines that may begin a part; each part costs a kilobyte."""
MAX_PARTS = 500
MAX_TEXT_CHARS = 200_000


def read_message(raw: bytes, keys: KeyLookup | None = None) -> Mail:
    """Return the mail; DKIM signatures are verified only where `keys` can look them up.

    Raises:
        CannotParse: with the reason; nothing else, whatever the bytes.
    """
    message, defects = parsed(raw)
    body = _read_body(message)
    return _mail(message, body, raw=raw, keys=keys, defects=[*defects, *body.defects])


def parsed(raw: bytes) -> tuple[Message, list[str]]:
    """Return the message as the standard library parses it, within the limits above, and what was cut."""
    if not raw.strip():
        raise CannotParse(detail="The mail is empty.")
    if len(raw) > MAX_MAIL_BYTES:
        raise CannotParse(detail=f"The mail is larger than {MAX_MAIL_BYTES // 1024 // 1024} MiB.")
    if raw.lower().count(b"boundary") > MAX_BOUNDARIES or raw.count(b"\n--") > MAX_DELIMITERS:
        raise CannotParse(detail="The mail has more parts than a mail has.")
    source, defects = _shorter_head(raw)
    try:
        return message_from_bytes(source, policy=compat32), defects
    except (RecursionError, MessageError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise CannotParse(detail=f"The mail's structure cannot be read ({type(error).__name__}).") from error


def _shorter_head(raw: bytes) -> tuple[bytes, list[str]]:
    normal = raw[len(b"From ") :].partition(b"\n")[2] if raw.startswith((b"From ", b">From ")) else raw
    normal = normal.lstrip(b"\r\n")
    ends = [at for at in (normal.find(b"\n\n"), normal.find(b"\n\r\n")) if at >= 0]
    end = min(ends, default=len(normal))
    if end <= MAX_HEADER_BYTES:
        return normal, []
    kept = normal[: normal.rfind(b"\n", 0, MAX_HEADER_BYTES) + 1]
    return kept + normal[end:], ["headers_cut"]


@dataclass(slots=True)
class _Body:
    """What the parts of a mail hold."""

    texts: list[str] = field(default_factory=list)
    html: HtmlBody | None = None
    links: list[Link] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)


def _read_body(message: Message) -> _Body:
    body = _Body()
    for number, part in enumerate(leaves(message)):
        if number >= MAX_PARTS:
            body.defects.append("parts_cut")
            break
        _take_part(part, body, message)
    if not body.links:
        body.links.extend(text_links("\n".join(body.texts)))
    return body


def leaves(message: Message) -> Iterator[Message]:
    """Yield the parts that hold content, outermost first; an attached mail is one part, not its parts."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            waiting.extend(reversed(_inside(part)))
        else:
            yield part


def _take_part(part: Message, body: _Body, message: Message) -> None:
    kind = _content_type(part)
    name = file_name(part)
    disposition = str(part.get("Content-Disposition", "")).strip().lower()
    shown = not name and not disposition.startswith("attachment")
    content = content_of(part)
    if shown and kind == "text/html" and body.html is None:
        body.html, links = read_html(heads.text_of(content, _charset(part)), len(body.links))
        body.links.extend(links)
    elif shown and kind in {"text/plain", "text/enriched", "text"}:
        body.texts.append(heads.text_of(content[: MAX_TEXT_CHARS * 4], _charset(part))[:MAX_TEXT_CHARS])
    elif content and not _is_report_part(kind, message):
        inline = disposition.startswith("inline") or "Content-ID" in part
        found, links_inside = attachment(name, kind, content, inline=inline)
        body.attachments.append(found)
        start = len(body.links)
        body.links.extend(
            Link(target=target[:8000], kind=LinkKind.ATTACHMENT, position=start + number)
            for number, target in enumerate(links_inside)
        )


def _is_report_part(kind: str, message: Message) -> bool:
    return kind.startswith("message/") and kind != "message/rfc822" and _content_type(message) == "multipart/report"


def content_of(part: Message) -> bytes:
    """Return a part's bytes, its transfer encoding undone as far as it holds; an attached mail whole."""
    if part.is_multipart():
        inner = _inside(part)
        return serialised(inner[0]) if inner else b""
    for decode in (True, False):
        try:
            payload = part.get_payload(decode=decode)
        except (ValueError, LookupError, AttributeError, TypeError, AssertionError, IndexError):
            continue
        return payload if isinstance(payload, bytes) else str(payload or "").encode("utf-8", "replace")
    return b""


def _inside(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [each for each in payload if isinstance(each, Message)] if isinstance(payload, list) else []


def serialised(message: Message) -> bytes:
    """Return the bytes of an attached mail; its text with the surrogates replaced where they cannot be had."""
    try:
        return message.as_bytes(policy=compat32)
    except (UnicodeError, LookupError, ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return b""


def file_name(part: Message) -> str:
    """Return the name that a part goes by, decoded; empty for none."""
    try:
        return heads.clean(heads.decoded(part.get_filename() or ""), 250)
    except (ValueError, LookupError, TypeError, AttributeError):
        return "unreadable"


def _content_type(part: Message) -> str:
    return heads.clean(part.get_content_type().lower(), 100)


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


def _values(message: Message, name: str) -> list[str]:
    return heads.raw_values(message, name)


def _value(message: Message, name: str) -> str:
    return next(iter(_values(message, name)), "")


def _mail(message: Message, body: _Body, *, raw: bytes, keys: KeyLookup | None, defects: list[str]) -> Mail:
    pairs = heads.limited(message)
    hops = hops_of([value for name, value in pairs if name.lower() == "received"])
    entry = entry_of(pairs, hops)
    results = authentications(pairs, hops, entry)
    return_path = heads.clean(_value(message, "Return-Path"), 400)
    return Mail(
        headers=pairs,
        from_=heads.addresses(_values(message, "From")),
        sender=_first(message, "Sender"),
        reply_to=heads.addresses(_values(message, "Reply-To")),
        return_path=_first(message, "Return-Path"),
        null_return_path=return_path.replace(" ", "") == "<>",
        to=heads.addresses(_values(message, "To")),
        cc=heads.addresses(_values(message, "Cc")),
        delivered_to=heads.addresses([*_values(message, "Delivered-To"), *_values(message, "X-Original-To")]),
        subject=heads.clean(heads.decoded(_value(message, "Subject")), 1000),
        date=heads.date_of(_value(message, "Date")),
        message_id=heads.clean(_value(message, "Message-ID"), 1000),
        in_reply_to=heads.clean(_value(message, "In-Reply-To"), 1000),
        references=len(_value(message, "References").split()),
        hops=hops,
        sender_ip=hops[entry].from_ip if entry is not None else "",
        authentication=results,
        arc_instances=min(len(_values(message, "ARC-Seal")), 50),
        arc_result=next((r.result for each in results if each.trusted for r in each.results if r.method == "arc"), ""),
        dkim=signatures(_values(message, "DKIM-Signature"), raw, keys),
        text="\n".join(body.texts)[:MAX_TEXT_CHARS],
        html=body.html,
        links=tuple(body.links),
        attachments=tuple(body.attachments),
        content_type=_content_type(message),
        report_type=_report_type(message),
        defects=tuple(dict.fromkeys([*defects, *(type(defect).__name__ for defect in message.defects)])),
    )


def _first(message: Message, name: str) -> Address | None:
    found = heads.addresses(_values(message, name)[:1])
    return found[0] if found else None


def _report_type(message: Message) -> str:
    if _content_type(message) != "multipart/report":
        return ""
    try:
        return heads.clean(str(message.get_param("report-type") or ""), 60).lower()
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""
