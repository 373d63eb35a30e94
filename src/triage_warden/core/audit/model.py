"""What the record holds."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

import msgspec

Value: TypeAlias = "str | int | bool | Mapping[str, Value] | list[Value] | tuple[Value, ...] | None"
"""What `before` and `after` hold. Whole numbers only: how a fraction is written differs between languages."""


class ActorKind(StrEnum):
    """What somebody is who asks for something, and is then on the record."""

    USER = "user"
    SERVICE_ACCOUNT = "service_account"
    """A program with an account, by one of the account's keys."""
    API_KEY = "api_key"
    """A program, by a key of its own."""
    SYSTEM = "system"
    """Triage Warden itself: an analyst by rules, a schedule, a command run on its own machine."""
    ANONYMOUS = "anonymous"
    """Nobody who is known: a failed sign-in, a request without credentials."""


class AuditActor(msgspec.Struct, frozen=True, kw_only=True):
    """Who did it: the id stays when the name changes."""

    id: str
    kind: ActorKind
    name: str


class AuditObject(msgspec.Struct, frozen=True, kw_only=True):
    """What it was done to, such as `incident` and its id."""

    type: str
    id: str


class By(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks for something, by which request, from which address; use cases take it and put it on the record."""

    actor: AuditActor
    request_id: str | None = None
    address: str | None = None

    @property
    def name(self) -> str:
        """Return the actor's name, as timelines show it."""
        return self.actor.name


SYSTEM = By(actor=AuditActor(id="system", kind=ActorKind.SYSTEM, name="system"))


class AuditEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Who did what to what, when, why, and what changed by it.

    `action` is `noun.verb`, such as `incident.resolve`. `before` and `after` hold only what changed, and never a
    secret: of a secret they say that there is one.
    """

    at: datetime
    actor: AuditActor
    action: str
    object: AuditObject
    reason: str | None = None
    before: Mapping[str, Value] | None = None
    after: Mapping[str, Value] | None = None
    request_id: str | None = None
    address: str | None = None


class SealedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry's place in its tenant's chain; `body` is, byte for byte, what was hashed (see chain.py)."""

    seq: int
    """1 for the tenant's first; no number is left out."""
    prev: bytes
    hash: bytes
    body: bytes


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """How far a chain goes: the number and hash of its last entry; 0 and the origin where there is none."""

    seq: int
    hash: bytes


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """A head as it was at some time, kept where whoever can write the database cannot."""

    at: datetime
    tenant: str
    seq: int
    hash: str
    """In hex."""


class AuditFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which entries are wanted; None means any."""

    actor: str | None = None
    """Name or id."""
    action: str | None = None
    """Whole, or its beginning when it ends in a dot: `incident.` is everything done to incidents."""
    object_type: str | None = None
    object_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def recorded(
    by: By,
    action: str,
    target: AuditObject,
    *,
    at: datetime,
    reason: str | None = None,
    changed: tuple[Mapping[str, Value] | None, Mapping[str, Value] | None] = (None, None),
) -> AuditEntry:
    """Return the entry of what `by` did; `changed` is what was there before and what is there after."""
    return AuditEntry(
        at=at,
        actor=by.actor,
        action=action,
        object=target,
        reason=reason,
        before=changed[0],
        after=changed[1],
        request_id=by.request_id,
        address=by.address,
    )
