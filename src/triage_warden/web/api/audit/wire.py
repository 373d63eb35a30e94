"""The record on the wire."""

from datetime import datetime
from typing import Any

import msgspec

from triage_warden.core.audit.chain import read_body
from triage_warden.core.audit.model import Anchor, AuditActor, AuditObject, SealedEntry


class AuditEntryBody(msgspec.Struct, frozen=True, kw_only=True):
    """An entry with its place in the chain; hashes in hex."""

    seq: int
    at: datetime
    actor: AuditActor
    action: str
    target: AuditObject = msgspec.field(name="object")
    reason: str | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    request_id: str | None
    address: str | None
    prev: str
    hash: str


class AuditBody(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the record, newest first."""

    items: list[AuditEntryBody]
    next: str | None


class AuditHeadBody(msgspec.Struct, frozen=True, kw_only=True):
    """How far the chain goes, and the heads that this server keeps outside the database."""

    tenant: str
    seq: int
    hash: str
    anchors: list[Anchor]


def entry_body(entry: SealedEntry) -> AuditEntryBody:
    """Return an entry as it is shown: read out of what was hashed, and nothing else."""
    body = read_body(entry.body)
    return AuditEntryBody(
        seq=entry.seq,
        at=body.at,
        actor=body.actor,
        action=body.action,
        target=body.target,
        reason=body.reason,
        before=body.before,
        after=body.after,
        request_id=body.request_id,
        address=body.address,
        prev=entry.prev.hex(),
        hash=entry.hash.hex(),
    )
