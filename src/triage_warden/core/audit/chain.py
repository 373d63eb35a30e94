"""How entries are written and hashed, so that anybody can do it again (docs/reference/audit-chain.md)."""

import hashlib
import re
from datetime import UTC, datetime
from typing import Final

import msgspec

from triage_warden.core.audit.model import AuditActor, AuditEntry, AuditObject, Value
from triage_warden.kernel.ids import TenantId

FORMAT: Final = "triage-warden.audit/1"
LONGEST_WORD: Final = 300
"""Characters of a name or id: PostgreSQL indexes no more than 2,704 bytes."""
LONGEST_TEXT: Final = 4_000
"""Characters of a reason, or of one text in `before` and `after`."""
LARGEST_BODY: Final = 64 * 1024

_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
_GREATEST: Final = 2**53 - 1
"""Whole numbers beyond are not the same in every JSON reader (RFC 8259 §6)."""
_encode: Final = msgspec.json.Encoder(order="sorted").encode


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as it is hashed; every name is there, null where there is nothing to say."""

    v: int
    tenant: str
    at: datetime
    actor: AuditActor
    action: str
    target: AuditObject = msgspec.field(name="object")
    reason: str | None
    before: dict[str, object] | None
    after: dict[str, object] | None
    request_id: str | None
    address: str | None


def origin(tenant: TenantId | str) -> bytes:
    """Return what the first entry's `prev` is: SHA-256 of `triage-warden.audit/1:` and the tenant's id."""
    return hashlib.sha256(f"{FORMAT}:{tenant}".encode()).digest()


def digest(prev: bytes, seq: int, body: bytes) -> bytes:
    """Return an entry's hash: SHA-256 of `prev` (32 bytes), `seq` (8 bytes, big-endian) and `body` (UTF-8)."""
    return hashlib.sha256(prev + seq.to_bytes(8, "big", signed=True) + body).digest()


def canonical(tenant: TenantId, entry: AuditEntry) -> bytes:
    """Return the entry as JSON with its names sorted by code point, no spaces, in UTF-8, escaping only what must be.

    Never fails: what JSON or PostgreSQL cannot hold is replaced by U+FFFD, what is too long is cut, and fractions
    become text. A change must not fail because it is written down.
    """
    body: dict[str, object] = {
        "v": 1,
        "tenant": str(tenant),
        "at": moment(entry.at),
        "actor": {"id": _word(entry.actor.id), "kind": entry.actor.kind.value, "name": _word(entry.actor.name)},
        "action": _word(entry.action),
        "object": {"type": _word(entry.object.type), "id": _word(entry.object.id)},
        "reason": _plain(entry.reason),
        "before": _plain(entry.before),
        "after": _plain(entry.after),
        "request_id": None if entry.request_id is None else _word(entry.request_id),
        "address": None if entry.address is None else _word(entry.address),
    }
    encoded = _encode(body)
    if len(encoded) > LARGEST_BODY:
        encoded = _encode(body | {"before": _stand_in(body["before"]), "after": _stand_in(body["after"])})
    return encoded


def read_body(body: bytes) -> Body:
    """Return what a body says; raise msgspec.MsgspecError where it is none."""
    return msgspec.json.decode(body, type=Body)


def moment(at: datetime) -> str:
    """Return `2026-03-02T09:15:04.000000Z`: always the same length, so that its order as text is that of time."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _word(text: str) -> str:
    return _text(text, LONGEST_WORD)


def _text(text: str, limit: int) -> str:
    cut = text if len(text) <= limit else f"{text[: limit - 1]}…"
    return _UNSTORABLE.sub("\ufffd", cut)


def _plain(value: object) -> object:
    match value:
        case None | bool():
            return value
        case int():
            return value if abs(value) <= _GREATEST else str(value)
        case str():
            return _text(str(value), LONGEST_TEXT)
        case dict():
            return {_word(str(name)): _plain(each) for name, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case _:
            return _text(str(value), LONGEST_TEXT)


def _stand_in(value: object) -> Value:
    """Return what says which value was too large to keep."""
    if value is None:
        return None
    encoded = _encode(value)
    return {"too_large": len(encoded), "sha256": hashlib.sha256(encoded).hexdigest()}
