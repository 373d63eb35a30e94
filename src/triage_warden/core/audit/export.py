"""The record as lines of JSON that can be checked without us (docs/reference/audit-chain.md)."""

from datetime import datetime
from typing import Final

import msgspec

from triage_warden.core.audit.chain import FORMAT, moment
from triage_warden.core.audit.model import Anchor, Head, SealedEntry
from triage_warden.kernel.errors import Invalid
from triage_warden.kernel.ids import TenantId

_encode: Final = msgspec.json.Encoder(order="sorted").encode
_HASH_LENGTH: Final = 64


class NotAnExport(Invalid):
    """This is not an export of the record."""


class HeadLine(msgspec.Struct, frozen=True, kw_only=True):
    """A head, in hex."""

    seq: int
    hash: str


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """The first line: whose chain it is and how far it goes; one with a filter leaves entries out."""

    format: str
    tenant: str
    exported_at: str
    filtered: bool
    head: HeadLine


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """Every other line: `body` is, byte for byte, what was hashed."""

    seq: int
    prev: str
    hash: str
    body: msgspec.Raw


def heading(tenant: TenantId, head: Head, *, at: datetime, filtered: bool) -> bytes:
    """Return the first line."""
    first = Heading(
        format=FORMAT,
        tenant=str(tenant),
        exported_at=moment(at),
        filtered=filtered,
        head=HeadLine(seq=head.seq, hash=head.hash.hex()),
    )
    return _encode(first) + b"\n"


def line(entry: SealedEntry) -> bytes:
    """Return an entry's line."""
    body = msgspec.Raw(entry.body)
    return _encode(Line(seq=entry.seq, prev=entry.prev.hex(), hash=entry.hash.hex(), body=body)) + b"\n"


def read_heading(text: bytes) -> tuple[Heading, Head]:
    """Return the first line and the head that it tells of; raise NotAnExport."""
    try:
        first = msgspec.json.decode(text, type=Heading)
    except msgspec.MsgspecError as error:
        raise NotAnExport(detail="The first line is not the heading of an export; see `audit export`.") from error
    if first.format != FORMAT:
        raise NotAnExport(detail=f"The export is of the form '{first.format[:60]}'; this version reads '{FORMAT}'.")
    return first, Head(seq=first.head.seq, hash=_bytes(first.head.hash, 1))


def read_line(text: bytes, number: int) -> SealedEntry:
    """Return the entry of a line; raise NotAnExport naming the line."""
    try:
        found = msgspec.json.decode(text, type=Line)
    except msgspec.MsgspecError as error:
        raise NotAnExport(detail=f"Line {number} is not an entry of the record.") from error
    prev, own = _bytes(found.prev, number), _bytes(found.hash, number)
    return SealedEntry(seq=found.seq, prev=prev, hash=own, body=bytes(found.body))


def anchor_line(anchor: Anchor) -> bytes:
    """Return an anchor's line."""
    return _encode(anchor) + b"\n"


def read_anchor(text: bytes, number: int) -> Anchor:
    """Return the anchor of a line; raise NotAnExport naming the line."""
    try:
        return msgspec.json.decode(text, type=Anchor)
    except msgspec.MsgspecError as error:
        raise NotAnExport(detail=f"Line {number} is not an anchor.") from error


def _bytes(text: str, number: int) -> bytes:
    try:
        found = bytes.fromhex(text)
    except ValueError:
        found = b""
    if len(text) != _HASH_LENGTH or not found:
        raise NotAnExport(detail=f"Line {number} holds a hash that is not 64 hexadecimal digits.")
    return found
