"""Header values as a person would read them, from whatever bytes they came in."""

import re
from binascii import Error as Base64Error
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

import idna

from triage_warden.core.facts.mail.model import Address

MAX_HEADERS = 500
MAX_VALUE_CHARS = 20_000
MAX_ADDRESSES = 500

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]+")
_ADDRESS_IN_TEXT = re.compile(r"[^\s<>()\[\],;:\"']+@[^\s<>()\[\],;:\"'@]+")
_ADDRESS_AS_NAME = re.compile(r"^\s*([^<>\",;]*@[^<>\",;]*)<([^<>]+@[^<>]+)>\s*$")
_BETWEEN_WORDS = re.compile(r"(?<=\?=)\s+(?==\?)")


def decoded_headers(message: Message) -> Iterator[tuple[str, str]]:
    """Yield name and decoded value of the first `MAX_HEADERS` headers, in order."""
    for name, value in message.raw_items():
        yield name, decoded(str(value))


def raw_values(message: Message, name: str) -> list[str]:
    """Return the values of a header as they came; `Message.get_all` would put question marks for 8-bit bytes."""
    wanted = name.lower()
    return [str(value) for key, value in message.raw_items() if key.lower() == wanted]


def limited(message: Message) -> tuple[tuple[str, str], ...]:
    """Return the headers from the top, capped."""
    return tuple(pair for pair, _ in zip(decoded_headers(message), range(MAX_HEADERS), strict=False))


def decoded(value: str) -> str:
    """Return the value unfolded, its encoded words (RFC 2047) decoded, 8-bit bytes read as UTF-8 or Latin-1."""
    unfolded = _BETWEEN_WORDS.sub("", _eight_bit(value[:MAX_VALUE_CHARS]).replace("\r", "").replace("\n", ""))
    if "=?" not in unfolded:
        return unfolded.strip()
    try:
        chunks = decode_header(unfolded)
    except (HeaderParseError, Base64Error, ValueError):
        return unfolded.strip()
    return "".join(_chunk(chunk, charset) for chunk, charset in chunks).strip()


def clean(text: str, limit: int) -> str:
    """Return the text on one line without control and direction-changing characters, cut at `limit`."""
    return " ".join(_CONTROL.sub(" ", text.encode("utf-8", "replace").decode("utf-8")).split())[:limit]


def text_of(payload: bytes, charset: str | None) -> str:
    """Return the bytes as text; an unknown or wrong charset falls back to UTF-8, then to Latin-1."""
    for candidate in (charset, "utf-8"):
        with suppress(LookupError, UnicodeError, ValueError):
            return payload.decode(candidate or "utf-8").replace("\x00", "")
    return payload.decode("latin-1").replace("\x00", "")


def addresses(values: list[str]) -> tuple[Address, ...]:
    """Return the mailboxes that the header values name, encoded words decoded after splitting."""
    unfolded = [_eight_bit(value[:MAX_VALUE_CHARS]).replace("\r", "").replace("\n", "") for value in values]
    pairs = [pair for value in unfolded for pair in _pairs_of(value)][:MAX_ADDRESSES]
    found = [address for name, email in pairs if (address := _address(decoded(name), email))]
    return tuple(found) or tuple(_loose(unfolded))


def date_of(value: str) -> datetime | None:
    """Return the time in UTC; None where the header cannot be read as one."""
    try:
        parsed = parsedate_to_datetime(value)
        return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def ascii_domain(domain: str) -> str:
    """Return the domain in lower case and, where it can be, in its ASCII form."""
    lowered = domain.strip().strip(".").lower()
    if lowered.isascii():
        return lowered
    try:
        return idna.encode(lowered, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return lowered


def _pairs_of(value: str) -> list[tuple[str, str]]:
    """Return name and address of each mailbox; of `a@x <b@y>`, which breaks the grammar, a@x is shown as the name."""
    posing = _ADDRESS_AS_NAME.match(value)
    if posing:
        return [(posing.group(1), posing.group(2))]
    try:
        return getaddresses([value], strict=False)  # type: ignore[call-arg, unused-ignore]  # typed by later Pythons only
    except TypeError:  # Pythons before 3.11.10 and 3.12.6 know no `strict`
        return getaddresses([value])


def _address(display: str, email: str) -> Address | None:
    local, at, domain = "".join(email.split()).rpartition("@")
    if not at or not local or not domain:
        return None
    host = ascii_domain(domain.strip("<>\"' "))
    return Address(
        display=clean(display.strip("\"' "), 300),
        email=clean(f"{local.strip(chr(34))}@{host}".lower(), 320),
        domain=host,
    )


def _loose(values: list[str]) -> Iterator[Address]:
    """Find addresses in a header that breaks the grammar: mail programs show them all the same."""
    for value in values:
        text = decoded(value)
        for match in _ADDRESS_IN_TEXT.finditer(text):
            address = _address(text[: match.start()].strip("<( "), match.group())
            if address:
                yield address


def _eight_bit(value: str) -> str:
    """Undo the surrogates that stand for bytes above 127 in a header."""
    if value.isascii():
        return value
    raw = value.encode("utf-8", "surrogateescape") if _only_escaped(value) else value.encode("utf-8", "replace")
    return text_of(raw, "utf-8")


def _only_escaped(value: str) -> bool:
    return all(not "\ud800" <= letter <= "\udfff" or "\udc80" <= letter <= "\udcff" for letter in value)


def _chunk(chunk: bytes | str, charset: str | None) -> str:
    return chunk if isinstance(chunk, str) else text_of(chunk, charset)
