"""What a mail is, once it was read."""

from datetime import datetime
from enum import StrEnum

import msgspec


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """A mailbox as a header names it; `email` and `domain` are lower case, `domain` in its ASCII form."""

    display: str = ""
    email: str
    domain: str


class Hop(msgspec.Struct, frozen=True, kw_only=True):
    """One Received header: who handed the mail over, to whom; as claimed by the receiving side."""

    from_host: str = ""
    from_ip: str = ""
    by_host: str = ""
    internal: bool = False
    """Within the receiving organisation, judged by the names and addresses of both ends."""


class AuthResult(msgspec.Struct, frozen=True, kw_only=True):
    """One result of an Authentication-Results header (RFC 8601): `spf`, `pass`, `{"smtp.mailfrom": …}`."""

    method: str
    result: str
    properties: dict[str, str] = {}


class Authentication(msgspec.Struct, frozen=True, kw_only=True):
    """One Authentication-Results header; `trusted` where it is the boundary's own (docs/connectors/mail.md)."""

    authserv: str = ""
    trusted: bool = False
    results: tuple[AuthResult, ...] = ()


class SignatureOutcome(StrEnum):
    """What became of a check."""

    HOLDS = "holds"
    BROKEN = "broken"
    NOT_CHECKED = "not_checked"


class DkimSignature(msgspec.Struct, frozen=True, kw_only=True):
    """A DKIM-Signature header. The body's hash needs no key; the signature itself needs the key from DNS."""

    domain: str
    selector: str = ""
    signed_headers: tuple[str, ...] = ()
    body_hash: SignatureOutcome = SignatureOutcome.NOT_CHECKED
    signature: SignatureOutcome = SignatureOutcome.NOT_CHECKED


class LinkKind(StrEnum):
    """What carries a link."""

    ANCHOR = "a"
    FORM = "form"
    IMAGE = "img"
    AREA = "area"
    BUTTON = "button"
    TEXT = "text"
    ATTACHMENT = "attachment"
    REFRESH = "refresh"


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Something that can be clicked: what it shows, and where it leads. `position` counts links from 0."""

    text: str = ""
    target: str
    kind: LinkKind = LinkKind.ANCHOR
    position: int = 0


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """An HTML form inside the mail."""

    action: str
    password: bool = False
    fields: int = 0


class Image(msgspec.Struct, frozen=True, kw_only=True):
    """An image shown in the mail."""

    source: str
    remote: bool
    linked: bool = False
    tracking: bool = False
    """One or two pixels wide or high."""


class HtmlBody(msgspec.Struct, frozen=True, kw_only=True):
    """The HTML part: the text that is seen, the text that is not, and what it is made of."""

    text: str = ""
    hidden_text: str = ""
    split_words: int = 0
    """Words of the visible text that have invisible text or zero-width characters inside."""
    forms: tuple[Form, ...] = ()
    images: tuple[Image, ...] = ()
    scripts: tuple[str, ...] = ()
    """What its scripts do, in words of `attachments.SCRIPT_TRAITS`; `script` for any at all."""
    cut: bool = False


class AttachmentTrait(StrEnum):
    """What an attachment's content shows."""

    MACROS = "macros"
    MACROS_AUTORUN = "macros_autorun"
    MACROS_SUSPICIOUS = "macros_suspicious"
    REMOTE_TEMPLATE = "remote_template"
    EMBEDDED_OBJECT = "embedded_object"
    EQUATION_OBJECT = "equation_object"
    ENCRYPTED = "encrypted"
    ARCHIVE = "archive"
    HOLDS_PROGRAM = "holds_program"
    HOLDS_DISK_IMAGE = "holds_disk_image"
    HOLDS_ARCHIVE = "holds_archive"
    HOLDS_DOCUMENT = "holds_document"
    BOMB = "bomb"
    PROGRAM = "program"
    SCRIPT = "script"
    SHORTCUT = "shortcut"
    DISK_IMAGE = "disk_image"
    ONENOTE = "onenote"
    HTML = "html"
    HTML_SMUGGLING = "html_smuggling"
    HTML_PASSWORD_FORM = "html_password_form"  # noqa: S105  # a trait's name
    HTML_REDIRECT = "html_redirect"
    HTML_OBFUSCATED = "html_obfuscated"
    SVG_SCRIPT = "svg_script"
    PDF_SCRIPT = "pdf_script"
    PDF_LAUNCH = "pdf_launch"
    PDF_LINK = "pdf_link"
    PDF_EMBEDDED_FILE = "pdf_embedded_file"
    CALENDAR = "calendar"
    MAIL = "mail"


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    """A part that is not the body: what it is called, says it is, and is by its content."""

    name: str = ""
    declared_type: str = ""
    detected_type: str = ""
    """A word of `connectors/mail/magic.py`: `pdf`, `ole`, `zip`, `pe`, … or empty."""
    size: int = 0
    sha256: str = ""
    inline: bool = False
    traits: tuple[AttachmentTrait, ...] = ()
    members: tuple[str, ...] = ()
    """Names inside an archive, capped."""
    text: str = ""
    """Text of an HTML or plain-text attachment, capped."""


class Mail(msgspec.Struct, frozen=True, kw_only=True):
    """A mail, read. Everything in it is what the sender chose to write, unless marked `trusted`."""

    headers: tuple[tuple[str, str], ...] = ()
    """Decoded, in order from the top, capped in number."""
    from_: tuple[Address, ...] = ()
    sender: Address | None = None
    reply_to: tuple[Address, ...] = ()
    return_path: Address | None = None
    null_return_path: bool = False
    """`Return-Path: <>`: sent by a mail system, not answered by anybody (RFC 5321 §4.5.5)."""
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    delivered_to: tuple[Address, ...] = ()
    subject: str = ""
    date: datetime | None = None
    message_id: str = ""
    in_reply_to: str = ""
    references: int = 0
    hops: tuple[Hop, ...] = ()
    sender_ip: str = ""
    """The address that handed it to the receiving boundary; empty where no boundary can be told."""
    authentication: tuple[Authentication, ...] = ()
    arc_instances: int = 0
    arc_result: str = ""
    """The boundary's own `arc=` result, where it states one."""
    dkim: tuple[DkimSignature, ...] = ()
    text: str = ""
    html: HtmlBody | None = None
    links: tuple[Link, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    content_type: str = ""
    report_type: str = ""
    """`delivery-status`, `disposition-notification`, `feedback-report` of a multipart/report."""
    defects: tuple[str, ...] = ()

    def header(self, name: str) -> str:
        """Return the first header of that name, or an empty string."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")

    @property
    def author(self) -> Address | None:
        """The first From address: who it says it is from."""
        return self.from_[0] if self.from_ else None

    @property
    def recipients(self) -> tuple[Address, ...]:
        """Every mailbox it was sent to, once, as far as the headers say."""
        return tuple({each.email: each for each in (*self.delivered_to, *self.to, *self.cc)}.values())

    @property
    def visible_text(self) -> str:
        """What a reader sees: the HTML's text, or the plain text where there is none."""
        return self.html.text if self.html and self.html.text.strip() else self.text
